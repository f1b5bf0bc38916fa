package org.likeness.face;

import org.likeness.image.Affine2;

/** Places a crop on a face by all 468 points of its mesh. */
public final class FaceAligner {
  /** Side of the crop over the height of the face, where nothing else is said. */
  public static final double DEFAULT_COVERAGE = 1.3;

  private FaceAligner() {}

  /**
   * The map from plate pixels to crop pixels: scale, turn in the plane, move. Its scale follows the
   * head in three dimensions, so that a head that turns keeps its size.
   *
   * @param coverage side of the crop over the height of the template's face
   * @param size side of the crop, pixels
   */
  public static Affine2 plateToCrop(
      Landmarks landmarks, CropTemplate template, double coverage, int size) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** How the head is turned, by the same fit. */
  public static HeadPose pose(Landmarks landmarks, CropTemplate template) {
    throw new UnsupportedOperationException("not written yet");
  }
}
