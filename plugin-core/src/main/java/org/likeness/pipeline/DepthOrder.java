package org.likeness.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceAligner;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceTrack;
import org.likeness.face.ShotAnalysis;

/**
 * How near a face is to the camera: the larger its head is in the picture, whatever its pose, the
 * nearer it is taken to be. The size is a mean over the frames around, within the scene, so that
 * two heads of one size do not change places from frame to frame.
 */
final class DepthOrder {
  /** Frames to each side. */
  private static final int AROUND = 12;

  private DepthOrder() {}

  /**
   * Logarithm of the head's size in pixels of the full plate.
   *
   * @param aspect width of the plate's pixels over their height
   */
  static double nearness(
      FaceTrack track, int frame, @Nullable ShotAnalysis analysis, double aspect) {
    int from = frame - AROUND;
    int to = frame + AROUND;
    for (int cut : analysis == null ? List.<Integer>of() : analysis.cuts()) {
      from = cut <= frame ? Math.max(from, cut) : from;
      to = cut > frame ? Math.min(to, cut - 1) : to;
    }
    double sum = 0;
    int n = 0;
    for (int f = analysis == null ? frame : from; f <= (analysis == null ? frame : to); f++) {
      FaceObservation o = track.at(f).orElse(null);
      if (o != null) {
        sum += Math.log(size(o, aspect));
        n++;
      }
    }
    return n == 0 ? Double.NEGATIVE_INFINITY : sum / n;
  }

  /** Height of the template's face on the plate, as if it were not turned. */
  private static double size(FaceObservation o, double aspect) {
    CropTemplate template = CropTemplate.byId(CropTemplate.WHOLE_FACE_V2);
    return 1 / FaceAligner.plateToCrop(o, template, 1, 1, aspect).meanScale();
  }
}
