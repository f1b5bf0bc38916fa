package org.likeness.train.net;

/**
 * The {@code df} family: one encoder and one middle part for everybody, a decoder for each identity
 * (DeepFaceLab's DF). The decoder works at half the resolution and its last convolution makes four
 * pixels at once, which gives full resolution for a quarter of the work (DeepFaceLab's option d).
 *
 * @param config the sizes
 */
public record DfNet(NetConfig config) implements SwapNet {
  @Override
  public <T> T encode(Ops<T> ops, T input) {
    int channels = 3;
    T x = input;
    for (int i = 0; i < 4; i++) {
      int out = config.encoder().get(i);
      x = ops.leaky(ops.conv(x, "encoder.down" + i, channels, out, 5, 2));
      channels = out;
    }
    int side = config.resolution() / 16;
    T code = ops.dense(ops.flatten(x), "inter.code", channels * side * side, config.code());
    T volume = ops.dense(code, "inter.volume", config.code(), config.inter() * side * side);
    T spread = ops.volume(volume, config.inter(), side, side);
    return upscale(ops, spread, "inter.up", config.inter(), config.interUp());
  }

  @Override
  public <T> Output<T> decode(Ops<T> ops, T shared, int identity) {
    String name = "decoder" + identity;
    int first = config.decoder().get(0);
    int last = config.decoder().get(1);
    T x = upscale(ops, shared, name + ".up0", config.interUp(), first);
    x = upscale(ops, x, name + ".up1", first, last);
    for (int i = 0; i < config.residuals(); i++) {
      T y = ops.leaky(ops.conv(x, name + ".res" + i + ".a", last, last, 3, 1));
      x = ops.leaky(ops.add(x, ops.conv(y, name + ".res" + i + ".b", last, last, 3, 1)));
    }
    T out = ops.sigmoid(ops.shuffle(ops.convToShuffle(x, name + ".out", last, 16)));
    return new Output<>(ops.channels(out, 0, 3), ops.channels(out, 3, 1));
  }

  private static <T> T upscale(Ops<T> ops, T x, String name, int in, int out) {
    return ops.shuffle(ops.leaky(ops.convToShuffle(x, name, in, 4 * out)));
  }
}
