package org.likeness.train.net;

import java.util.List;
import org.likeness.model.ModelControl;

/**
 * The {@code amp} family: a common middle part knows every face, each identity has one of its own,
 * and channel by channel the decoder gets the one or the other (DeepFaceLab's AMP, which has two
 * identities). In training the channels are chosen at random; at render {@code morph} goes from the
 * plate's own face, 0, to the identity, 1.
 *
 * @param config the sizes; the decoder has two levels fewer than the encoder
 */
public record AmpNet(NetConfig config) implements SwapNet {
  static final NetFamily FAMILY =
      new NetFamily(
          "amp",
          "as liae, with a morph from the plate's face to the identity at render",
          AmpNet::new,
          (size, resolution) -> size.halving("amp", resolution));

  private static final String MORPH = "morph";

  /** Checks the sizes. */
  public AmpNet {
    config.checkLevels(2);
  }

  @Override
  public List<ModelControl> controls() {
    return List.of(new ModelControl(MORPH, "Morph", "control_" + MORPH, 0, 1, 1));
  }

  @Override
  public int codeLength() {
    return Layers.rows(config);
  }

  @Override
  public <T> T code(Ops<T> ops, T input) {
    return TwoMiddles.code(ops, input, config);
  }

  @Override
  public <T> T spread(Ops<T> ops, T code) {
    return TwoMiddles.spread(ops, code, config);
  }

  @Override
  public <T> Output<T> decode(Ops<T> ops, T shared, int identity) {
    T common = TwoMiddles.common(ops, shared, config);
    T own = TwoMiddles.own(ops, shared, identity, config);
    T step = ops.multiply(ops.taken(MORPH, config.inter()), ops.add(own, ops.scale(common, -1)));
    T mixed = ops.add(common, step);
    T up = Layers.upscale(ops, mixed, "decoder.up", config.inter(), config.interUp());
    return Layers.decoder(ops, up, "decoder", config.interUp(), config);
  }
}
