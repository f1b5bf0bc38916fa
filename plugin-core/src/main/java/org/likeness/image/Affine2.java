package org.likeness.image;

/**
 * A map of the plane: {@code x' = a x + b y + c}, {@code y' = d x + e y + f}, in pixel coordinates
 * with the centre of the first pixel at (0.5, 0.5).
 *
 * @param a x' from x
 * @param b x' from y
 * @param c x' offset
 * @param d y' from x
 * @param e y' from y
 * @param f y' offset
 */
public record Affine2(double a, double b, double c, double d, double e, double f) {
  /** The map that moves nothing. */
  public static final Affine2 IDENTITY = new Affine2(1, 0, 0, 0, 1, 0);

  /**
   * Similarity: scale, then turn by {@code radians} (positive turns x towards y, clockwise on
   * screen), then move.
   */
  public static Affine2 similarity(double scale, double radians, double tx, double ty) {
    double cos = scale * Math.cos(radians);
    double sin = scale * Math.sin(radians);
    return new Affine2(cos, -sin, tx, sin, cos, ty);
  }

  /**
   * The map from a turned square to a crop of {@code size} pixels a side.
   *
   * @param cx middle of the square
   * @param cy middle of the square
   * @param side of the square, > 0
   * @param radians by which the square is turned, positive clockwise on screen
   */
  public static Affine2 squareToCrop(double cx, double cy, double side, double radians, int size) {
    Affine2 linear = similarity(size / side, -radians, 0, 0);
    return new Affine2(
        linear.a,
        linear.b,
        size / 2.0 - linear.mapX(cx, cy),
        linear.d,
        linear.e,
        size / 2.0 - linear.mapY(cx, cy));
  }

  /** A pure scale about the origin. */
  public static Affine2 scale(double sx, double sy) {
    return new Affine2(sx, 0, 0, 0, sy, 0);
  }

  /** x' of (x, y). */
  public double mapX(double x, double y) {
    return a * x + b * y + c;
  }

  /** y' of (x, y). */
  public double mapY(double x, double y) {
    return d * x + e * y + f;
  }

  /** This map, then {@code next}. */
  public Affine2 then(Affine2 next) {
    return new Affine2(
        next.a * a + next.b * d,
        next.a * b + next.b * e,
        next.a * c + next.b * f + next.c,
        next.d * a + next.e * d,
        next.d * b + next.e * e,
        next.d * c + next.e * f + next.f);
  }

  /** Determinant of the linear part. */
  public double determinant() {
    return a * e - b * d;
  }

  /** Square root of the area scale: for a similarity, its scale. */
  public double meanScale() {
    return Math.sqrt(Math.abs(determinant()));
  }

  /**
   * The map back.
   *
   * @throws ArithmeticException if the map is singular
   */
  public Affine2 inverse() {
    double det = determinant();
    if (!(Math.abs(det) > 1e-300)) {
      throw new ArithmeticException("a singular map has no inverse: " + this);
    }
    double ia = e / det;
    double ib = -b / det;
    double id = -d / det;
    double ie = a / det;
    return new Affine2(ia, ib, -(ia * c + ib * f), id, ie, -(id * c + ie * f));
  }
}
