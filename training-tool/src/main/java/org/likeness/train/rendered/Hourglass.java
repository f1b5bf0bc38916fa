package org.likeness.train.rendered;

import org.likeness.train.net.Ops;

/** Blocks that the product's own networks are made of; parameters are named by the block. */
public final class Hourglass {
  private Hourglass() {}

  /** Half the side. */
  public static <T> T down(Ops<T> ops, T x, String name, int in, int out) {
    return block(ops, ops.leaky(ops.conv(x, name, in, out, 3, 2)), name + ".block", out);
  }

  /** A residual block. */
  public static <T> T block(Ops<T> ops, T x, String name, int width) {
    T y = ops.leaky(ops.conv(x, name + ".a", width, width, 3, 1));
    return ops.leaky(ops.add(x, ops.conv(y, name + ".b", width, width, 3, 1)));
  }

  /** Twice the side, and what the way down had there. */
  public static <T> T up(Ops<T> ops, T x, String name, int in, int out, T skip) {
    T larger = ops.shuffle(ops.convToShuffle(x, name, in, 4 * out));
    return ops.leaky(ops.add(larger, ops.conv(skip, name + ".skip", out, out, 1, 1)));
  }
}
