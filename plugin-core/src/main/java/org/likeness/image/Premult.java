package org.likeness.image;

/** Colour times coverage, and back. */
public final class Premult {
  private Premult() {}

  /** Colour times A; a frame without A is returned as it is. */
  public static Frame multiply(Frame f) {
    Plane a = f.a();
    if (a == null) {
      return f;
    }
    return with(f, multiply(f.r(), a), multiply(f.g(), a), multiply(f.b(), a), a);
  }

  /** One channel times coverage, over the same window. */
  public static Plane multiply(Plane p, Plane a) {
    Plane out = Plane.zeros(p.rect());
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = p.data()[i] * a.data()[i];
    }
    return out;
  }

  /**
   * Colour over A. Where A is 0 the colour is kept as it stands (light without coverage, such as a
   * glow, is data), as compositors do it.
   */
  public static Frame divide(Frame f) {
    Plane a = f.a();
    if (a == null) {
      return f;
    }
    return with(f, divide(f.r(), a), divide(f.g(), a), divide(f.b(), a), a);
  }

  private static Plane divide(Plane p, Plane a) {
    Plane out = Plane.zeros(p.rect());
    for (int i = 0; i < out.data().length; i++) {
      float w = a.data()[i];
      out.data()[i] = w == 0f ? p.data()[i] : p.data()[i] / w;
    }
    return out;
  }

  private static Frame with(Frame f, Plane r, Plane g, Plane b, Plane a) {
    return new Frame(f.dataWindow(), f.displayWindow(), f.pixelAspect(), r, g, b, a);
  }
}
