package org.likeness.face;

import org.likeness.image.Affine2;

/**
 * The crop that models of DeepFaceLab's face type "whole face" are made with: a similarity puts the
 * brows, the nose, the eyes and the corners of the mouth on dlib's mean face by least squares there
 * (Umeyama 1991); the square has its middle at (0.5, 0.43) of the mean face's box and a side of 1 +
 * 0.8 √2 boxes (face type's padding 0.40 on each end of a diagonal). Being a fit in the plane, it
 * draws nearer as the head turns away, unlike the crop by anchors.
 */
public final class DflCrop {
  /**
   * Side of the square over the height of our template's face: the mean over 577 frontal pictures
   * of 291 CG people, standard deviation 0.05.
   */
  public static final double COVERAGE = 1.585;

  /**
   * How far the square's middle lies below that of our crops, heights of the face; same pictures.
   */
  public static final double DOWN = 0.040;

  /** And to image right, from the mean face's own box, which is not symmetric. */
  public static final double RIGHT = 0.0087;

  private static final double SIDE = 1 + 0.8 * Math.sqrt(2);
  private static final double MIDDLE_X = 0.5;
  private static final double MIDDLE_Y = 0.43;

  /**
   * Brows of dlib's mean face, points 17 to 26; the other points are those of the identity chip.
   */
  private static final double[][] BROWS = {
    {0.000213, 0.106454}, {0.075262, 0.038915}, {0.18113, 0.018748}, {0.29077, 0.034489},
    {0.393397, 0.077391}, {0.586856, 0.077391}, {0.689483, 0.034489}, {0.799124, 0.018748},
    {0.904991, 0.038915}, {0.98004, 0.106454}
  };

  private static final int[] POINTS = new int[33];
  private static final double[][] MEAN = new double[33][];

  static {
    int n = 0;
    for (; n < BROWS.length; n++) {
      POINTS[n] = 17 + n;
      MEAN[n] = BROWS[n];
    }
    int[] chip = IdentityChip.points();
    double[][] mean = IdentityChip.mean();
    for (int i = 0; i < chip.length; i++) {
      if (chip[i] <= 48 || chip[i] == 54) {
        POINTS[n] = chip[i];
        MEAN[n++] = mean[i];
      }
    }
  }

  private DflCrop() {}

  /**
   * The map from plate pixels to crop pixels.
   *
   * @param classic the 68 points, x and y by turns, plate pixels
   * @param coverage {@link #COVERAGE} for DeepFaceLab's own square; larger takes more of the plate
   * @param size side of the crop, pixels
   */
  public static Affine2 plateToCrop(float[] classic, double coverage, int size) {
    int n = POINTS.length;
    double px = 0;
    double py = 0;
    double mx = 0;
    double my = 0;
    for (int i = 0; i < n; i++) {
      px += classic[2 * POINTS[i]] / (double) n;
      py += classic[2 * POINTS[i] + 1] / (double) n;
      mx += MEAN[i][0] / n;
      my += MEAN[i][1] / n;
    }
    // Plate to mean face as one complex factor, by least squares in the mean face's box.
    double re = 0;
    double im = 0;
    double square = 0;
    for (int i = 0; i < n; i++) {
      double u = classic[2 * POINTS[i]] - px;
      double v = classic[2 * POINTS[i] + 1] - py;
      double x = MEAN[i][0] - mx;
      double y = MEAN[i][1] - my;
      re += u * x + v * y;
      im += u * y - v * x;
      square += u * u + v * v;
    }
    double unit = size * COVERAGE / (coverage * SIDE);
    double a = unit * re / Math.max(1e-12, square);
    double b = unit * im / Math.max(1e-12, square);
    double cx = size / 2.0 + unit * (mx - MIDDLE_X);
    double cy = size / 2.0 + unit * (my - MIDDLE_Y);
    return new Affine2(a, -b, cx - a * px + b * py, b, a, cy - b * px - a * py);
  }
}
