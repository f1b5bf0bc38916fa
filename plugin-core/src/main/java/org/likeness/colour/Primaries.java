package org.likeness.colour;

/**
 * Chromaticities of red, green, blue and white, CIE 1931 x, y.
 *
 * <p>Where they are published: Rec.709 in ITU-R BT.709-6; P3-D65 in SMPTE RP 431-2 with D65; AP0 in
 * SMPTE ST 2065-1 and AP1 in S-2014-004 of the Academy; ALEXA Wide Gamut 3 and 4 in ARRI's LogC
 * papers; S-Gamut3 and S-Gamut3.Cine in Sony's technical summary.
 */
record Primaries(
    double rx, double ry, double gx, double gy, double bx, double by, double wx, double wy) {
  static final Primaries REC709 = new Primaries(0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290);
  static final Primaries P3_D65 =
      new Primaries(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, 0.3127, 0.3290);
  static final Primaries AP0 =
      new Primaries(0.7347, 0.2653, 0.0, 1.0, 0.0001, -0.0770, 0.32168, 0.33767);
  static final Primaries AP1 =
      new Primaries(0.713, 0.293, 0.165, 0.830, 0.128, 0.044, 0.32168, 0.33767);
  static final Primaries ALEXA_WIDE_3 =
      new Primaries(0.6840, 0.3130, 0.2210, 0.8480, 0.0861, -0.1020, 0.3127, 0.3290);
  static final Primaries ALEXA_WIDE_4 =
      new Primaries(0.7347, 0.2653, 0.1424, 0.8576, 0.0991, -0.0308, 0.3127, 0.3290);
  static final Primaries S_GAMUT3 =
      new Primaries(0.730, 0.280, 0.140, 0.855, 0.100, -0.050, 0.3127, 0.3290);
  static final Primaries S_GAMUT3_CINE =
      new Primaries(0.766, 0.275, 0.225, 0.800, 0.089, -0.087, 0.3127, 0.3290);

  /** Cone responses of Lam 1985 ("Bradford"). */
  private static final double[] BRADFORD = {
    0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296
  };

  /** RGB to CIE XYZ with white at Y = 1 (SMPTE RP 177). */
  double[] toXyz() {
    double[] p = {
      rx / ry, gx / gy, bx / by, 1, 1, 1, (1 - rx - ry) / ry, (1 - gx - gy) / gy, (1 - bx - by) / by
    };
    double[] s = Matrix3.apply(Matrix3.inverse(p), whiteXyz());
    return Matrix3.multiply(p, Matrix3.diagonal(s[0], s[1], s[2]));
  }

  double[] whiteXyz() {
    return new double[] {wx / wy, 1, (1 - wx - wy) / wy};
  }

  /** Linear RGB of these primaries to linear RGB of others, whites adapted by Bradford. */
  double[] matrixTo(Primaries other) {
    double[] xyz = toXyz();
    if (wx != other.wx || wy != other.wy) {
      double[] from = Matrix3.apply(BRADFORD, whiteXyz());
      double[] to = Matrix3.apply(BRADFORD, other.whiteXyz());
      double[] scale = Matrix3.diagonal(to[0] / from[0], to[1] / from[1], to[2] / from[2]);
      double[] adapt =
          Matrix3.multiply(Matrix3.inverse(BRADFORD), Matrix3.multiply(scale, BRADFORD));
      xyz = Matrix3.multiply(adapt, xyz);
    }
    return Matrix3.multiply(Matrix3.inverse(other.toXyz()), xyz);
  }
}
