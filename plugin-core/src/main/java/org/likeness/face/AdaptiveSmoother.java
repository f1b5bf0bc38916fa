package org.likeness.face;

import java.util.Arrays;
import java.util.List;
import org.likeness.image.Affine2;

/**
 * Steadies one field of a track along the motion of its head. The places of the frames around one
 * are first carried to it by the {@link MotionPath motion path}, so that a head that moves is not
 * dragged, then a parabola is laid through them. How many frames are looked at is decided for each
 * frame and each group of places: as many as agree with all smaller windows within the noise (O. V.
 * Lepski, "On a problem of adaptive estimation in Gaussian white noise", 1990). A mouth that opens
 * is left alone, a cheek that rests is held by half a second.
 */
final class AdaptiveSmoother {
  /** Widths of the windows' weights in frames; before the first comes the observation itself. */
  private static final double[] WIDTHS = {1, 2, 3.5, 6};

  private static final double REACH = 2.2;

  /** The narrowest window for an observation that lies astray. */
  private static final int ASTRAY_LEVEL = 3;

  /** So many places of a group tell what all do. */
  private static final int ENOUGH = 24;

  /** Square of the factor of noise within which windows must agree. */
  private static final double AGREE = 5;

  /** Noise is at least so many pixels, and is measured over so many frames to each side. */
  private static final double LEAST_NOISE = 0.01;

  private static final int NOISE_REACH = 20;

  /** A median of squares of common noise lies below its mean by about this. */
  private static final double MEDIAN_TO_MEAN = 1.4;

  /** What moves by itself looks noisy: no group is noisier than the skull by more than this. */
  private static final double NOISIER = 1.5;

  /** Part of the first pass's noise that may be left for the second. */
  private static final double LEFT = 0.5;

  /** The skin's own account of its error is believed up to this factor. */
  private static final double BELIEF = 3;

  private final int[] frames;
  private final float[][] values;
  private final PlaceField field;
  private final MotionPath path;
  private final double[] sure;
  private final boolean[] astray;
  private final int length;
  private final List<int[]> groups;

  /** Of each group those by which windows are chosen: of a mesh some are enough. */
  private final List<int[]> tested;

  private AdaptiveSmoother(
      int[] frames,
      float[][] values,
      PlaceField field,
      MotionPath path,
      double[] sure,
      boolean[] astray) {
    this.frames = frames;
    this.values = values;
    this.field = field;
    this.path = path;
    this.sure = sure;
    this.astray = astray;
    int most = 0;
    for (float[] v : values) {
      most = Math.max(most, v.length);
    }
    this.length = most;
    this.groups = field.groups(most / field.dimensions());
    this.tested = groups.stream().map(AdaptiveSmoother::some).toList();
  }

  /**
   * Steadies: once along the motion of the skin, so that what trembles are no more the landmarks
   * but the motion that was measured, which does much less; then once more as it is, within that
   * motion's own error, so that a head at rest rests.
   *
   * @param sure how much to trust each observation, > 0
   * @param astray those that are not to be kept as they are even where nothing agrees with them
   * @return by observation; of length 0 where nothing was known
   */
  static float[][] smooth(
      List<FaceObservation> all,
      PlaceField field,
      MotionPath path,
      double[] sure,
      boolean[] astray) {
    int n = all.size();
    int[] frames = new int[n];
    float[][] values = new float[n][];
    for (int i = 0; i < n; i++) {
      frames[i] = all.get(i).frame();
      values[i] = field.of(all.get(i));
    }
    AdaptiveSmoother first =
        new AdaptiveSmoother(frames, values, field, path, confidence(all, field, sure), astray);
    double[][] noise = first.noise();
    float[][] along = first.run(noise);
    double[] even = new double[n];
    for (int i = 0; i < n; i++) {
      even[i] = along[i].length > 0 ? 1 : 0;
    }
    AdaptiveSmoother second =
        new AdaptiveSmoother(frames, along, field, MotionPath.none(n), even, new boolean[n]);
    double[][] left = second.noise();
    for (int g = 0; g < left.length; g++) {
      for (int i = 0; i < n; i++) {
        left[g][i] =
            Math.min(left[g][i], Math.hypot(LEFT * noise[g][i], BELIEF * path.deviation(i)));
      }
    }
    return second.run(left);
  }

