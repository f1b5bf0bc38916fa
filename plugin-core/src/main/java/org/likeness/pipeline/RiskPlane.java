package org.likeness.pipeline;

import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotRisk;
import org.likeness.image.Plane;

/** The identity's risk in a frame as a picture. */
final class RiskPlane {
  /** Of a face that a correction brought in after the coverage was made. */
  private static final double UNKNOWN = 1;

  private RiskPlane() {}

  /** The risk times the matte, over the matte's window; null where the analysis holds none. */
  static @Nullable Plane of(@Nullable ShotRisk risk, Plane matte, @Nullable FaceObservation face) {
    if (risk == null) {
      return null;
    }
    float here = face == null ? 0 : (float) risk.at(face.trackId(), face.frame()).orElse(UNKNOWN);
    Plane out = Plane.zeros(matte.rect());
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = here * matte.data()[i];
    }
    return out;
  }
}
