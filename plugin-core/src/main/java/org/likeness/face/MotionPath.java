package org.likeness.face;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Affine2;

/**
 * How a head moved in the picture from each observation of a track to the next, as a similarity: by
 * its skin where neighbouring frames show it alike, else by steadied landmarks.
 */
final class MotionPath {
  /** Frames about one that say where it is when skin does not. */
  private static final int REACH = 4;

  private static final double SIGMA = 2;

  /** Frames over which the skin's account of its error is taken. */
  private static final int DEVIATION_REACH = 8;

  private final Affine2[] links;
  private final double[] deviations;

  private MotionPath(Affine2[] links, double[] deviations) {
    this.links = links;
    this.deviations = deviations;
  }

  /** The motion from the observation before by skin, or nothing. */
  static List<Optional<SkinRegistration.Motion>> seen(List<FaceObservation> all) {
    List<Optional<SkinRegistration.Motion>> out = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      out.add(
          i == 0
              ? Optional.empty()
              : Optional.ofNullable(SkinRegistration.motion(all.get(i - 1), all.get(i))));
    }
    return out;
  }

  /**
   * The whole path.
   *
   * @param seen what {@link #seen} gave
   * @param sure how much each observation is to be trusted
   */
  static MotionPath of(
      List<FaceObservation> all, List<Optional<SkinRegistration.Motion>> seen, double[] sure) {
    Affine2[] links = new Affine2[all.size()];
    double[] deviations = new double[all.size()];
    double @Nullable [] last = null;
    for (int i = 0; i < links.length; i++) {
      deviations[i] = Double.NaN;
      if (i == 0) {
        links[i] = Affine2.IDENTITY;
      } else if (seen.get(i).isPresent()) {
        links[i] = seen.get(i).get().map();
        deviations[i] = seen.get(i).get().deviation();
        last = null;
      } else {
        double[] before = last == null ? place(all, sure, i - 1) : last;
        last = place(all, sure, i);
        links[i] = similarity(before, last);
      }
    }
    return new MotionPath(links, deviations);
  }

  /** No head moves, as far as is known. */
  static MotionPath none(int size) {
    Affine2[] links = new Affine2[size];
    Arrays.fill(links, Affine2.IDENTITY);
    return new MotionPath(links, new double[size]);
  }

  /** How far the motion is usually wrong about an observation, in pixels a step; 0 if unknown. */
  double deviation(int at) {
    int from = Math.max(0, at - DEVIATION_REACH);
    int to = Math.min(deviations.length, at + DEVIATION_REACH + 1);
    return AdaptiveSmoother.median(Arrays.copyOfRange(deviations, from, to));
  }

  /**
   * Maps from the picture of each observation of a window to that of one of them.
   *
   * @param from first of the window
   * @param to one after its last
   */
  Affine2[] towards(int at, int from, int to) {
    Affine2[] out = new Affine2[to - from];
    out[at - from] = Affine2.IDENTITY;
    for (int i = at - 1; i >= from; i--) {
      out[i - from] = links[i + 1].then(out[i + 1 - from]);
    }
    for (int i = at + 1; i < to; i++) {
      out[i - from] = links[i].inverse().then(out[i - 1 - from]);
    }
    return out;
  }

  /** Centre, scale and turn of the mesh about an observation: x, y, and the pair of the axis. */
  private static double[] place(List<FaceObservation> all, double[] sure, int at) {
    int centre = all.get(at).frame();
    int from = at;
    while (from > 0 && centre - all.get(from - 1).frame() <= REACH) {
      from--;
    }
    int to = at + 1;
    while (to < all.size() && all.get(to).frame() - centre <= REACH) {
      to++;
    }
    double[] t = new double[to - from];
    double[] w = new double[to - from];
    for (int i = from; i < to; i++) {
      t[i - from] = all.get(i).frame() - centre;
      w[i - from] = sure[i];
    }
    double[] k = SmoothKernel.of(t, w, SIGMA);
    double[] out = new double[4];
    for (int i = from; i < to; i++) {
      Affine2 back = SkinPatch.place(all.get(i).landmarks()).inverse();
      double m = SkinPatch.SIZE / 2.0;
      out[0] += k[i - from] * back.mapX(m, m);
      out[1] += k[i - from] * back.mapY(m, m);
      out[2] += k[i - from] * back.a();
      out[3] += k[i - from] * back.d();
    }
    return out;
  }

  private static Affine2 similarity(double[] p, double[] q) {
    double n = p[2] * p[2] + p[3] * p[3];
    double a = (q[2] * p[2] + q[3] * p[3]) / n;
    double b = (q[3] * p[2] - q[2] * p[3]) / n;
    return new Affine2(a, -b, q[0] - a * p[0] + b * p[1], b, a, q[1] - b * p[0] - a * p[1]);
  }
}
