package org.likeness.train.net;

/**
 * The {@code df} family: one encoder and one middle part for everybody, a decoder for each identity
 * (DeepFaceLab's DF). The decoder works at half the resolution and its last convolution makes four
 * pixels at once, which gives full resolution for a quarter of the work (DeepFaceLab's option d).
 *
 * @param config the sizes; the decoder has two levels fewer than the encoder
 */
public record DfNet(NetConfig config) implements SwapNet {
  static final NetFamily FAMILY =
      new NetFamily(
          "df",
          "one encoder, a decoder for each identity: keeps the identity best",
          DfNet::new,
          (size, resolution) -> size.halving("df", resolution));

  /** Checks the sizes. */
  public DfNet {
    config.checkLevels(2);
  }

  @Override
  public int codeLength() {
    return config.code();
  }

  @Override
  public <T> T code(Ops<T> ops, T input) {
    T rows = ops.flatten(Layers.down(ops, input, config));
    return ops.dense(rows, "inter.code", Layers.rows(config), config.code());
  }

  @Override
  public <T> T spread(Ops<T> ops, T code) {
    T spread = Layers.volume(ops, code, "inter", config);
    return Layers.upscale(ops, spread, "inter.up", config.inter(), config.interUp());
  }

  @Override
  public <T> Output<T> decode(Ops<T> ops, T shared, int identity) {
    return Layers.decoder(ops, shared, "decoder" + identity, config.interUp(), config);
  }
}
