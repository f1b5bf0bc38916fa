package org.likeness.face;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Steadies a track without lag: short gaps are filled, then every coordinate becomes the value, at
 * its own frame, of a parabola fitted to the frames around it, weighted by nearness and confidence
 * (A. Savitzky and M. Golay, "Smoothing and differentiation of data by simplified least squares
 * procedures", 1964, with Gaussian weights). A parabola follows speed and acceleration, so that a
 * head that really moves is not dragged. An observation that lies far from what its neighbours tell
 * (a hand before the face) counts less, by twice refitting with weights from the residuals.
 */
final class TrackSmoother {
  /** Frames looked at on each side, and the width of the weights. */
  private static final int REACH = 4;

  private static final double SIGMA = 2.0;

  /** Gaps of at most this many frames are filled. */
  private static final int MAX_FILL = 5;

  private static final double FILLED_WEIGHT = 0.2;

  /**
   * A residual is usual up to so many medians of the track's, or this part of the face's height.
   */
  private static final double USUAL_MEDIANS = 2.5;

  private static final double USUAL_LEAST = 0.002;
  private static final int REFITS = 2;

  /**
   * A head that moves by more than this part of its height a frame, somewhere in the window, may
   * set out or stop within a frame or two, which no parabola follows.
   */
  private static final double FAST = 0.04;

  /** How far a mesh may then be taken from where it was seen, part of the face's height. */
  private static final double FAST_LIMIT = 0.01;

  private static final float PROFILE_DEGREES = 60;

  private TrackSmoother() {}

  /**
   * The steadied track.
   *
   * @param raw one track, ascending by frame
   * @param id its number
   * @param frames the shot's frames, ascending
   */
  static ShotAnalysis.Track smooth(
      List<FaceObservation> raw, int id, List<Integer> frames, CropTemplate template) {
    List<FaceObservation> all = filled(raw, frames);
    List<FaceObservation> out = new ArrayList<>();
    float[][] fits = robustFits(all);
    for (int i = 0; i < all.size(); i++) {
      FaceObservation o = all.get(i);
      Landmarks mesh = new Landmarks(fits[i], o.landmarks().presence());
      HeadPose pose = FaceAligner.pose(mesh, template);
      Set<FaceObservation.Flag> flags = EnumSet.noneOf(FaceObservation.Flag.class);
      flags.addAll(o.flags());
      flags.remove(FaceObservation.Flag.PROFILE);
      if (Math.abs(pose.yaw()) > PROFILE_DEGREES) {
        flags.add(FaceObservation.Flag.PROFILE);
      }
      out.add(new FaceObservation(id, o.frame(), o.score(), mesh, pose, flags, o.detail()));
    }
    return new ShotAnalysis.Track(id, out);
  }

  /** With the frames of short gaps put in, on the line between the gap's ends. */
  private static List<FaceObservation> filled(List<FaceObservation> raw, List<Integer> frames) {
    List<FaceObservation> out = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      if (i > 0) {
        FaceObservation a = raw.get(i - 1);
        FaceObservation b = raw.get(i);
        List<Integer> missing =
            frames.stream().filter(f -> f > a.frame() && f < b.frame()).toList();
        if (missing.size() <= MAX_FILL) {
          missing.forEach(f -> out.add(between(a, b, f)));
        }
      }
      out.add(raw.get(i));
    }
    return out;
  }

  private static FaceObservation between(FaceObservation a, FaceObservation b, int frame) {
    float t = (float) (frame - a.frame()) / (b.frame() - a.frame());
    float[] xyz = new float[a.landmarks().xyz().length];
    for (int i = 0; i < xyz.length; i++) {
      float from = a.landmarks().xyz()[i];
      xyz[i] = from + t * (b.landmarks().xyz()[i] - from);
    }
    float presence = Math.min(a.landmarks().presence(), b.landmarks().presence());
    return new FaceObservation(
        a.trackId(),
        frame,
        Math.min(a.score(), b.score()),
        new Landmarks(xyz, presence),
        a.pose(),
        EnumSet.of(FaceObservation.Flag.INTERPOLATED));
  }

  private static float[][] robustFits(List<FaceObservation> all) {
    double[] base = new double[all.size()];
    for (int i = 0; i < base.length; i++) {
      FaceObservation o = all.get(i);
      base[i] = Math.max(0.01, o.landmarks().presence());
      if (o.flags().contains(FaceObservation.Flag.INTERPOLATED)) {
        base[i] *= FILLED_WEIGHT;
      }
    }
    double[] sure = base.clone();
    float[][] fits = fits(all, sure);
    for (int round = 0; round < REFITS; round++) {
      double[] off = new double[base.length];
      double[] heights = new double[base.length];
      for (int i = 0; i < off.length; i++) {
        off[i] = medianDistance(all.get(i).landmarks().xyz(), fits[i]);
        heights[i] = FaceBox.of(all.get(i).landmarks()).height();
      }
      double usual = Math.max(USUAL_MEDIANS * median(off), USUAL_LEAST * median(heights));
      for (int i = 0; i < off.length; i++) {
        double r = off[i] / usual;
        sure[i] = base[i] / ((1 + r * r) * (1 + r * r));
      }
      fits = fits(all, sure);
    }
    for (int i = 0; i < fits.length; i++) {
      keepNear(all, i, fits[i]);
    }
    for (float[] f : fits) {
      for (int i = 0; i < f.length; i++) {
        f[i] = AnalysisCodec.rounded(f[i]);
      }
    }
    return fits;
  }

  /** In fast movement a late crop is seen and a trembling one is not: the mesh stays near. */
  private static void keepNear(List<FaceObservation> all, int at, float[] fit) {
    float[] seen = all.get(at).landmarks().xyz();
    double height = FaceBox.of(all.get(at).landmarks()).height();
    double off = medianDistance(seen, fit);
    if (off <= FAST_LIMIT * height || speed(all, at) <= FAST * height) {
      return;
    }
    float share = (float) (FAST_LIMIT * height / off);
    for (int i = 0; i < fit.length; i++) {
      fit[i] = seen[i] + share * (fit[i] - seen[i]);
    }
  }

  /**
   * The fastest movement in the window, pixels a frame. Each is measured over a frame that is left
   * out, and the smaller of two in a row counts, so that one mesh that lies wrong is no movement.
   */
  private static double speed(List<FaceObservation> all, int at) {
    double fastest = 0;
    double before = 0;
    int centre = all.get(at).frame();
    for (int i = 2; i < all.size(); i++) {
      FaceObservation a = all.get(i - 2);
      FaceObservation b = all.get(i);
      if (centre - a.frame() <= REACH && b.frame() - centre <= REACH) {
        double d = medianDistance(a.landmarks().xyz(), b.landmarks().xyz());
        double now = d / (b.frame() - a.frame());
        fastest = Math.max(fastest, Math.min(before, now));
        before = now;
      }
    }
    return fastest;
  }

  /** The median point's distance, so that a mouth that opens is no sign of a bad mesh. */
  private static double medianDistance(float[] a, float[] b) {
    double[] d = new double[Landmarks.COUNT];
    for (int i = 0; i < d.length; i++) {
      double dx = a[3 * i] - b[3 * i];
      double dy = a[3 * i + 1] - b[3 * i + 1];
      d[i] = Math.sqrt(dx * dx + dy * dy);
    }
    return median(d);
  }

  private static double median(double[] v) {
    double[] sorted = v.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** At each observation, the value of the weighted fit through its neighbours. */
  private static float[][] fits(List<FaceObservation> all, double[] sure) {
    float[][] out = new float[all.size()][3 * Landmarks.COUNT];
    for (int at = 0; at < out.length; at++) {
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
      for (int k = 0; k < t.length; k++) {
        t[k] = all.get(from + k).frame() - centre;
      }
      double[] kernel = kernel(t, Arrays.copyOfRange(sure, from, to));
      for (int i = 0; i < out[at].length; i++) {
        double v = 0;
        for (int k = 0; k < kernel.length; k++) {
          v += kernel[k] * all.get(from + k).landmarks().xyz()[i];
        }
        out[at][i] = (float) v;
      }
    }
    return out;
  }

  /**
   * What each observation adds to the fit's value at time 0: the first row of (AᵀWA)⁻¹AᵀW with
   * columns 1, t, t². With fewer than five observations a line, with fewer than three the
   * observation itself.
   *
   * @param t times in frames, one of them 0
   * @param sure how much to trust each, > 0
   */
  static double[] kernel(double[] t, double[] sure) {
    int n = t.length;
    int terms = n >= 5 ? 3 : n >= 3 ? 2 : 1;
    double[] w = new double[n];
    for (int k = 0; k < n; k++) {
      w[k] = sure[k] * Math.exp(-t[k] * t[k] / (2 * SIGMA * SIGMA));
      if (terms == 1 && t[k] != 0) {
        w[k] = 0;
      }
    }
    double[] first = solveFirst(normal(t, w, terms));
    double[] out = new double[n];
    for (int k = 0; k < n; k++) {
      double power = 1;
      for (int j = 0; j < terms; j++) {
        out[k] += first[j] * power * w[k];
        power *= t[k];
      }
    }
    return out;
  }

  private static double[][] normal(double[] t, double[] w, int terms) {
    double[][] a = new double[terms][terms];
    for (int k = 0; k < t.length; k++) {
      for (int i = 0; i < terms; i++) {
        for (int j = 0; j < terms; j++) {
          a[i][j] += w[k] * Math.pow(t[k], i + j);
        }
      }
    }
    return a;
  }

  /** Solves a x = (1, 0, ...) by elimination; {@code a} is positive definite. */
  private static double[] solveFirst(double[][] a) {
    int n = a.length;
    double[] b = new double[n];
    b[0] = 1;
    for (int p = 0; p < n; p++) {
      for (int r = p + 1; r < n; r++) {
        double f = a[r][p] / a[p][p];
        for (int c = p; c < n; c++) {
          a[r][c] -= f * a[p][c];
        }
        b[r] -= f * b[p];
      }
    }
    for (int r = n - 1; r >= 0; r--) {
      for (int c = r + 1; c < n; c++) {
        b[r] -= a[r][c] * b[c];
      }
      b[r] /= a[r][r];
    }
    return b;
  }
}
