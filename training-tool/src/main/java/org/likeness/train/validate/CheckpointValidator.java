package org.likeness.train.validate;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.model.SwapOutput;
import org.likeness.train.data.Faceset;
import org.likeness.train.loop.TrainedIdentity;
import org.likeness.train.loop.Validator;
import org.likeness.train.net.SwapNet;

/** Judges a network in training on faces that were chosen when it began. */
public final class CheckpointValidator implements Validator {
  private final List<HeldOut> frames;
  private final List<String> ids;
  private final @Nullable FaceLook faces;

  private CheckpointValidator(List<HeldOut> frames, List<String> ids, @Nullable FaceLook faces) {
    this.frames = frames;
    this.ids = ids;
    this.faces = faces;
  }

  /**
   * Reads the faces.
   *
   * @param held facesets that are not trained on
   * @param who the training's identities, in its order
   * @param size side of the model's crops, pixels
   * @param most faces of each identity
   * @param faces looks at what is made, and stays the caller's; null: only pixels are compared
   * @throws IOException if a faceset does not fit
   */
  public static CheckpointValidator of(
      List<Faceset> held, List<TrainedIdentity> who, int size, int most, @Nullable FaceLook faces)
      throws IOException {
    TrainedIdentity first = who.get(0);
    return new CheckpointValidator(
        HeldOutFaces.of(
            held,
            new HeldOutFaces.Form(size, first.template(), first.coverage(), first.encoding()),
            most),
        who.stream().map(TrainedIdentity::id).toList(),
        faces);
  }

  @Override
  public Map<String, Double> score(Network network) throws IOException {
    Validation v =
        Validation.of(
            (crop, id) -> {
              SwapNet.Output<float[]> o = network.show(crop, 1, ids.indexOf(id));
              return new SwapOutput(o.face(), o.matte());
            },
            frames,
            ids,
            faces,
            faces != null,
            (done, all, sample, out) -> {});
    return Summary.flat(v);
  }
}
