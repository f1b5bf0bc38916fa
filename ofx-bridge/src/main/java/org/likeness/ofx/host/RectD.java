package org.likeness.ofx.host;

/**
 * A region in canonical coordinates: square pixels at full scale, y up.
 *
 * @param x1 left
 * @param y1 bottom
 * @param x2 right
 * @param y2 top
 */
public record RectD(double x1, double y1, double x2, double y2) {
  /** Whether it holds nothing; a host's "infinite" region does not count as empty. */
  public boolean isEmpty() {
    return !(x2 > x1) || !(y2 > y1);
  }

  /** Whether all four are numbers, infinite ones included. */
  public boolean isSound() {
    return !Double.isNaN(x1) && !Double.isNaN(y1) && !Double.isNaN(x2) && !Double.isNaN(y2);
  }
}
