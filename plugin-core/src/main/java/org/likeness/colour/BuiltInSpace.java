package org.likeness.colour;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A colour space with published primaries and curve, and the way between it and the working space
 * (scene-linear, Rec.709 primaries, D65). White points differ only for the ACES spaces; those are
 * adapted by Bradford's matrix. Nothing is clamped; curves that are defined from 0 on are continued
 * symmetrically (sRGB, Rec.1886) or by their own linear toe (the camera curves).
 */
final class BuiltInSpace extends ColourSpace {
  static final List<BuiltInSpace> ALL =
      List.of(
          new BuiltInSpace("lin_rec709", Primaries.REC709, TransferCurve.LINEAR),
          new BuiltInSpace("srgb", Primaries.REC709, TransferCurve.SRGB),
          new BuiltInSpace("rec1886", Primaries.REC709, TransferCurve.REC1886),
          new BuiltInSpace("acescg", Primaries.AP1, TransferCurve.LINEAR),
          new BuiltInSpace("aces2065-1", Primaries.AP0, TransferCurve.LINEAR),
          new BuiltInSpace("acescct", Primaries.AP1, TransferCurve.ACESCCT),
          new BuiltInSpace("lin_p3d65", Primaries.P3_D65, TransferCurve.LINEAR),
          new BuiltInSpace("logc3-ei800", Primaries.ALEXA_WIDE_3, TransferCurve.LOGC3_EI800),
          new BuiltInSpace("logc4", Primaries.ALEXA_WIDE_4, TransferCurve.LOGC4),
          new BuiltInSpace("slog3-sgamut3", Primaries.S_GAMUT3, TransferCurve.SLOG3),
          new BuiltInSpace("slog3-sgamut3cine", Primaries.S_GAMUT3_CINE, TransferCurve.SLOG3));

  private final TransferCurve curve;
  private final boolean sameAsWorking;
  private final double[] toWorking;
  private final double[] fromWorking;

  private BuiltInSpace(String name, Primaries primaries, TransferCurve curve) {
    super(name);
    this.curve = curve;
    this.sameAsWorking = primaries.equals(Primaries.REC709);
    this.toWorking = primaries.matrixTo(Primaries.REC709);
    this.fromWorking = Matrix3.inverse(toWorking);
  }

  /**
   * The built-in space of that name. Case, blanks and the signs {@code - _ .} do not matter.
   *
   * @throws IllegalArgumentException if there is none; the message lists what there is
   */
  static BuiltInSpace of(String name) {
    String key = key(name);
    for (BuiltInSpace s : ALL) {
      if (key(s.name()).equals(key)) {
        return s;
      }
    }
    throw new IllegalArgumentException(
        "no colour space \""
            + name
            + "\"; there are: "
            + ALL.stream().map(ColourSpace::name).collect(Collectors.joining(", "))
            + ", or ocio:NAME for one of an OpenColorIO configuration");
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
  }

  @Override
  public boolean isWorkingSpace() {
    return sameAsWorking && curve == TransferCurve.LINEAR;
  }

  @Override
  public boolean isLinear() {
    return curve == TransferCurve.LINEAR;
  }

  @Override
  public void toLinearRec709(float[] r, float[] g, float[] b) {
    checkLengths(r, g, b);
    if (isWorkingSpace()) {
      return;
    }
    double[] m = toWorking;
    for (int i = 0; i < r.length; i++) {
      double x = curve.decode(r[i]);
      double y = curve.decode(g[i]);
      double z = curve.decode(b[i]);
      if (sameAsWorking) {
        r[i] = (float) x;
        g[i] = (float) y;
        b[i] = (float) z;
      } else {
        r[i] = (float) (m[0] * x + m[1] * y + m[2] * z);
        g[i] = (float) (m[3] * x + m[4] * y + m[5] * z);
        b[i] = (float) (m[6] * x + m[7] * y + m[8] * z);
      }
    }
  }

  @Override
  public void fromLinearRec709(float[] r, float[] g, float[] b) {
    checkLengths(r, g, b);
    if (isWorkingSpace()) {
      return;
    }
    double[] m = fromWorking;
    for (int i = 0; i < r.length; i++) {
      double x = r[i];
      double y = g[i];
      double z = b[i];
      if (!sameAsWorking) {
        double u = m[0] * x + m[1] * y + m[2] * z;
        double v = m[3] * x + m[4] * y + m[5] * z;
        double w = m[6] * x + m[7] * y + m[8] * z;
        x = u;
        y = v;
        z = w;
      }
      r[i] = (float) curve.encode(x);
      g[i] = (float) curve.encode(y);
      b[i] = (float) curve.encode(z);
    }
  }
}
