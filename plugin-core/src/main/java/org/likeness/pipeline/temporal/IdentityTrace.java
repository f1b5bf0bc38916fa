package org.likeness.pipeline.temporal;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.likeness.face.IdentityVectors;

/**
 * How a face's identity vector goes through a shot. What the plate's own face does too, as it turns
 * or is hidden, does not count.
 *
 * @param likeness by frame, to the reference: the mean of the first {@link #FIRST} frames
 * @param plateLikeness the same of the plate's face to its own first frames
 * @param drift by frame, how much less like the reference the mean of the frames around is than the
 *     plate's to its own; 0 where it is not
 * @param apart by frame, how much less like its neighbours it is than the plate's is
 */
public record IdentityTrace(
    SortedMap<Integer, Double> likeness,
    SortedMap<Integer, Double> plateLikeness,
    SortedMap<Integer, Double> drift,
    SortedMap<Integer, Double> apart) {
  /** Frames that make the reference. */
  public static final int FIRST = 12;

  /** Frames to either side that the drift is averaged over. */
  private static final int STEADY = 6;

  /** Neighbours to either side. */
  private static final int NEAR = 3;

  static IdentityTrace of(List<FrameFigures> frames) {
    List<FrameFigures> known = frames.stream().filter(f -> f.identity().length > 0).toList();
    SortedMap<Integer, Double> likeness = new TreeMap<>();
    SortedMap<Integer, Double> plateLikeness = new TreeMap<>();
    SortedMap<Integer, Double> drift = new TreeMap<>();
    SortedMap<Integer, Double> apart = new TreeMap<>();
    if (known.isEmpty()) {
      return new IdentityTrace(likeness, plateLikeness, drift, apart);
    }
    List<FrameFigures> first = known.subList(0, Math.min(FIRST, known.size()));
    float[] reference = mean(first, false);
    float[] plateReference = mean(first, true);
    for (FrameFigures f : known) {
      likeness.put(f.frame(), IdentityVectors.likeness(f.identity(), reference));
      plateLikeness.put(f.frame(), IdentityVectors.likeness(f.plateIdentity(), plateReference));
      List<FrameFigures> around = near(known, f, STEADY, null);
      double own = IdentityVectors.likeness(mean(around, false), reference);
      double plates = IdentityVectors.likeness(mean(around, true), plateReference);
      drift.put(f.frame(), Math.max(0, plates - own));
      List<FrameFigures> others = near(known, f, NEAR, f);
      if (others.size() >= 2) {
        double like = IdentityVectors.likeness(f.identity(), mean(others, false));
        double plateLike = IdentityVectors.likeness(f.plateIdentity(), mean(others, true));
        apart.put(f.frame(), plateLike - like);
      }
    }
    return new IdentityTrace(likeness, plateLikeness, drift, apart);
  }

  private static List<FrameFigures> near(
      List<FrameFigures> all, FrameFigures f, int reach, @Nullable FrameFigures without) {
    List<FrameFigures> out = new ArrayList<>();
    for (FrameFigures o : all) {
      if (Math.abs(o.frame() - f.frame()) <= reach && o != without) {
        out.add(o);
      }
    }
    return out;
  }

  private static float[] mean(List<FrameFigures> list, boolean ofPlate) {
    float[] sum = new float[list.get(0).identity().length];
    for (FrameFigures f : list) {
      float[] v = ofPlate ? f.plateIdentity() : f.identity();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += v[i];
      }
    }
    return IdentityVectors.unit(sum);
  }
}
