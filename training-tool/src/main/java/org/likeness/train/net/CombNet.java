package org.likeness.train.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The {@code comb} family: one encoder, and a decoder for each of any number of identities, which
 * grow together from small pictures to large ones (J. Naruniec et al., "High-Resolution Neural Face
 * Swapping for Visual Effects", 2020; the growth is that of T. Karras et al., 2018). Each level has
 * two 3×3 convolutions in the encoder, the second of which halves the size, and two in a decoder,
 * the first of which doubles it by a pixel shuffle; 1×1 convolutions lead from and to colour.
 *
 * @param config the sizes; the decoder has as many levels as the encoder
 * @param growth how far it has grown
 */
public record CombNet(NetConfig config, Growth growth) implements SwapNet {
  static final NetFamily FAMILY =
      new NetFamily(
          "comb",
          "grows from small pictures to large ones, a decoder for each of many identities",
          CombNet::new,
          (size, resolution) -> size.doubling("comb", resolution));

  /** Checks the sizes. */
  public CombNet {
    config.checkLevels(0);
  }

  /** Grown up. */
  public CombNet(NetConfig config) {
    this(config, Growth.full(config.resolution()));
  }

  @Override
  public List<Integer> levels() {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < config.encoder().size(); i++) {
      int side = side(i);
      if (side >= GrowthConfig.SMALLEST) {
        out.add(side);
      }
    }
    Collections.reverse(out);
    return out;
  }

  @Override
  public SwapNet at(Growth at) {
    if (!levels().contains(at.resolution())) {
      throw new IllegalArgumentException(
          "the network cannot work at " + at.resolution() + " px, but at " + levels());
    }
    return new CombNet(config, at);
  }

  @Override
  public List<SwapNet> forms() {
    List<SwapNet> out = new ArrayList<>();
    for (int side : levels()) {
      out.add(0, new CombNet(config, Growth.full(side)));
    }
    return out;
  }

  @Override
  public int codeLength() {
    return config.code();
  }

  @Override
  public <T> T code(Ops<T> ops, T input) {
    int first = level();
    T x = fromColour(ops, input, first);
    for (int i = first; i < config.encoder().size(); i++) {
      int width = config.encoder().get(i);
      int out = i + 1 < config.encoder().size() ? config.encoder().get(i + 1) : width;
      String name = "encoder.s" + side(i);
      x = ops.leaky(ops.conv(x, name + ".a", width, width, 3, 1));
      x = ops.leaky(ops.conv(x, name + ".b", width, out, 3, 2));
      if (i == first && fades()) {
        x = blend(ops, x, fromColour(ops, ops.smaller(input), first + 1));
      }
    }
    return ops.dense(ops.flatten(x), "inter.code", Layers.rows(config), config.code());
  }

  @Override
  public <T> T spread(Ops<T> ops, T code) {
    return Layers.volume(ops, code, "inter", config);
  }

  @Override
  public <T> Output<T> decode(Ops<T> ops, T shared, int identity) {
    String name = "decoder" + identity;
    int last = level();
    int in = config.inter();
    T x = shared;
    T before = x;
    for (int i = config.encoder().size() - 1; i >= last; i--) {
      int out = width(i);
      String level = name + ".s" + side(i);
      before = x;
      x = Layers.upscale(ops, x, level + ".a", in, out);
      x = ops.leaky(ops.conv(x, level + ".b", out, out, 3, 1));
      in = out;
    }
    T colour = toColour(ops, x, name, last);
    if (fades()) {
      colour = blend(ops, colour, ops.larger(toColour(ops, before, name, last + 1)));
    }
    T out = ops.sigmoid(colour);
    return new Output<>(ops.channels(out, 0, 3), ops.channels(out, 3, 1));
  }

  private <T> T fromColour(Ops<T> ops, T input, int level) {
    int width = config.encoder().get(level);
    return ops.leaky(ops.conv(input, "encoder.rgb" + side(level), 3, width, 1, 1));
  }

  private <T> T toColour(Ops<T> ops, T x, String name, int level) {
    return ops.conv(x, name + ".rgb" + side(level), width(level), 4, 1, 1);
  }

  private <T> T blend(Ops<T> ops, T newest, T before) {
    return ops.add(ops.scale(newest, growth.fade()), ops.scale(before, 1 - growth.fade()));
  }

  private boolean fades() {
    return growth.fade() < 1 && level() + 1 < config.encoder().size();
  }

  /** Channels of a decoder at a level. */
  private int width(int level) {
    return config.decoder().get(config.decoder().size() - 1 - level);
  }

  private int side(int level) {
    return config.resolution() >> level;
  }

  /** The level that makes pictures now; 0 is full size. */
  private int level() {
    return Integer.numberOfTrailingZeros(config.resolution() / growth.resolution());
  }
}
