package org.likeness.face;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
   * @param choice which face; {@code id:N}, {@code name:WHO} and a place in another frame need an
   *     analysis
   * @param reference with {@code like:FILE}: the identity vector to look for
   * @throws IllegalArgumentException with a choice that needs an analysis
   */
  public static FaceTrack of(
      FaceFinder finder,
      Frame sceneLinear,
      int frame,
      FaceChoice choice,
      float @Nullable [] reference) {
    boolean elsewhere = choice.frame() != FaceChoice.ANY_FRAME && choice.frame() != frame;
    if (choice.kind() == FaceChoice.Kind.ID || choice.kind() == FaceChoice.Kind.NAME || elsewhere) {
      throw new IllegalArgumentException(
          "face "
              + choice
              + " needs an analysis file; without one choose largest, left, right, at:X,Y or"
              + " like:FILE");
    }
    var faces = finder.find(sceneLinear, frame);
    Optional<FaceObservation> found =
        reference == null
            ? Optional.ofNullable(choice.among(faces))
            : IdentityGallery.mostAlike(faces, reference);
    return at -> at == frame ? found : Optional.empty();
  }
}
