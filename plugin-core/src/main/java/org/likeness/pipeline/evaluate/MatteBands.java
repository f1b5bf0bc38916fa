package org.likeness.pipeline.evaluate;

import java.util.Arrays;
import org.likeness.image.PixelRect;

/**
 * Where a matte is looked at. Each is a plane of weights, 0 or 1, over the mattes' window.
 *
 * @param box the box about both mattes
 * @param jaw within {@link #REACH} of the true edge, below the nose
 * @param hair the same above the brows
 */
public record MatteBands(float[] box, float[] jaw, float[] hair) {
  /** The bands reach so far to either side of the edge, in heights of the face. */
  public static final double REACH = 0.03;

  /** Chin and the root of the nose. */
  private static final int CHIN = 8;

  private static final int NASION = 27;
  private static final int NOSE_BASE = 33;

  /**
   * A face's height from chin to hairline in pixels, by its classic points.
   *
   * @param points 68, x and y in turn
   */
  public static double faceHeight(double[] points) {
    return 1.5
        * Math.hypot(
            points[2 * CHIN] - points[2 * NASION], points[2 * CHIN + 1] - points[2 * NASION + 1]);
  }

  /**
   * The bands of a face.
   *
   * @param truth the matte whose edge counts
   * @param matte the other one
   * @param window of both
   * @param points 68 classic points, x and y in turn, in the window's pixels
   */
  public static MatteBands of(float[] truth, float[] matte, PixelRect window, double[] points) {
    double dx = points[2 * CHIN] - points[2 * NASION];
    double dy = points[2 * CHIN + 1] - points[2 * NASION + 1];
    float[] band = MatteMetrics.band(truth, window.width(), REACH * faceHeight(points));
    double noseX = points[2 * NOSE_BASE];
    double noseY = points[2 * NOSE_BASE + 1];
    double browX = points[2 * NASION] - 0.1 * dx;
    double browY = points[2 * NASION + 1] - 0.1 * dy;
    return new MatteBands(
        about(truth, matte, window),
        MatteMetrics.half(band, window, noseX, noseY, dx, dy),
        MatteMetrics.half(band, window, browX, browY, -dx, -dy));
  }

  private static float[] about(float[] truth, float[] matte, PixelRect window) {
    float[] both = truth.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] = Math.max(truth[i], matte[i]);
    }
    int w = window.width();
    PixelRect box = PictureMetrics.box(both, w, both.length / w);
    float[] out = new float[both.length];
    for (int y = box.y0(); y < box.y1(); y++) {
      Arrays.fill(out, y * w + box.x0(), y * w + box.x1(), 1f);
    }
    return out;
  }
}
