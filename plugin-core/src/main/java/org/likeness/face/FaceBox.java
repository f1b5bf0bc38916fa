package org.likeness.face;

/**
 * An upright box in plate pixels.
 *
 * @param x0 left
 * @param y0 top
 * @param x1 right
 * @param y1 bottom
 */
public record FaceBox(double x0, double y0, double x1, double y1) {
  /** The box around a mesh. */
  public static FaceBox of(Landmarks m) {
    double x0 = Double.POSITIVE_INFINITY;
    double y0 = x0;
    double x1 = -x0;
    double y1 = -x0;
    for (int i = 0; i < Landmarks.COUNT; i++) {
      x0 = Math.min(x0, m.x(i));
      y0 = Math.min(y0, m.y(i));
      x1 = Math.max(x1, m.x(i));
      y1 = Math.max(y1, m.y(i));
    }
    return new FaceBox(x0, y0, x1, y1);
  }

  /**
   * The box around places.
   *
   * @param xy x, y by turns
   */
  static FaceBox of(float[] xy) {
    double x0 = Double.POSITIVE_INFINITY;
    double y0 = x0;
    double x1 = -x0;
    double y1 = -x0;
    for (int i = 0; i < xy.length; i += 2) {
      x0 = Math.min(x0, xy[i]);
      y0 = Math.min(y0, xy[i + 1]);
      x1 = Math.max(x1, xy[i]);
      y1 = Math.max(y1, xy[i + 1]);
    }
    return new FaceBox(x0, y0, x1, y1);
  }

  /** Width in pixels. */
  public double width() {
    return x1 - x0;
  }

  /** Height in pixels. */
  public double height() {
    return y1 - y0;
  }

  /** Area in square pixels. */
  public double area() {
    return Math.max(0, width()) * Math.max(0, height());
  }

  /** Middle. */
  public double centreX() {
    return (x0 + x1) / 2;
  }

  /** Middle. */
  public double centreY() {
    return (y0 + y1) / 2;
  }

  /** Moved. */
  public FaceBox shift(double dx, double dy) {
    return new FaceBox(x0 + dx, y0 + dy, x1 + dx, y1 + dy);
  }

  /** Area of both over area of either, 0..1. */
  public double iou(FaceBox o) {
    double w = Math.min(x1, o.x1) - Math.max(x0, o.x0);
    double h = Math.min(y1, o.y1) - Math.max(y0, o.y0);
    if (w <= 0 || h <= 0) {
      return 0;
    }
    return w * h / (area() + o.area() - w * h);
  }
}
