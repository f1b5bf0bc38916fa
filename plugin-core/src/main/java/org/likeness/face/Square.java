package org.likeness.face;

import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;

/**
 * A square of the plate that a network looks at; it may reach beyond the plate.
 *
 * @param cx middle, plate pixels
 * @param cy middle, plate pixels
 * @param side in plate pixels
 * @param angle turn in radians, positive clockwise on screen
 */
record Square(double cx, double cy, double side, double angle) {
  /** Side of the square over the longer side of the face's box. */
  private static final double MARGIN = 1.5;

  private static final int OUTER_EYE_RIGHT = 33;
  private static final int OUTER_EYE_LEFT = 263;

  /** Around a detected face. */
  static Square around(Detection d) {
    FaceBox b = d.box();
    return new Square(
        b.centreX(), b.centreY(), MARGIN * Math.max(b.width(), b.height()), d.angle());
  }

  /** Around a mesh, turned so that the eyes lie level. */
  static Square around(Landmarks m) {
    double angle =
        Math.atan2(
            m.y(OUTER_EYE_LEFT) - m.y(OUTER_EYE_RIGHT), m.x(OUTER_EYE_LEFT) - m.x(OUTER_EYE_RIGHT));
    // The box in the turned axes, so that its size does not change as the head tilts.
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double u0 = Double.POSITIVE_INFINITY;
    double v0 = u0;
    double u1 = -u0;
    double v1 = -u0;
    for (int i = 0; i < Landmarks.COUNT; i++) {
      double u = cos * m.x(i) + sin * m.y(i);
      double v = -sin * m.x(i) + cos * m.y(i);
      u0 = Math.min(u0, u);
      u1 = Math.max(u1, u);
      v0 = Math.min(v0, v);
      v1 = Math.max(v1, v);
    }
    double u = (u0 + u1) / 2;
    double v = (v0 + v1) / 2;
    return new Square(
        cos * u - sin * v, sin * u + cos * v, MARGIN * Math.max(u1 - u0, v1 - v0), angle);
  }

  /** The map from plate pixels to those of a crop of {@code size} pixels a side. */
  Affine2 toCrop(int size) {
    return Affine2.squareToCrop(cx, cy, side, angle, size);
  }

  /** Moved by (dx, dy) sides, scaled and turned. */
  Square moved(double dx, double dy, double scale, double turn) {
    return new Square(cx + dx * side, cy + dy * side, side * scale, angle + turn);
  }

  /** The upright pixels within {@code part} of the square's half side from its middle. */
  PixelRect middle(double part) {
    double r = part * side / 2;
    return new PixelRect(
        (int) Math.floor(cx - r),
        (int) Math.floor(cy - r),
        (int) Math.ceil(cx + r),
        (int) Math.ceil(cy + r));
  }

  /** Whether another square is nearly this one: within some parts of its side, and its turn. */
  boolean near(Square o) {
    double turn = Math.abs(o.angle - angle) % (2 * Math.PI);
    return Math.hypot(o.cx - cx, o.cy - cy) < 0.03 * side
        && Math.abs(o.side / side - 1) < 0.05
        && Math.min(turn, 2 * Math.PI - turn) < 0.08;
  }
}
