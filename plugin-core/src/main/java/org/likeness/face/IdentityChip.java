package org.likeness.face;

import org.likeness.image.Affine2;

/**
 * The upright square that dlib's face recognition net was trained on: {@code get_face_chip_details}
 * with 68 points, 150 pixels and a border of 0.25. A similarity puts dlib's mean face, without
 * brows, jaw and lower lip, on the face's points by least squares in the plate.
 */
public final class IdentityChip {
  /** Side in pixels. */
  public static final int SIZE = 150;

  /** Width of the border, in sides of the mean face's box. */
  private static final double PADDING = 0.25;

  /** The classic points that count: nose, eyes, upper lip. */
  private static final int[] POINTS = {
    27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50,
    51, 52, 53, 54, 60, 61, 62, 63, 64
  };

  /** Their places in dlib's mean face, in its box of 0..1, x and y. */
  private static final double[][] MEAN = {
    {0.490127, 0.203352}, {0.490127, 0.307009}, {0.490127, 0.409805}, {0.490127, 0.515625},
    {0.36688, 0.587326}, {0.426036, 0.609345}, {0.490127, 0.628106}, {0.554217, 0.609345},
    {0.613373, 0.587326}, {0.121737, 0.216423}, {0.187122, 0.178758}, {0.265825, 0.179852},
    {0.334606, 0.231733}, {0.260918, 0.245099}, {0.182743, 0.244077}, {0.645647, 0.231733},
    {0.714428, 0.179852}, {0.793132, 0.178758}, {0.858516, 0.216423}, {0.79751, 0.244077},
    {0.719335, 0.245099}, {0.254149, 0.780233}, {0.340985, 0.745405}, {0.428858, 0.727388},
    {0.490127, 0.742578}, {0.551395, 0.727388}, {0.639268, 0.745405}, {0.726104, 0.780233},
    {0.290379, 0.784792}, {0.428096, 0.778746}, {0.490127, 0.785343}, {0.552157, 0.778746},
    {0.689874, 0.784792}
  };

  private IdentityChip() {}

  /**
   * The map from plate pixels to chip pixels.
   *
   * @param classic the 68 points, x and y by turns, plate pixels
   */
  public static Affine2 of(float[] classic) {
    int n = POINTS.length;
    double mx = 0;
    double my = 0;
    double px = 0;
    double py = 0;
    for (int i = 0; i < n; i++) {
      mx += chip(MEAN[i][0]) / n;
      my += chip(MEAN[i][1]) / n;
      px += classic[2 * POINTS[i]] / (double) n;
      py += classic[2 * POINTS[i] + 1] / (double) n;
    }
    // Chip to plate as one complex factor: the least squares solution of a similarity in the plane.
    double re = 0;
    double im = 0;
    double square = 0;
    for (int i = 0; i < n; i++) {
      double x = chip(MEAN[i][0]) - mx;
      double y = chip(MEAN[i][1]) - my;
      double u = classic[2 * POINTS[i]] - px;
      double v = classic[2 * POINTS[i] + 1] - py;
      re += x * u + y * v;
      im += x * v - y * u;
      square += x * x + y * y;
    }
    re /= square;
    im /= square;
    return new Affine2(re, -im, px - re * mx + im * my, im, re, py - im * mx - re * my).inverse();
  }

  /** The classic points that count, in the order of {@link #mean}. */
  static int[] points() {
    return POINTS.clone();
  }

  /** Their places in dlib's mean face. */
  static double[][] mean() {
    return MEAN.clone();
  }

  private static double chip(double unit) {
    return SIZE * (PADDING + unit) / (2 * PADDING + 1);
  }
}
