package org.likeness.colour;

/**
 * {@code film-shoulder-v1}: {@code y = x} up to 0.7, {@code y = 0.7 + 0.3 (1 - exp(-(x - 0.7) /
 * 0.3))} above, then the sRGB curve of IEC 61966-2-1 on y. Below 0 the curve is odd: {@code
 * encode(-x) = -encode(x)} within the linear toe, and the toe's slope 12.92 goes on for ever, so
 * that negative light keeps its value without bound.
 *
 * <p>The shoulder comes close to 1 and never reaches it; {@link #decode} takes anything above
 * {@link #MAX_ENCODED} as {@link #MAX_ENCODED}, and {@link #encode} gives no more than that, so
 * that the pair stays finite.
 */
final class FilmShoulderV1 implements ColourEncoding {
  static final String NAME = "film-shoulder-v1";
  static final FilmShoulderV1 INSTANCE = new FilmShoulderV1();

  private static final double KNEE = 0.7;
  private static final double REST = 0.3;

  /**
   * Light at which the curve is cut. Half a float step of the encoded value near 1 (3e-8) is worth
   * 2.27 * 3e-8 / exp(-(x - 0.7) / 0.3) of light: 1e-5 of x at x = 2.45. Farther up the curve is
   * too flat for a float to bring the light back.
   */
  static final float MAX_LINEAR = 2.4f;

  /** {@code encode(MAX_LINEAR)}. */
  static final float MAX_ENCODED = (float) srgb(shoulder(MAX_LINEAR));

  private FilmShoulderV1() {}

  @Override
  public String name() {
    return NAME;
  }

  /** Where a float step of the encoded value is worth 4e-6 of the light. */
  @Override
  public float limit() {
    return 2f;
  }

  @Override
  public float encode(float linear) {
    if (linear <= 0.0031308f) {
      return 12.92f * linear; // the toe, and all of the negative side
    }
    return linear >= MAX_LINEAR ? MAX_ENCODED : (float) srgb(shoulder(linear));
  }

  @Override
  public float decode(float encoded) {
    if (encoded <= 0.04045f) {
      return encoded / 12.92f;
    }
    double v = Math.min(encoded, MAX_ENCODED);
    double y = Math.pow((v + 0.055) / 1.055, 2.4);
    return (float) (y <= KNEE ? y : KNEE - REST * Math.log1p(-(y - KNEE) / REST));
  }

  private static double shoulder(double x) {
    return x <= KNEE ? x : KNEE - REST * Math.expm1(-(x - KNEE) / REST);
  }

  private static double srgb(double y) {
    return y <= 0.0031308 ? 12.92 * y : 1.055 * Math.pow(y, 1 / 2.4) - 0.055;
  }
}