  private static int[] some(int[] places) {
    int step = Math.max(1, places.length / ENOUGH);
    int[] out = new int[(places.length + step - 1) / step];
    for (int i = 0; i < out.length; i++) {
      out[i] = places[i * step];
    }
    return out;
  }

  private static double[] confidence(List<FaceObservation> all, PlaceField field, double[] sure) {
    double[] variance = new double[sure.length];
    for (int i = 0; i < sure.length; i++) {
      variance[i] = field.variance(all.get(i));
    }
    double usual = median(variance);
    double[] out = new double[sure.length];
    for (int i = 0; i < out.length; i++) {
      boolean known = field.of(all.get(i)).length > 0;
      out[i] = known ? sure[i] * Math.max(0.05, Math.min(4, usual / variance[i])) : 0;
    }
    return out;
  }

  private float[][] run(double[][] noise) {
    int n = values.length;
    double[][] levels = new double[groups.size()][n];
    Window[] windows = new Window[n];
    for (int at = 0; at < n; at++) {
      if (known(at)) {
        Window window = window(at);
        windows[at] = window;
        for (int g = 0; g < levels.length; g++) {
          levels[g][at] = level(window, tested.get(g), noise[g][at]);
        }
      }
    }
    float[][] out = new float[n][];
    for (int at = 0; at < n; at++) {
      out[at] = known(at) ? steadied(windows[at], levels) : new float[0];
    }
    return out;
  }

  private boolean known(int at) {
    return length > 0 && values[at].length == length;
  }

  /** What lies about an observation: the places' maps to it, and each width's weights. */
  private record Window(int at, int from, int to, Affine2[] maps, double[][] kernels) {}

  private Window window(int at) {
    int[] widest = around(at, REACH * WIDTHS[WIDTHS.length - 1]);
    int size = widest[1] - widest[0];
    double[][] kernels = new double[WIDTHS.length + 1][size];
    kernels[0][at - widest[0]] = 1;
    for (int w = 0; w < WIDTHS.length; w++) {
      int[] part = around(at, REACH * WIDTHS[w]);
      double[] t = new double[part[1] - part[0]];
      for (int i = 0; i < t.length; i++) {
        t[i] = frames[part[0] + i] - frames[at];
      }
      double[] k = SmoothKernel.of(t, Arrays.copyOfRange(sure, part[0], part[1]), WIDTHS[w]);
      System.arraycopy(k, 0, kernels[w + 1], part[0] - widest[0], k.length);
    }
    return new Window(at, widest[0], widest[1], path.towards(at, widest[0], widest[1]), kernels);
  }

  private float[] steadied(Window window, double[][] levels) {
    double[] sum = new double[length];
    double[] moved = new double[length];
    for (int g = 0; g < levels.length; g++) {
      double level = calmed(levels[g], window.at());
      int low = (int) Math.floor(level);
      int high = Math.min(WIDTHS.length, low + 1);
      double part = level - low;
      for (int i = window.from(); i < window.to(); i++) {
        int k = i - window.from();
        double weight =
            window.kernels()[low][k]
                + part * (window.kernels()[high][k] - window.kernels()[low][k]);
        if (weight != 0 && known(i)) {
          add(i, window.maps()[k], groups.get(g), weight, moved, sum);
        }
      }
    }
    float[] result = new float[length];
    for (int i = 0; i < length; i++) {
      result[i] = (float) sum[i];
    }
    return result;
  }

  private void add(int i, Affine2 map, int[] places, double weight, double[] moved, double[] sum) {
    int d = field.dimensions();
    field.move(values[i], map, places, moved);
    for (int place : places) {
      for (int c = d * place; c < d * place + d; c++) {
        sum[c] += weight * moved[c];
      }
    }
  }

  /** Windows grow and shrink gradually, but never beyond what was found right. */
  private double calmed(double[] levels, int at) {
    double sum = 0;
    double weights = 0;
    for (int i = Math.max(0, at - 2); i <= Math.min(levels.length - 1, at + 2); i++) {
      double w = 3 - Math.abs(i - at);
      sum += w * levels[i];
      weights += w;
    }
    return Math.min(levels[at], Math.max(astray[at] ? ASTRAY_LEVEL : 0, sum / weights));
  }

  /** First of the observations within so many frames, and one after the last. */
  private int[] around(int at, double reach) {
    int centre = frames[at];
    int from = at;
    while (from > 0 && centre - frames[from - 1] <= reach) {
      from--;
    }
    int to = at + 1;
    while (to < frames.length && frames[to] - centre <= reach) {
      to++;
    }
    return new int[] {from, to};
  }

