package org.likeness.colour;

import org.likeness.image.Frame;
import org.likeness.image.Plane;

/**
 * Gives a face the plate's exposure and white balance: one gain a channel in scene-linear light,
 * the ratio of the means, as J. von Kries' rule has it. That is all that a lamp's strength and
 * colour can do. How deep a brow, a fold or make-up is says something of who it is and nothing of
 * the light, so contrast is not touched, and light under 0 and over 1 comes through.
 */
final class GainMatch {
  /** A channel is made brighter or darker by at most this factor. */
  private static final double MOST = 16;

  /** Light below which a ratio says nothing. */
  private static final double DARK = 1e-5;

  private GainMatch() {}

  static Frame apply(Frame face, Frame plate, Plane faceWeight, Plane plateWeight, float strength) {
    Plane[] f = {face.r(), face.g(), face.b()};
    double[] is = mean(face, faceWeight);
    double[] wanted = mean(plate, plateWeight);
    if (is.length == 0 || wanted.length == 0) {
      return face;
    }
    Plane[] out = new Plane[3];
    for (int c = 0; c < 3; c++) {
      double gain = (Math.max(0, wanted[c]) + DARK) / (Math.max(0, is[c]) + DARK);
      gain = Math.min(MOST, Math.max(1 / MOST, gain));
      float by = (float) (1 + strength * (gain - 1));
      out[c] = Plane.zeros(face.dataWindow());
      for (int i = 0; i < out[c].data().length; i++) {
        out[c].data()[i] = f[c].data()[i] * by;
      }
    }
    return new Frame(
        face.dataWindow(),
        face.displayWindow(),
        face.pixelAspect(),
        out[0],
        out[1],
        out[2],
        face.a());
  }

  /** Means of R, G and B; of length 0 where nothing is counted. */
  private static double[] mean(Frame f, Plane weight) {
    float[][] rgb = {f.r().data(), f.g().data(), f.b().data()};
    double[] sum = new double[3];
    double total = 0;
    for (int i = 0; i < weight.data().length; i++) {
      if (Moments.counts(rgb, weight.data(), i)) {
        total += weight.data()[i];
        for (int c = 0; c < 3; c++) {
          sum[c] += (double) weight.data()[i] * rgb[c][i];
        }
      }
    }
    if (!(total > 0)) {
      return new double[0];
    }
    for (int c = 0; c < 3; c++) {
      sum[c] /= total;
    }
    return sum;
  }
}
