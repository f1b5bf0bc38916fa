package org.likeness.train.data.curate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.likeness.train.data.FaceRecord;

/** Yaw by pitch in steps of 15 degrees, and the best faces of all of them. */
public final class PoseBins {
  /** Degrees. */
  public static final double STEP = 15;

  private PoseBins() {}

  /** Which step an angle is in; 0 is the one around straight ahead. */
  public static int of(double degrees) {
    return (int) Math.floor(degrees / STEP + 0.5);
  }

  /** A bin for people. */
  public static String name(double yaw, double pitch) {
    return String.format(Locale.ROOT, "yaw %.0f pitch %.0f", of(yaw) * STEP, of(pitch) * STEP);
  }

  /**
   * The best faces with all poses taken in turn: one of each bin, then a second of each, and so on.
   * Best is the least blurred of those with one face in the crop.
   *
   * @param among numbers of the faces
   * @param count how many to take
   * @return numbers of the faces, ascending
   */
  public static List<Integer> best(CuratedSet set, List<Integer> among, int count) {
    Map<Integer, List<Integer>> bins = new TreeMap<>();
    for (int i : among) {
      if (set.measured().measures().get(i) != null) {
        FaceRecord face = set.faces().get(i);
        bins.computeIfAbsent(1000 * of(face.yaw()) + of(face.pitch()), b -> new ArrayList<>())
            .add(i);
      }
    }
    double[] blur = FaceKey.values(FaceKey.BLUR.id(), set);
    for (List<Integer> bin : bins.values()) {
      bin.sort(
          Comparator.comparingInt((Integer i) -> set.faces().get(i).otherFaces() > 0 ? 1 : 0)
              .thenComparingDouble(i -> blur[i])
              .thenComparing(i -> i));
    }
    List<Integer> out = new ArrayList<>();
    for (int turn = 0; out.size() < count && turn < among.size(); turn++) {
      for (List<Integer> bin : bins.values()) {
        if (turn < bin.size() && out.size() < count) {
          out.add(bin.get(turn));
        }
      }
    }
    out.sort(Comparator.naturalOrder());
    return out;
  }
}
