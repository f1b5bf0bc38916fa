package org.likeness.face;

/**
 * The 468 points of the face mesh, in plate pixels (x right, y down, first pixel's centre at 0.5,
 * 0.5); z in the same unit, away from the camera positive, zero near the head's centre of mass.
 *
 * @param xyz 468 triples
 * @param presence probability 0..1 that the crop held a face
 */
public record Landmarks(float[] xyz, float presence) {
  /** Number of points. */
  public static final int COUNT = 468;

  /** Checks the length. */
  public Landmarks {
    if (xyz.length != COUNT * 3) {
      throw new IllegalArgumentException("468 points need 1404 numbers, not " + xyz.length);
    }
  }

  /** x of point i, in pixels. */
  public float x(int i) {
    return xyz[3 * i];
  }

  /** y of point i, in pixels. */
  public float y(int i) {
    return xyz[3 * i + 1];
  }

  /** z of point i, in pixels. */
  public float z(int i) {
    return xyz[3 * i + 2];
  }
}
