package org.likeness.train.validate;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.model.SwapOutput;
import org.likeness.train.data.Faceset;
import org.likeness.train.loop.Performer;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.TrainedIdentity;
import org.likeness.train.loop.Validator;
import org.likeness.train.net.SwapNet;

/** Judges a network in training on faces that were chosen when it began. */
public final class CheckpointValidator implements Validator {
  private final List<HeldOut> frames;
  private final List<TrainedIdentity> who;
  private final TrainConfig config;
  private final @Nullable FaceLook faces;

  private CheckpointValidator(
      List<HeldOut> frames,
      List<TrainedIdentity> who,
      TrainConfig config,
      @Nullable FaceLook faces) {
    this.frames = frames;
    this.who = who;
    this.config = config;
    this.faces = faces;
  }

  /**
   * Reads the faces.
   *
   * @param held facesets that are not trained on
   * @param who the training's identities, in its order
   * @param config the training's settings
   * @param most faces of each identity
   * @param faces looks at what is made, and stays the caller's; null: only pixels are compared
   * @throws IOException if a faceset does not fit
   */
  public static CheckpointValidator of(
      List<Faceset> held,
      List<TrainedIdentity> who,
      TrainConfig config,
      int most,
      @Nullable FaceLook faces)
      throws IOException {
    TrainedIdentity first = who.get(0);
    int size = config.net().resolution();
    return new CheckpointValidator(
        HeldOutFaces.of(
            held,
            new HeldOutFaces.Form(size, first.template(), first.coverage(), first.encoding()),
            most),
        who,
        config,
        faces);
  }

  @Override
  public Map<String, Double> score(Network network) throws IOException {
    List<String> ids = who.stream().map(TrainedIdentity::id).toList();
    Validation v =
        Validation.of(
            (seen, id) -> {
              float[] crop =
                  Performer.gain(config.performer(), who, seen.identity())
                      .applied(seen.crop(), seen.size() * seen.size());
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
