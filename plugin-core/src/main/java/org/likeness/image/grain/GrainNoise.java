package org.likeness.image.grain;

/** White noise by place and frame: no state, so that any frame can be made alone, anywhere. */
final class GrainNoise {
  /** Four uniform numbers of 16 bits have this standard deviation together. */
  private static final float SCALE = (float) (1 / (65536 * StrictMath.sqrt(4.0 / 12)));

  private GrainNoise() {}

  /**
   * Near a standard normal number (a sum of four uniform ones).
   *
   * @param frame number of the plate's frame
   * @param x pixel of the plate
   * @param y pixel of the plate
   * @param field which of several independent ones
   */
  static float at(int frame, int x, int y, int field) {
    long h = mixed(x * 0x9E3779B97F4A7C15L ^ mixed(y * 0xC2B2AE3D27D4EB4FL + frame * 4L + field));
    int sum =
        (int) (h & 0xffff)
            + (int) (h >>> 16 & 0xffff)
            + (int) (h >>> 32 & 0xffff)
            + (int) (h >>> 48);
    return (sum - 2 * 65535) * SCALE;
  }

  /** The finaliser of SplitMix64 (D. Stafford's mix 13). */
  private static long mixed(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
