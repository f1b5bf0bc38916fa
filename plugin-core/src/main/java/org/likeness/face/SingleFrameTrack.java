package org.likeness.face;

import java.util.Optional;
import org.likeness.image.Frame;

/**
 * A track without an analysis: the face found in one frame alone. Steady from frame to frame only
 * as far as the networks are.
 */
public final class SingleFrameTrack {
  private SingleFrameTrack() {}

  /**
   * Looks at a frame.
   *
   * @param sceneLinear the plate, Rec.709 primaries
   * @param frame its number; the track is empty at any other
   * @param choice which face; {@code id:N} needs an analysis
   * @throws IllegalArgumentException with {@code id:N}
   */
  public static FaceTrack of(FaceFinder finder, Frame sceneLinear, int frame, FaceChoice choice) {
    if (choice.kind() == FaceChoice.Kind.ID) {
      throw new IllegalArgumentException(
          "face " + choice + " needs an analysis file; without one choose largest, left or right");
    }
    Optional<FaceObservation> found =
        Optional.ofNullable(choice.among(finder.find(sceneLinear, frame)));
    return at -> at == frame ? found : Optional.empty();
  }
}
