package org.likeness.image;

import java.util.Arrays;

/**
 * One channel of float samples over a rectangle, rows from the top, tightly packed: the sample of
 * pixel (x, y) is {@code data[(y - rect.y0()) * rect.width() + (x - rect.x0())]}. The array belongs
 * to the plane and may be written by whoever owns the plane; a plane that was handed on is not
 * written again.
 *
 * @param rect the pixels covered
 * @param data {@code rect.area()} samples, unit by use (scene-linear light, coverage 0..1)
 */
public record Plane(PixelRect rect, float[] data) {
  /** Checks that the array fits the rectangle. */
  public Plane {
    if (data.length != rect.area()) {
      throw new IllegalArgumentException(
          "a plane of " + rect + " needs " + rect.area() + " samples, not " + data.length);
    }
  }

  /** A plane of zeros. */
  public static Plane zeros(PixelRect rect) {
    return new Plane(rect, new float[Math.toIntExact(rect.area())]);
  }

  /** A plane of one value. */
  public static Plane filled(PixelRect rect, float value) {
    Plane p = zeros(rect);
    Arrays.fill(p.data, value);
    return p;
  }

  /** Index of pixel (x, y), which must lie inside. */
  public int index(int x, int y) {
    return (y - rect.y0()) * rect.width() + (x - rect.x0());
  }

  /** The sample at (x, y); 0 outside. */
  public float get(int x, int y) {
    return rect.contains(x, y) ? data[index(x, y)] : 0f;
  }

  /** A copy over another rectangle; samples outside this plane are 0. */
  public Plane crop(PixelRect to) {
    Plane out = zeros(to);
    PixelRect both = rect.intersect(to);
    for (int y = both.y0(); y < both.y1(); y++) {
      System.arraycopy(data, index(both.x0(), y), out.data, out.index(both.x0(), y), both.width());
    }
    return out;
  }
}
