package org.likeness.pipeline;

import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceTrack;
import org.likeness.face.ShotAnalysis;
import org.likeness.face.ShotRisk;
import org.likeness.pipeline.layers.Layer;
import org.likeness.pipeline.layers.LayerChoice;

/**
 * All that the analysis says of the face in a frame, as a text by which two can be told apart: the
 * face, its risk, what of the frames beside its colours and motion take, and what the chosen layers
 * show of other faces.
 */
record FaceFingerprint(
    FaceTrack track,
    ShotAnalysis analysis,
    LayerChoice layers,
    @Nullable ShotRisk risk,
    Surroundings around) {
  String at(int frame) {
    String face = track.at(frame).map(o -> of(o, frame)).orElse("no face");
    return face + others(frame);
  }

  private String of(FaceObservation o, int frame) {
    String one = Sha256.of(o.fingerprint());
    String colours = around.fingerprint(o);
    one = colours.isEmpty() ? one : Sha256.of(one + colours);
    String with = risk == null ? one : Sha256.of(one + risk.at(o.trackId(), frame));
    return with + beside(o);
  }

  private String beside(FaceObservation o) {
    if (!layers.has(Layer.FACEMOTION)) {
      return "";
    }
    FaceObservation near = around.beside(o, 1);
    near = near == null ? around.beside(o, -1) : near;
    return near == null ? " alone" : " to " + Sha256.of(near.fingerprint());
  }

  private String others(int frame) {
    if (!layers.layers().contains(Layer.CRYPTO)) {
      return "";
    }
    StringBuilder all = new StringBuilder();
    for (LayerInputs.Named n : FrameFaceNames.in(analysis, frame, null, o -> o)) {
      all.append(' ').append(n.name()).append('=').append(Sha256.of(n.face().fingerprint()));
    }
    return all.toString();
  }
}
