package org.likeness.face;

import java.util.Optional;

/** The faces that a render may use: for a frame, at most one observation of the chosen face. */
public interface FaceTrack {
  /**
   * The chosen face at a frame, or nothing where it is not in the picture.
   *
   * @param frame frame number of the plate
   */
  Optional<FaceObservation> at(int frame);
}
