package org.likeness.ofx.host;

/**
 * Whole pixels, half open, as OFX has them: y goes up.
 *
 * @param x1 left
 * @param y1 bottom
 * @param x2 right, exclusive
 * @param y2 top, exclusive
 */
public record RectI(int x1, int y1, int x2, int y2) {
  /** Width in pixels, never negative. */
  public int width() {
    return Math.max(0, x2 - x1);
  }

  /** Height in pixels, never negative. */
  public int height() {
    return Math.max(0, y2 - y1);
  }

  /** Whether it holds no pixel. */
  public boolean isEmpty() {
    return x2 <= x1 || y2 <= y1;
  }

  /** The pixels in both; may be empty. */
  public RectI intersect(RectI o) {
    return new RectI(
        Math.max(x1, o.x1), Math.max(y1, o.y1), Math.min(x2, o.x2), Math.min(y2, o.y2));
  }
}
