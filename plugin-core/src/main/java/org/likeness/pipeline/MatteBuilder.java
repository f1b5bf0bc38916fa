package org.likeness.pipeline;

import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** Sets the levels of a model's own matte, in the crop. */
final class MatteBuilder {
  /** A sigmoid never reaches 0 or 1; what lies beyond these is taken as meant to. */
  private static final float BLACK = 0.02f;

  private static final float WHITE = 0.98f;

  private MatteBuilder() {}

  /**
   * The matte.
   *
   * @param learned size·size, as the model gave it; not finite counts as 0
   * @return window (0, 0, size, size), 0..1
   */
  static Plane levels(float[] learned, int size) {
    float[] m = new float[learned.length];
    for (int i = 0; i < m.length; i++) {
      float v = (learned[i] - BLACK) / (WHITE - BLACK);
      m[i] = v > 0f ? Math.min(v, 1f) : 0f;
    }
    return new Plane(PixelRect.ofSize(size, size), m);
  }
}
