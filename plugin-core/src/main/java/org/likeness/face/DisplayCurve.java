package org.likeness.face;

import java.nio.FloatBuffer;
import org.likeness.image.pixels.PixelLoops;
import org.likeness.image.pixels.ToneCurve;

/**
 * From light to display: straight up to 0.7, then a shoulder that comes to 1 at infinity, then the
 * sRGB curve. Of a table with 256 straight pieces to each doubling, which follow the curve within
 * 2e-6; under its first number the curve is 0 within 2e-8, from its last on it is 1 in float.
 */
final class DisplayCurve {
  private static final PixelLoops LOOPS = PixelLoops.best();
  private static final ToneCurve CURVE = new ToneCurve(0x1p-30f, 8f, 256, DisplayCurve::formula);

  private DisplayCurve() {}

  /** One number of light, at the exposure the display shows it at. */
  static float of(float light) {
    return CURVE.of(light);
  }

  /** Numbers of light times {@code gain}, to {@code low}..{@code high}. */
  static void encode(FloatBuffer light, int count, float gain, float low, float high) {
    LOOPS.curve(CURVE, light, count, gain, low, high);
  }

  private static double formula(double x) {
    double y = x <= 0.7 ? x : 0.7 + 0.3 * (1 - Math.exp(-(x - 0.7) / 0.3));
    return y <= 0.0031308 ? 12.92 * y : 1.055 * Math.pow(y, 1 / 2.4) - 0.055;
  }
}
