package org.likeness.colour;

/** One-dimensional curves between scene-linear light and a stored value, exact inverses. */
enum TransferCurve {
  /** None. */
  LINEAR {
    @Override
    double encode(double x) {
      return x;
    }

    @Override
    double decode(double y) {
      return y;
    }
  },
  /** IEC 61966-2-1, odd-symmetric below 0, unbounded above 1. */
  SRGB {
    @Override
    double encode(double x) {
      double a = Math.abs(x);
      double y = a <= 0.0031308 ? 12.92 * a : 1.055 * Math.pow(a, 1 / 2.4) - 0.055;
      return Math.copySign(y, x);
    }

    @Override
    double decode(double y) {
      double a = Math.abs(y);
      double x = a <= 0.04045 ? a / 12.92 : Math.pow((a + 0.055) / 1.055, 2.4);
      return Math.copySign(x, y);
    }
  },
  /** ITU-R BT.1886 with black at 0: a pure power of 2.4, odd-symmetric. */
  REC1886 {
    @Override
    double encode(double x) {
      return Math.copySign(Math.pow(Math.abs(x), 1 / 2.4), x);
    }

    @Override
    double decode(double y) {
      return Math.copySign(Math.pow(Math.abs(y), 2.4), y);
    }
  },
  /** Academy S-2016-001. */
  ACESCCT {
    @Override
    double encode(double x) {
      return x <= 0.0078125
          ? 10.5402377416545 * x + 0.0729055341958355
          : (Math.log(x) / LN2 + 9.72) / 17.52;
    }

    @Override
    double decode(double y) {
      return y <= 0.155251141552511
          ? (y - 0.0729055341958355) / 10.5402377416545
          : Math.exp((y * 17.52 - 9.72) * LN2);
    }
  },
  /** ARRI, "ALEXA Log C curve, usage in VFX", EI 800, scene exposure. */
  LOGC3_EI800 {
    private static final double CUT = 0.010591;
    private static final double A = 5.555556;
    private static final double B = 0.052272;
    private static final double C = 0.247190;
    private static final double D = 0.385537;
    private static final double E = 5.367655;
    private static final double F = 0.092809;

    @Override
    double encode(double x) {
      return x > CUT ? C * Math.log10(A * x + B) + D : E * x + F;
    }

    @Override
    double decode(double y) {
      return y > E * CUT + F ? (Math.pow(10, (y - D) / C) - B) / A : (y - F) / E;
    }
  },
  /** ARRI, "LogC4 logarithmic colour space specification". */
  LOGC4 {
    private static final double A = (262144 - 16) / 117.45;
    private static final double B = (1023.0 - 95) / 1023;
    private static final double C = 95.0 / 1023;
    private static final double S = 7 * LN2 * Math.pow(2, 7 - 14 * C / B) / (A * B);
    private static final double T = (Math.pow(2, 14 * (-C / B) + 6) - 64) / A;

    @Override
    double encode(double x) {
      return x >= T ? (Math.log(A * x + 64) / LN2 - 6) / 14 * B + C : (x - T) / S;
    }

    @Override
    double decode(double y) {
      return y >= 0 ? (Math.pow(2, 14 * (y - C) / B + 6) - 64) / A : y * S + T;
    }
  },
  /** Sony, "Technical summary for S-Gamut3.Cine/S-Log3 and S-Gamut3/S-Log3". */
  SLOG3 {
    private static final double CUT_CODE = 171.2102946929;

    @Override
    double encode(double x) {
      return x >= 0.01125
          ? (420 + Math.log10((x + 0.01) / 0.19) * 261.5) / 1023
          : (x * (CUT_CODE - 95) / 0.01125 + 95) / 1023;
    }

    @Override
    double decode(double y) {
      return y >= CUT_CODE / 1023
          ? Math.pow(10, (y * 1023 - 420) / 261.5) * 0.19 - 0.01
          : (y * 1023 - 95) * 0.01125 / (CUT_CODE - 95);
    }
  };

  /** A literal, because the curves above are made before anything that is computed here. */
  private static final double LN2 = 0.6931471805599453;

  /** Light to stored value. */
  abstract double encode(double x);

  /** Stored value to light. */
  abstract double decode(double y);
}
