package org.likeness.image;

import org.jspecify.annotations.Nullable;

/**
 * A picture: planar float R, G, B and, where it has one, A. Light is scene-linear unless a name
 * says otherwise, unclamped: values under 0 and over 1 are data. Coordinates are pixels, x right, y
 * down; the centre of the first pixel of the display window is (0.5, 0.5). All planes cover the
 * data window.
 *
 * @param dataWindow the pixels that exist; may reach outside the display window or be empty
 * @param displayWindow the picture's format
 * @param pixelAspect width of a pixel over its height, > 0
 * @param r red
 * @param g green
 * @param b blue
 * @param a coverage 0..1, or null where the picture is opaque
 */
public record Frame(
    PixelRect dataWindow,
    PixelRect displayWindow,
    float pixelAspect,
    Plane r,
    Plane g,
    Plane b,
    @Nullable Plane a) {
  /** Checks that every plane covers the data window. */
  public Frame {
    if (!r.rect().equals(dataWindow)
        || !g.rect().equals(dataWindow)
        || !b.rect().equals(dataWindow)
        || (a != null && !a.rect().equals(dataWindow))) {
      throw new IllegalArgumentException("every plane must cover the data window " + dataWindow);
    }
  }

  /** An opaque frame whose data window is its display window. */
  public static Frame opaque(Plane r, Plane g, Plane b) {
    return new Frame(r.rect(), r.rect(), 1f, r, g, b, null);
  }
}
