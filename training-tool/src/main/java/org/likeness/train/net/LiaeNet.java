package org.likeness.train.net;

/**
 * The {@code liae} family: what all identities have in common goes through one middle part, what is
 * an identity's own through another, and one decoder makes a picture of both (DeepFaceLab's LIAE,
 * which has two identities; here there is a middle part for each). It takes the plate's light best.
 *
 * @param config the sizes; the decoder has two levels fewer than the encoder
 */
public record LiaeNet(NetConfig config) implements SwapNet {
  static final NetFamily FAMILY =
      new NetFamily(
          "liae",
          "a common and an own middle part, one decoder: takes the plate's light best",
          LiaeNet::new,
          (size, resolution) -> size.halving("liae", resolution));

  /** Checks the sizes. */
  public LiaeNet {
    config.checkLevels(2);
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
    T both = ops.concat(common, TwoMiddles.own(ops, shared, identity, config));
    T up = Layers.upscale(ops, both, "decoder.up", 2 * config.inter(), config.interUp());
    return Layers.decoder(ops, up, "decoder", config.interUp(), config);
  }
}
