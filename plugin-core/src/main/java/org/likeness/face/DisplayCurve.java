package org.likeness.face;

/**
 * From light to display: straight up to 0.7, then a shoulder that comes to 1 at infinity, then the
 * sRGB curve. Read from a table over the bits of the number, which are its logarithm: 256 straight
 * pieces to each doubling follow the curve within 2e-6.
 */
final class DisplayCurve {
  private static final int SHIFT = 15;
  private static final float PIECE = 1f / (1 << SHIFT);
  private static final int MASK = (1 << SHIFT) - 1;

  /** Under this the curve is 0 within 2e-8. */
  private static final float LOWEST = 0x1p-30f;

  /** From here on it is 1 in float. */
  private static final float HIGHEST = 8f;

  private static final int FIRST = Float.floatToRawIntBits(LOWEST) >>> SHIFT;
  private static final float[] TABLE = table();

  private DisplayCurve() {}

  /** One number of light, at the exposure the display shows it at. */
  static float of(float light) {
    if (!(light > LOWEST)) {
      return 0f;
    }
    if (light >= HIGHEST) {
      return 1f;
    }
    int bits = Float.floatToRawIntBits(light);
    int i = (bits >>> SHIFT) - FIRST;
    float below = TABLE[i];
    return below + (bits & MASK) * PIECE * (TABLE[i + 1] - below);
  }

  /** All numbers of an array, times {@code gain}, to {@code low}..{@code high}. */
  static void encode(float[] light, float gain, float low, float high) {
    float range = high - low;
    for (int i = 0; i < light.length; i++) {
      light[i] = low + range * of(light[i] * gain);
    }
  }

  private static float[] table() {
    int n = (Float.floatToRawIntBits(HIGHEST) >>> SHIFT) - FIRST + 2;
    float[] out = new float[n];
    for (int i = 0; i < n; i++) {
      double x = Float.intBitsToFloat((FIRST + i) << SHIFT);
      double y = x <= 0.7 ? x : 0.7 + 0.3 * (1 - Math.exp(-(x - 0.7) / 0.3));
      out[i] = (float) (y <= 0.0031308 ? 12.92 * y : 1.055 * Math.pow(y, 1 / 2.4) - 0.055);
    }
    return out;
  }
}
