package org.likeness.model.onnx;

/** IEEE 754 half precision for weights: round to nearest, ties to even. */
public final class Half {
  private Half() {}

  /** The 16 bits nearest to a float; too large becomes infinity. */
  public static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int abs = bits & 0x7fffffff;
    if (abs > 0x7f800000) {
      return (short) (sign | 0x7e00);
    }
    if (abs >= 0x477ff000) { // 65520 and more round to infinity
      return (short) (sign | 0x7c00);
    }
    if (abs < 0x38800000) { // below 2^-14: subnormal, in steps of 2^-24
      return (short) (sign | (int) Math.rint(Float.intBitsToFloat(abs) * 16777216.0));
    }
    int half = (abs >>> 13) - (112 << 10);
    int rest = abs & 0x1fff;
    if (rest > 0x1000 || (rest == 0x1000 && (half & 1) == 1)) {
      half++;
    }
    return (short) (sign | half);
  }

  /** The float of 16 bits, exactly. */
  public static float toFloat(short bits) {
    int h = bits & 0xffff;
    int exponent = (h >>> 10) & 31;
    int mantissa = h & 0x3ff;
    float abs;
    if (exponent == 0) {
      abs = mantissa / 16777216f;
    } else if (exponent == 31) {
      abs = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      abs = Float.intBitsToFloat(((exponent + 112) << 23) | (mantissa << 13));
    }
    return h >= 0x8000 ? -abs : abs;
  }
}
