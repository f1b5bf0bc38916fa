package org.likeness.pipeline;

import java.util.List;
import org.likeness.face.FaceChoice;
import org.likeness.face.FaceTrack;
import org.likeness.face.ShotAnalysis;
import org.likeness.face.SingleFrameTrack;
import org.likeness.image.Frame;

/** Where a render that is given no track takes the face from. */
final class FrameTracks {
  private FrameTracks() {}

  /**
   * The stored track in the plate's own scale, or, without an analysis, the face found in this
   * frame alone.
   *
   * @param messages takes what the artist should know
   */
  static FaceTrack of(
      OpenedParts open, RenderRequest request, SwapSettings s, List<String> messages) {
    FaceTrack track = open.track();
    ShotAnalysis analysis = open.analysis();
    if (track != null && analysis != null) {
      checkCovered(analysis, request.frame(), messages);
      messages.addAll(analysis.problems());
      boolean full = request.scaleX() == 1 && request.scaleY() == 1;
      return full ? track : new ScaledTrack(track, request.scaleX(), request.scaleY());
    }
    messages.add("no analysis is set: faces were found in this frame alone, without smoothing");
    return alone(request, s);
  }

  private static FaceTrack alone(RenderRequest request, SwapSettings s) {
    Frame plate = request.plate();
    Frame linear = PlateRegion.linear(plate, plate.dataWindow(), s.plateSpace());
    FaceChoice choice = FaceChoice.parse(s.face());
    try (var finder = SharedParts.finder()) {
      return SingleFrameTrack.of(
          finder.value(),
          linear,
          request.frame(),
          choice.scaled(request.scaleX(), request.scaleY()),
          SharedParts.reference(choice));
    }
  }

  private static void checkCovered(ShotAnalysis a, int frame, List<String> messages) {
    if (!a.frames().contains(frame)) {
      messages.add(
          "this frame is not in the analysis, which covers "
              + FrameRange.describe(a.frames())
              + "; run likeness analyse again");
    }
  }
}
