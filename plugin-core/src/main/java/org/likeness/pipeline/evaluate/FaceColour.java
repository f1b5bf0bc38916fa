package org.likeness.pipeline.evaluate;

import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** The mean colour of a face, and how it pumps. */
public final class FaceColour {
  private FaceColour() {}

  /**
   * Means of R, G, B under a weight.
   *
   * @param weight over {@code w}; where it sums up to 0 the means are 0
   * @param w pixels to look at; outside the frame's data window it is black
   */
  public static double[] mean(Frame f, float[] weight, PixelRect w) {
    Plane[] in = {f.r().crop(w), f.g().crop(w), f.b().crop(w)};
    double[] out = new double[3];
    double n = 0;
    for (int i = 0; i < weight.length; i++) {
      if (weight[i] != 0) {
        n += weight[i];
        for (int c = 0; c < 3; c++) {
          float v = in[c].data()[i];
          out[c] += Float.isFinite(v) ? (double) weight[i] * v : 0;
        }
      }
    }
    for (int c = 0; c < 3; c++) {
      out[c] /= Math.max(1e-9, n);
    }
    return out;
  }

  /**
   * Pumping from one frame to the next: what the face's colour over that of what it is compared
   * with (the plate, or the truth) changes by, per cent, each channel by itself.
   *
   * @param before ratios of R, G, B in the frame before
   * @param now the same now
   */
  public static double[] change(double[] before, double[] now) {
    double[] out = new double[before.length];
    for (int c = 0; c < out.length; c++) {
      out[c] = 100 * Math.abs(now[c] / before[c] - 1);
    }
    return out;
  }
}
