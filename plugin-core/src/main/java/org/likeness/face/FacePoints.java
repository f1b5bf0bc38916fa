package org.likeness.face;

/**
 * Points of a face, each with how sure it is and whether it is seen.
 *
 * @param xy pairs in plate pixels (x right, y down, first pixel's centre at 0.5, 0.5)
 * @param deviation expected error of each point, standard deviation in plate pixels, at least 0
 * @param visibility of each point: 0 hidden by the head or by something before it, 1 seen
 */
public record FacePoints(float[] xy, float[] deviation, float[] visibility) {
  /** No points. */
  public static final FacePoints NONE = new FacePoints(new float[0], new float[0], new float[0]);

  /** Number of the classic points: jaw 0–16, brows 17–26, nose 27–35, eyes 36–47, lips 48–67. */
  public static final int CLASSIC = 68;

  /** Checks that the lengths agree. */
  public FacePoints {
    if (xy.length != 2 * deviation.length || visibility.length != deviation.length) {
      throw new IllegalArgumentException(
          xy.length
              + " numbers, "
              + deviation.length
              + " deviations and "
              + visibility.length
              + " visibilities are not one set of points");
    }
  }

  FacePoints scaled(float sx, float sy, float mean) {
    float[] moved = xy.clone();
    float[] wider = deviation.clone();
    for (int i = 0; i < wider.length; i++) {
      moved[2 * i] *= sx;
      moved[2 * i + 1] *= sy;
      wider[i] *= mean;
    }
    return new FacePoints(moved, wider, visibility);
  }

  /** How many. */
  public int count() {
    return deviation.length;
  }

  /** x of point i, in pixels. */
  public float x(int i) {
    return xy[2 * i];
  }

  /** y of point i, in pixels. */
  public float y(int i) {
    return xy[2 * i + 1];
  }
}
