package org.likeness.pipeline.matte;

/**
 * Sets the levels of what a network gives as a matte: a sigmoid never reaches 0 or 1, so what comes
 * near is taken as meant to. Without this a face is nowhere quite opaque, and where it is changes
 * from frame to frame.
 */
public final class MatteLevels {
  private static final float BLACK = 0.02f;

  private static final float WHITE = 0.98f;

  private MatteLevels() {}

  /**
   * The matte.
   *
   * @param network as a network gave it, any size; only read; not finite counts as 0
   * @return 0..1, a new array
   */
  public static float[] of(float[] network) {
    float[] m = new float[network.length];
    for (int i = 0; i < m.length; i++) {
      float v = (network[i] - BLACK) / (WHITE - BLACK);
      m[i] = v > 0f ? Math.min(v, 1f) : 0f;
    }
    return m;
  }
}
