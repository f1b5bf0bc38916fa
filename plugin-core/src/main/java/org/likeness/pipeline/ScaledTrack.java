package org.likeness.pipeline;

import java.util.Optional;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceTrack;
import org.likeness.face.Landmarks;

/**
 * A track of the full plate as a proxy shows it: landmarks are scaled about the origin of the
 * plate's pixels, depth with the width.
 *
 * @param full of the full plate
 * @param scaleX width of the proxy over the full width, > 0
 * @param scaleY height of the proxy over the full height, > 0
 */
record ScaledTrack(FaceTrack full, double scaleX, double scaleY) implements FaceTrack {
  @Override
  public Optional<FaceObservation> at(int frame) {
    return full.at(frame).map(this::scaled);
  }

  /** A face of the full plate in the proxy. */
  FaceObservation scaled(FaceObservation o) {
    float[] xyz = o.landmarks().xyz().clone();
    for (int i = 0; i < xyz.length; i += 3) {
      xyz[i] *= (float) scaleX;
      xyz[i + 1] *= (float) scaleY;
      xyz[i + 2] *= (float) scaleX;
    }
    Landmarks landmarks = new Landmarks(xyz, o.landmarks().presence());
    return new FaceObservation(
        o.trackId(),
        o.frame(),
        o.score(),
        landmarks,
        o.pose(),
        o.flags(),
        o.detail().scaled((float) scaleX, (float) scaleY));
  }
}
