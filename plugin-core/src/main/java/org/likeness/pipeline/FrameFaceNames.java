package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalysis;

/** The faces of a frame with their names, for ids. */
final class FrameFaceNames {
  private FrameFaceNames() {}

  /** What a track without a name is called. */
  static String of(int trackId) {
    return "face" + trackId;
  }

  /** What a track is called: the artist's name for it, or one by its number. */
  static String of(ShotAnalysis.Track track) {
    return track.name().isBlank() ? of(track.id()) : track.name();
  }

  /**
   * All faces that an analysis knows in a frame.
   *
   * @param chosen the face that is replaced, as the render sees it, or null; always the first
   * @param scaled brings a face of the full plate to the picture that is rendered
   */
  static List<LayerInputs.Named> in(
      @Nullable ShotAnalysis analysis,
      int frame,
      @Nullable FaceObservation chosen,
      UnaryOperator<FaceObservation> scaled) {
    List<LayerInputs.Named> others = new ArrayList<>();
    String name = chosen == null ? "" : of(chosen.trackId());
    for (ShotAnalysis.Track t :
        analysis == null ? List.<ShotAnalysis.Track>of() : analysis.tracks()) {
      String called = of(t);
      if (chosen != null && t.id() == chosen.trackId()) {
        name = called;
      } else {
        t.at(frame).map(scaled).ifPresent(o -> others.add(new LayerInputs.Named(called, o, false)));
      }
    }
    // A larger face is taken to be nearer.
    others.sort(
        Comparator.comparingDouble((LayerInputs.Named n) -> -height(n.face()))
            .thenComparingInt(n -> n.face().trackId()));
    if (chosen != null) {
      others.add(0, new LayerInputs.Named(name, chosen, true));
    }
    return others;
  }

  private static double height(FaceObservation face) {
    float top = Float.POSITIVE_INFINITY;
    float bottom = Float.NEGATIVE_INFINITY;
    for (int i = 1; i < face.landmarks().xyz().length; i += 3) {
      top = Math.min(top, face.landmarks().xyz()[i]);
      bottom = Math.max(bottom, face.landmarks().xyz()[i]);
    }
    return (double) bottom - top;
  }
}
