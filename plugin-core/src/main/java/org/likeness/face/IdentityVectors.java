package org.likeness.face;

/** Sums with identity vectors. */
final class IdentityVectors {
  private IdentityVectors() {}

  /** How alike two vectors of unit length are: their cosine, 1 for the same. */
  static double likeness(float[] a, float[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += (double) a[i] * b[i];
    }
    return s;
  }

  /** The vector at unit length; a vector of zeros stays so. */
  static float[] unit(float[] v) {
    double s = 0;
    for (float x : v) {
      s += (double) x * x;
    }
    double scale = s > 0 ? 1 / Math.sqrt(s) : 0;
    float[] out = new float[v.length];
    for (int i = 0; i < v.length; i++) {
      out[i] = (float) (v[i] * scale);
    }
    return out;
  }
}
