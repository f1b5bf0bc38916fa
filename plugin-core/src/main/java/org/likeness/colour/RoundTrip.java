package org.likeness.colour;

import java.util.Random;

/** How much light loses on its way into a colour space and back. */
public final class RoundTrip {
  /** An error under this is none. */
  public static final double WHOLE = 1e-5;

  private static final int SAMPLES = 20_000;

  private RoundTrip() {}

  /**
   * The largest error over greys and colours from -0.1 to 64, always the same ones: of the pixel's
   * brightest channel, or of 0.01 where that is darker. Infinite where light comes back as none.
   */
  public static double error(ColourSpace space) {
    Random random = new Random(7);
    float[][] in = new float[3][SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      double light = Math.pow(2, 6 - 16 * random.nextDouble());
      for (int c = 0; c < 3; c++) {
        double hue = i % 2 == 0 ? 1 : random.nextDouble();
        in[c][i] = (float) (i % 5 == 0 ? -0.1 * random.nextDouble() : light * hue);
      }
    }
    float[][] out = {in[0].clone(), in[1].clone(), in[2].clone()};
    space.fromLinearRec709(out[0], out[1], out[2]);
    space.toLinearRec709(out[0], out[1], out[2]);
    double most = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double scale = 0.01;
      for (int c = 0; c < 3; c++) {
        scale = Math.max(scale, Math.abs(in[c][i]));
      }
      for (int c = 0; c < 3; c++) {
        double off = Math.abs(out[c][i] - (double) in[c][i]) / scale;
        most = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(most, off);
      }
    }
    return most;
  }
}
