package org.likeness.train.net;

/** Groups of layers that several families use. */
final class Layers {
  private Layers() {}

  /** The encoder: a 5×5 convolution of stride 2 for each level. */
  static <T> T down(Ops<T> ops, T input, NetConfig config) {
    int channels = 3;
    T x = input;
    for (int i = 0; i < config.encoder().size(); i++) {
      int out = config.encoder().get(i);
      x = ops.leaky(ops.conv(x, "encoder.down" + i, channels, out, 5, 2));
      channels = out;
    }
    return x;
  }

  /** How many numbers {@link #down} gives of a crop. */
  static int rows(NetConfig config) {
    int side = config.smallest();
    return config.encoder().get(config.encoder().size() - 1) * side * side;
  }

  /** The smallest volume, from a code. */
  static <T> T volume(Ops<T> ops, T code, String name, NetConfig config) {
    int side = config.smallest();
    int numbers = config.inter() * side * side;
    return ops.volume(
        ops.dense(code, name + ".volume", config.code(), numbers), config.inter(), side, side);
  }

  /** From an eighth of the resolution (with four levels in the encoder) to a picture. */
  static <T> SwapNet.Output<T> decoder(
      Ops<T> ops, T shared, String name, int in, NetConfig config) {
    T x = shared;
    int width = in;
    for (int i = 0; i < config.decoder().size(); i++) {
      int out = config.decoder().get(i);
      x = upscale(ops, x, name + ".up" + i, width, out);
      width = out;
    }
    for (int i = 0; i < config.residuals(); i++) {
      x = residual(ops, x, name + ".res" + i, width);
    }
    T out = ops.sigmoid(ops.shuffle(ops.convToShuffle(x, name + ".out", width, 16)));
    return new SwapNet.Output<>(ops.channels(out, 0, 3), ops.channels(out, 3, 1));
  }

  /** Two convolutions beside a straight way. */
  static <T> T residual(Ops<T> ops, T x, String name, int width) {
    T y = ops.leaky(ops.conv(x, name + ".a", width, width, 3, 1));
    return ops.leaky(ops.add(x, ops.conv(y, name + ".b", width, width, 3, 1)));
  }

  /** Twice the size by a convolution and a pixel shuffle. */
  static <T> T upscale(Ops<T> ops, T x, String name, int in, int out) {
    return ops.shuffle(ops.leaky(ops.convToShuffle(x, name, in, 4 * out)));
  }
}
