package org.likeness.ofx.host;

/** IEEE 754 binary16: the largest finite value is 65,504, the smallest positive one 2^-24. */
final class HalfBits {
  private static final float[] VALUES = new float[1 << 16];

  static {
    for (int i = 0; i < VALUES.length; i++) {
      VALUES[i] = exact(i);
    }
  }

  private HalfBits() {}

  private static float exact(int half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half >>> 10 & 31;
    int fraction = half & 0x3FF;
    if (exponent == 31) {
      return Float.intBitsToFloat(sign | 0x7F80_0000 | fraction << 13);
    }
    if (exponent != 0) {
      return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
    }
    float value = fraction * 0x1p-24f;
    return sign == 0 ? value : -value;
  }

  /** Exactly. */
  static float toFloat(short bits) {
    return VALUES[bits & 0xFFFF];
  }

  /**
   * To nearest, ties to even. 65,520 and more become infinite, infinities stay, a NaN stays one.
   */
  static short of(float f) {
    int bits = Float.floatToRawIntBits(f);
    int sign = bits >>> 16 & 0x8000;
    int abs = bits & 0x7FFF_FFFF;
    if (abs >= 0x3880_0000 && abs < 0x4780_0000) { // a normal half; the carry may reach infinity
      return (short) (sign | (abs + 0x0FFF + (abs >>> 13 & 1) - 0x3800_0000) >>> 13);
    }
    if (abs > 0x7F80_0000) {
      int kept = (abs & 0x007F_FFFF) >>> 13;
      return (short) (sign | 0x7C00 | (kept == 0 ? 1 : kept));
    }
    if (abs >= 0x4780_0000) {
      return (short) (sign | 0x7C00);
    }
    if (abs <= 0x3300_0000) { // half of the smallest, or less: ties go to 0
      return (short) sign;
    }
    int shift = 126 - (abs >>> 23); // 14..24
    int fraction = (abs & 0x007F_FFFF) | 0x0080_0000;
    int half = fraction >>> shift;
    int rest = fraction & (1 << shift) - 1;
    int tie = 1 << (shift - 1);
    return (short) (sign | (rest > tie || (rest == tie && (half & 1) != 0) ? half + 1 : half));
  }
}
