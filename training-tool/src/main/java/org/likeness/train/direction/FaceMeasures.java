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
 * What the face in a crop does, by its points: the classic ones, the irises, the pose.
 *
 * @param mouthOpen gap of the inner lips over the distance of the eyes
 * @param smile width of the mouth over the distance of the eyes
 * @param gaze how far the irises lie to image right of the middle of the eyes, over an eye's width
 * @param yaw degrees, positive to image right
 */
public record FaceMeasures(double mouthOpen, double smile, double gaze, double yaw) {
  private static final int ENLARGED = 2;

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
    return found.isEmpty() || found.get(0).detail().iris().length == 0 ? null : of(found.get(0));
  }

  static FaceMeasures of(FaceObservation face) {
    float[] p = face.detail().points().xy();
    float[] iris = face.detail().iris();
    double eyes = distance(p[72] + p[78], p[73] + p[79], p[84] + p[90], p[85] + p[91]) / 2;
    return new FaceMeasures(
        distance(p[124], p[125], p[132], p[133]) / eyes,
        distance(p[96], p[97], p[108], p[109]) / eyes,
        (aside(p, 36, 39, iris[0], iris[1]) + aside(p, 42, 45, iris[3], iris[4])) / 2,
        face.pose().yaw());
  }

  private static double distance(double x0, double y0, double x1, double y1) {
    return Math.hypot(x1 - x0, y1 - y0);
  }

  /** How far along the line from a corner of the eye to the other, from its middle. */
  private static double aside(float[] p, int left, int right, double x, double y) {
    double dx = p[2 * right] - p[2 * left];
    double dy = p[2 * right + 1] - p[2 * left + 1];
    double mx = (p[2 * right] + p[2 * left]) / 2.0;
    double my = (p[2 * right + 1] + p[2 * left + 1]) / 2.0;
    return ((x - mx) * dx + (y - my) * dy) / Math.max(1e-9, dx * dx + dy * dy);
  }
}
