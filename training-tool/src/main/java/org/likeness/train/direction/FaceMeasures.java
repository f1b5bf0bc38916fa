package org.likeness.train.direction;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceFinder;
import org.likeness.face.FaceObservation;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;

/**
 * What the face in a crop does: by its classic points, its pose, and where its eyes are dark.
 *
 * @param mouthOpen gap of the inner lips over the distance of the eyes
 * @param smile width of the mouth over the distance of the eyes
 * @param gaze how far the dark of the eyes lies to image right of their middle, over an eye's width
 * @param yaw degrees, positive to image right
 */
public record FaceMeasures(double mouthOpen, double smile, double gaze, double yaw) {
  private static final int ENLARGED = 2;
  private static final int ALONG = 24;
  private static final int ACROSS = 7;

  /** What the margin is filled with: a finder of faces wants some room about one. */
  private static final float AROUND = 0.35f;

  /** Names of the attributes that can be measured. */
  public static final List<String> ATTRIBUTES =
      List.of("mouth-open", "smile", "gaze", "yaw-assist");

  /** The measure of an attribute; null if there is none. */
  public @Nullable Double of(String attribute) {
    return Map.of("mouth-open", mouthOpen, "smile", smile, "gaze", gaze, "yaw-assist", yaw)
        .get(attribute);
  }

  /**
   * Measures.
   *
   * @param crop [3,S,S], encoded colour 0..1
   * @return null where no face is found
   */
  public static @Nullable FaceMeasures of(FaceFinder finder, float[] crop, int size) {
    PixelRect square = PixelRect.ofSize(size, size);
    int side = 2 * ENLARGED * size;
    PixelRect canvas = PixelRect.ofSize(side, side);
    double margin = (side - ENLARGED * size) / 2.0;
    double scale = 1.0 / ENLARGED;
    Affine2 toCrop = new Affine2(scale, 0, -margin * scale, 0, scale, -margin * scale);
    Plane[] planes = new Plane[3];
    for (int c = 0; c < 3; c++) {
      float[] one = new float[size * size];
      System.arraycopy(crop, c * size * size, one, 0, one.length);
      planes[c] = Warp.fromCrop(new Plane(square, one), toCrop, canvas);
      for (int i = 0; i < side * side; i++) {
        int x = i % side;
        int y = i / side;
        if (x < margin || y < margin || x >= side - margin || y >= side - margin) {
          planes[c].data()[i] = AROUND;
        }
      }
    }
    List<FaceObservation> found =
        finder.findDisplay(Frame.opaque(planes[0], planes[1], planes[2]), 0);
    return found.isEmpty() || found.get(0).detail().points().count() == 0
        ? null
        : of(found.get(0), planes);
  }

  private static FaceMeasures of(FaceObservation face, Plane[] picture) {
    float[] p = face.detail().points().xy();
    double eyes = distance(p[72] + p[78], p[73] + p[79], p[84] + p[90], p[85] + p[91]) / 2;
    return new FaceMeasures(
        distance(p[124], p[125], p[132], p[133]) / eyes,
        distance(p[96], p[97], p[108], p[109]) / eyes,
        (dark(picture, p, 36) + dark(picture, p, 42)) / 2,
        face.pose().yaw());
  }

  private static double distance(double x0, double y0, double x1, double y1) {
    return Math.hypot(x1 - x0, y1 - y0);
  }

  /**
   * How far along the line from a corner of the eye to the other its dark lies, from its middle, as
   * a share of its width: the mean place weighted by the squared darkness between the lids. The
   * irises of the landmark network hardly follow the gaze; darkness does, in soft pictures too.
   *
   * @param first the eye's first point: outer or inner corner on image left
   */
  private static double dark(Plane[] picture, float[] p, int first) {
    double x0 = p[2 * first];
    double y0 = p[2 * first + 1];
    double dx = p[2 * first + 6] - x0;
    double dy = p[2 * first + 7] - y0;
    double lightest = 0;
    double[] light = new double[ALONG * ACROSS];
    for (int i = 0; i < light.length; i++) {
      double t = 0.1 + 0.8 * (i % ALONG + 0.5) / ALONG;
      // Between the lids: their middle points stand for their height, which falls to the corners.
      double height = 4 * t * (1 - t) * ((i / ALONG + 0.5) / ACROSS);
      double upX = (p[2 * first + 2] + p[2 * first + 4]) / 2.0 - x0 - dx / 2;
      double upY = (p[2 * first + 3] + p[2 * first + 5]) / 2.0 - y0 - dy / 2;
      double downX = (p[2 * first + 8] + p[2 * first + 10]) / 2.0 - x0 - dx / 2;
      double downY = (p[2 * first + 9] + p[2 * first + 11]) / 2.0 - y0 - dy / 2;
      double fall = 4 * t * (1 - t);
      double x = x0 + t * dx + (fall - height) * upX + height * downX;
      double y = y0 + t * dy + (fall - height) * upY + height * downY;
      light[i] = brightness(picture, x, y);
      lightest = Math.max(lightest, light[i]);
    }
    double sum = 0;
    double weight = 1e-9;
    for (int i = 0; i < light.length; i++) {
      double w = (lightest - light[i]) * (lightest - light[i]);
      sum += w * (0.1 + 0.8 * (i % ALONG + 0.5) / ALONG);
      weight += w;
    }
    return sum / weight - 0.5;
  }

  private static double brightness(Plane[] picture, double x, double y) {
    PixelRect rect = picture[0].rect();
    int px = Math.min(Math.max((int) x, 0), rect.width() - 1);
    int py = Math.min(Math.max((int) y, 0), rect.height() - 1);
    int i = py * rect.width() + px;
    return 0.3 * picture[0].data()[i] + 0.6 * picture[1].data()[i] + 0.1 * picture[2].data()[i];
  }
}
