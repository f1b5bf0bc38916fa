package org.likeness.image;

/**
 * A smooth change of shape inside a crop: for a place in the bent crop, where to read in the one
 * that is there. Offsets are given on a grid of nodes over the crop, its edges included, and are
 * bilinear between them; beyond the crop there are none. Coordinates and offsets are in sides of
 * the crop, so that one bend serves a crop of any resolution. Immutable; thread-safe.
 */
public final class CropBend {
  private final int nodes;
  private final float[] dx;
  private final float[] dy;

  /**
   * Of offsets.
   *
   * @param nodes a side, at least 2
   * @param dx by rows, {@code nodes * nodes}; kept, not copied
   * @param dy the same, down
   */
  public CropBend(int nodes, float[] dx, float[] dy) {
    if (nodes < 2 || dx.length != nodes * nodes || dy.length != nodes * nodes) {
      throw new IllegalArgumentException(
          nodes + " nodes a side need " + nodes * nodes + " offsets, not " + dx.length);
    }
    this.nodes = nodes;
    this.dx = dx;
    this.dy = dy;
  }

  /** How far right of (u, v) to read. */
  public double dx(double u, double v) {
    return at(dx, u, v);
  }

  /** How far down of (u, v) to read. */
  public double dy(double u, double v) {
    return at(dy, u, v);
  }

  private double at(float[] d, double u, double v) {
    if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) {
      return 0;
    }
    double x = u * (nodes - 1);
    double y = v * (nodes - 1);
    int i = Math.min(nodes - 2, (int) x);
    int j = Math.min(nodes - 2, (int) y);
    double s = x - i;
    double t = y - j;
    int n = j * nodes + i;
    double top = d[n] + s * ((double) d[n + 1] - d[n]);
    double low = d[n + nodes] + s * ((double) d[n + nodes + 1] - d[n + nodes]);
    return top + t * (low - top);
  }
}
