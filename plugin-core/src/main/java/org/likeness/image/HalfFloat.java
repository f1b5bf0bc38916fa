package org.likeness.image;

/**
 * IEEE 754 binary16, as OpenEXR's half: 1 sign, 5 exponent, 10 fraction bits; the largest finite
 * value is 65,504, the smallest positive one 2^-24. (Java has it in the library from 20 on.)
 */
public final class HalfFloat {
  private HalfFloat() {}

  /**
   * Float to half bits, rounded to nearest, ties to even. Values of 65,520 and more become
   * infinite; infinities stay; a NaN stays a NaN with its upper ten fraction bits (one is set if
   * they are all 0).
   */
  public static short fromFloat(float f) {
    int bits = Float.floatToRawIntBits(f);
    int sign = bits >>> 16 & 0x8000;
    int abs = bits & 0x7FFF_FFFF;
    if (abs >= 0x7F80_0000) {
      int fraction = abs & 0x007F_FFFF;
      int kept = fraction >>> 13;
      return (short) (sign | 0x7C00 | (fraction != 0 && kept == 0 ? 1 : kept));
    }
    if (abs >= 0x4780_0000) { // 65,536 and more
      return (short) (sign | 0x7C00);
    }
    if (abs >= 0x3880_0000) { // 2^-14 and more: a normal half; the carry may reach infinity
      int rounded = abs + 0x0FFF + (abs >>> 13 & 1);
      return (short) (sign | (rounded - 0x3800_0000 >>> 13));
    }
    if (abs <= 0x3300_0000) { // half of the smallest denormal, or less: ties go to 0
      return (short) sign;
    }
    int exponent = abs >>> 23;
    int fraction = abs & 0x007F_FFFF | 0x0080_0000;
    int shift = 126 - exponent; // 14..24
    int half = fraction >>> shift;
    int rest = fraction & (1 << shift) - 1;
    int tie = 1 << shift - 1;
    if (rest > tie || (rest == tie && (half & 1) != 0)) {
      half++;
    }
    return (short) (sign | half);
  }

  /** Half bits to float, exactly. */
  public static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half >>> 10 & 31;
    int fraction = half & 0x3FF;
    if (exponent == 31) {
      return Float.intBitsToFloat(sign | 0x7F80_0000 | fraction << 13);
    }
    if (exponent != 0) {
      return Float.intBitsToFloat(sign | exponent + 112 << 23 | fraction << 13);
    }
    float value = fraction * 0x1p-24f;
    return sign == 0 ? value : -value;
  }

  /** What a value becomes when it goes through a half. */
  public static float round(float f) {
    return toFloat(fromFloat(f));
  }
}
