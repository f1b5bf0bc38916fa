package org.likeness.image;

/**
 * A rectangle of whole pixels, half open: {@code x0 <= x < x1}, {@code y0 <= y < y1}, y down. An
 * OpenEXR box with inclusive {@code max} becomes {@code x1 = max.x + 1}.
 *
 * @param x0 left edge, in pixels
 * @param y0 top edge, in pixels
 * @param x1 right edge, exclusive
 * @param y1 bottom edge, exclusive
 */
public record PixelRect(int x0, int y0, int x1, int y1) {
  /** The rectangle that holds nothing. */
  public static final PixelRect EMPTY = new PixelRect(0, 0, 0, 0);

  /** A rectangle at the origin. */
  public static PixelRect ofSize(int width, int height) {
    return new PixelRect(0, 0, width, height);
  }

  /** Width in pixels, never negative. */
  public int width() {
    return Math.max(0, x1 - x0);
  }

  /** Height in pixels, never negative. */
  public int height() {
    return Math.max(0, y1 - y0);
  }

  /** Number of pixels. */
  public long area() {
    return (long) width() * height();
  }

  /** Whether it holds no pixel. */
  public boolean isEmpty() {
    return x1 <= x0 || y1 <= y0;
  }

  /** Whether the pixel (x, y) lies inside. */
  public boolean contains(int x, int y) {
    return x >= x0 && x < x1 && y >= y0 && y < y1;
  }

  /** The pixels in both; {@link #EMPTY} when there is none. */
  public PixelRect intersect(PixelRect o) {
    PixelRect r =
        new PixelRect(
            Math.max(x0, o.x0), Math.max(y0, o.y0), Math.min(x1, o.x1), Math.min(y1, o.y1));
    return r.isEmpty() ? EMPTY : r;
  }

  /** The smallest rectangle that holds both; an empty one adds nothing. */
  public PixelRect union(PixelRect o) {
    if (isEmpty()) {
      return o;
    }
    if (o.isEmpty()) {
      return this;
    }
    return new PixelRect(
        Math.min(x0, o.x0), Math.min(y0, o.y0), Math.max(x1, o.x1), Math.max(y1, o.y1));
  }

  /** Grown by {@code pixels} on each side (negative shrinks). */
  public PixelRect grow(int pixels) {
    return new PixelRect(x0 - pixels, y0 - pixels, x1 + pixels, y1 + pixels);
  }

  /** Moved by (dx, dy). */
  public PixelRect shift(int dx, int dy) {
    return new PixelRect(x0 + dx, y0 + dy, x1 + dx, y1 + dy);
  }
}
