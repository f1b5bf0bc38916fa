package org.likeness.face;

import org.likeness.image.PixelRect;

/**
 * Seven points fixed to the head, which neither speech nor blinking moves: the origin of the crop's
 * template and a step of 0.4 of the face's height along both directions of each of its axes. Their
 * places in the picture, in a weak perspective, are a scaled rotation: they give the crop and the
 * head's pose without a fit of moving skin.
 */
public final class CropAnchors {
  /** How many. */
  public static final int COUNT = 7;

  /** Length of the steps, in heights of the template's face. */
  public static final double STEP = 0.4;

  /** The points in the template's axes (x image right, y down, z away): origin, ±x, ±y, ±z. */
  public static final double[][] POINTS = {
    {0, 0, 0}, {STEP, 0, 0}, {-STEP, 0, 0}, {0, STEP, 0}, {0, -STEP, 0}, {0, 0, STEP}, {0, 0, -STEP}
  };

  /**
   * Focal length of the camera that is assumed where none is told, in widths of the picture: 50 mm
   * on Super 35 film, whose picture is 24.9 mm wide. A face at the edge of the picture is then seen
   * 14 degrees off the axis.
   */
  public static final double FOCAL = 2.0;

  private CropAnchors() {}

  /**
   * What seven points say.
   *
   * @param x place of the template's origin, pixels
   * @param y place of the template's origin, pixels
   * @param scale pixels of the height of the template's face, as if it were not turned
   * @param rotation of the template, nine numbers by rows
   */
  public record Fit(double x, double y, double scale, double[] rotation) {
    /** Angle from the plate's up to that of the head in the picture, radians, clockwise. */
    public double roll() {
      return Math.atan2(-rotation[1], rotation[4]);
    }

    /**
     * The head's turn against the camera's axis. The anchors show it against the line of sight to
     * the face; how far that lies off the axis is told by the camera that is assumed, see {@link
     * #FOCAL}, with its axis through the picture's middle.
     *
     * @param picture the plate's window
     */
    public HeadPose pose(PixelRect picture) {
      return pose(picture, Lens.ASSUMED);
    }

    /** The same by a lens that is known. */
    public HeadPose pose(PixelRect picture, Lens lens) {
      double focal = lens.focal() * picture.width();
      double dx = (x - (picture.x0() + picture.x1()) / 2.0) / focal;
      double dy = (y - (picture.y0() + picture.y1()) / 2.0) / focal;
      double c = 1 / Math.sqrt(1 + dx * dx + dy * dy);
      double vx = -dy * c;
      double vy = dx * c;
      // The shortest turn from the axis to the sight: I + [v]x + [v]x^2 / (1 + c), v = axis x
      // sight.
      double k = 1 / (1 + c);
      double[] q = {
        1 - k * vy * vy, k * vx * vy, vy, k * vx * vy, 1 - k * vx * vx, -vx, -vy, vx, c
      };
      double[] r = new double[9];
      for (int i = 0; i < 9; i++) {
        for (int j = 0; j < 3; j++) {
          r[i] += q[3 * (i / 3) + j] * rotation[3 * j + i % 3];
        }
      }
      return FaceAligner.pose(r);
    }

    /** The head's turn against the line of sight. */
    public HeadPose pose() {
      return FaceAligner.pose(rotation);
    }
  }

  /**
   * The scaled rotation in weak perspective that the points show: the two rows of the projection
   * are made orthogonal and of one length by the least change (polar decomposition).
   *
   * @param xy seven pairs, pixels
   */
  public static Fit fit(float[] xy) {
    double x = 0;
    double y = 0;
    for (int i = 0; i < COUNT; i++) {
      x += xy[2 * i] / COUNT;
      y += xy[2 * i + 1] / COUNT;
    }
    double[] u = new double[3];
    double[] v = new double[3];
    for (int a = 0; a < 3; a++) {
      u[a] = (xy[2 * (1 + 2 * a)] - xy[2 * (2 + 2 * a)]) / (2 * STEP);
      v[a] = (xy[2 * (1 + 2 * a) + 1] - xy[2 * (2 + 2 * a) + 1]) / (2 * STEP);
    }
    return new Fit(x, y, Math.sqrt((dot(u, u) + dot(v, v)) / 2), orthogonal(u, v));
  }

  /**
   * A rotation from its first two rows, as a network tells them; at place 0, of scale 1.
   *
   * @param rows six numbers from {@code at} on
   */
  public static Fit rotation(float[] rows, int at) {
    double[] u = {rows[at], rows[at + 1], rows[at + 2]};
    double[] v = {rows[at + 3], rows[at + 4], rows[at + 5]};
    return new Fit(0, 0, 1, orthogonal(u, v));
  }

  /** Where the anchors of a face lie that is placed, sized and turned like this, x, y by turns. */
  static float[] places(Fit fit) {
    float[] xy = new float[2 * COUNT];
    double[] r = fit.rotation();
    for (int i = 0; i < COUNT; i++) {
      double[] p = POINTS[i];
      xy[2 * i] = (float) (fit.x() + fit.scale() * (r[0] * p[0] + r[1] * p[1] + r[2] * p[2]));
      xy[2 * i + 1] = (float) (fit.y() + fit.scale() * (r[3] * p[0] + r[4] * p[1] + r[5] * p[2]));
    }
    return xy;
  }

  private static double[] orthogonal(double[] u, double[] v) {
    // (B Bᵀ)^(-1/2) of the 2 × 3 matrix B with rows u and v, in closed form.
    double p = dot(u, u);
    double q = dot(u, v);
    double s = dot(v, v);
    double det = Math.sqrt(Math.max(1e-12, p * s - q * q));
    double trace = Math.sqrt(p + s + 2 * det);
    // sqrt of the 2 × 2 matrix is (M + det I) / trace; its inverse follows.
    double k = 1 / (det * trace);
    double a = (s + det) * k;
    double b = -q * k;
    double c = (p + det) * k;
    double[] r = new double[9];
    for (int i = 0; i < 3; i++) {
      r[i] = a * u[i] + b * v[i];
      r[3 + i] = b * u[i] + c * v[i];
    }
    r[6] = r[1] * r[5] - r[2] * r[4];
    r[7] = r[2] * r[3] - r[0] * r[5];
    r[8] = r[0] * r[4] - r[1] * r[3];
    return r;
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}