  /** The widest window that agrees with all narrower ones. */
  private int level(Window window, int[] places, double noise) {
    int least = astray[window.at()] ? ASTRAY_LEVEL : 0;
    int widths = WIDTHS.length;
    int d = field.dimensions();
    double[][] estimates = new double[widths + 1][2 * places.length];
    double[] moved = new double[length];
    double[] gain = new double[widths + 1];
    for (int i = window.from(); i < window.to(); i++) {
      int k = i - window.from();
      if (!known(i)) {
        continue;
      }
      field.move(values[i], window.maps()[k], places, moved);
      for (int w = 0; w <= widths; w++) {
        double weight = window.kernels()[w][k];
        gain[w] += weight * weight;
        if (weight != 0) {
          double[] sums = estimates[w];
          for (int p = 0; p < places.length; p++) {
            sums[2 * p] += weight * moved[d * places[p]];
            sums[2 * p + 1] += weight * moved[d * places[p] + 1];
          }
        }
      }
    }
    int best = least;
    for (int w = 1; w <= widths; w++) {
      for (int narrower = least; narrower < w; narrower++) {
        double apart = meanSquare(estimates[w], estimates[narrower]);
        if (apart > AGREE * noise * noise * gain[narrower]) {
          return best;
        }
      }
      best = Math.max(least, w);
    }
    return best;
  }

  /** Of places' x and y in turns. */
  private static double meanSquare(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i += 2) {
      double dx = a[i] - b[i];
      double dy = a[i + 1] - b[i + 1];
      sum += dx * dx + dy * dy;
    }
    return a.length == 0 ? 0 : sum / a.length;
  }

  /**
   * Deviation of a coordinate by group and frame: how far an observation lies from a cubic through
   * the two before and the two after it, the middle of many frames.
   */
  private double[][] noise() {
    int n = values.length;
    double[][] squares = new double[groups.size()][n];
    double[] moved = new double[length];
    for (int at = 0; at < n; at++) {
      for (double[] s : squares) {
        s[at] = Double.NaN;
      }
      if (at < 2 || at + 2 >= n || !consecutive(at)) {
        continue;
      }
      Affine2[] maps = path.towards(at, at - 2, at + 3);
      double[] guess = new double[length];
      double[] weights = {-1.0 / 6, 4.0 / 6, 0, 4.0 / 6, -1.0 / 6};
      for (int i = 0; i < 5; i++) {
        for (int[] places : tested) {
          add(at - 2 + i, maps[i], places, weights[i], moved, guess);
        }
      }
      double[] own = new double[length];
      for (int[] places : tested) {
        add(at, Affine2.IDENTITY, places, 1, moved, own);
      }
      for (int g = 0; g < squares.length; g++) {
        squares[g][at] =
            meanSquare(plane(own, tested.get(g)), plane(guess, tested.get(g))) / (1 + 34.0 / 36);
      }
    }
    double[][] out = new double[groups.size()][n];
    for (int g = 0; g < out.length; g++) {
      for (int at = 0; at < n; at++) {
        int from = Math.max(0, at - NOISE_REACH);
        int to = Math.min(n, at + NOISE_REACH + 1);
        double usual = MEDIAN_TO_MEAN * median(Arrays.copyOfRange(squares[g], from, to));
        double least =
            g == 0 || groups.get(0).length == 0 ? Double.POSITIVE_INFINITY : NOISIER * out[0][at];
        out[g][at] = Math.min(least, Math.max(LEAST_NOISE, Math.sqrt(usual)));
      }
    }
    return out;
  }

  /** Of some places x and y in turns. */
  private double[] plane(double[] all, int[] places) {
    double[] out = new double[2 * places.length];
    for (int p = 0; p < places.length; p++) {
      out[2 * p] = all[field.dimensions() * places[p]];
      out[2 * p + 1] = all[field.dimensions() * places[p] + 1];
    }
    return out;
  }

  private boolean consecutive(int at) {
    for (int i = at - 2; i <= at + 2; i++) {
      if (!known(i) || frames[i] - frames[at] != i - at) {
        return false;
      }
    }
    return true;
  }

  /** The middle one, NaN left out; 0 of none. */
  static double median(double[] v) {
    double[] s = Arrays.stream(v).filter(d -> !Double.isNaN(d)).sorted().toArray();
    return s.length == 0 ? 0 : s[s.length / 2];
  }
}
