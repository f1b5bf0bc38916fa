package org.likeness.train.loop;

import org.likeness.train.net.Ops;

/**
 * Adds up what a network's layers keep until their derivatives are taken. Every result of a layer
 * is kept: the next one needs it.
 */
final class ActivationOps implements Ops<ActivationOps.Size> {
  /**
   * A value of one sample.
   *
   * @param channels C
   * @param pixels H·W
   * @param bytes of a number
   */
  record Size(long channels, long pixels, int bytes) {
    long total() {
      return channels * pixels * bytes;
    }
  }

  private final int wide;
  private long kept;
  private long largest;

  /**
   * @param bfloat16 whether convolutions and products run in bfloat16
   */
  ActivationOps(boolean bfloat16) {
    wide = bfloat16 ? 2 : 4;
  }

  /** Bytes kept for one sample. */
  long kept() {
    return kept;
  }

  /** Bytes of the largest value of one sample. */
  long largest() {
    return largest;
  }

  private Size keep(Size size) {
    kept += size.total();
    largest = Math.max(largest, size.total());
    return size;
  }

  /** Products take their input in their own width. */
  private void cast(Size x) {
    if (x.bytes() != wide) {
      keep(new Size(x.channels(), x.pixels(), wide));
    }
  }

  @Override
  public Size conv(Size x, String name, int in, int out, int kernel, int stride) {
    cast(x);
    return keep(new Size(out, x.pixels() / ((long) stride * stride), wide));
  }

  @Override
  public Size convToShuffle(Size x, String name, int in, int out) {
    return conv(x, name, in, out, 3, 1);
  }

  @Override
  public Size dense(Size x, String name, int in, int out) {
    cast(x);
    return keep(new Size(out, 1, wide));
  }

  @Override
  public Size leaky(Size x) {
    return keep(x);
  }

  @Override
  public Size shuffle(Size x) {
    return keep(new Size(x.channels() / 4, x.pixels() * 4, x.bytes()));
  }

  @Override
  public Size flatten(Size x) {
    return keep(new Size(x.channels() * x.pixels(), 1, x.bytes()));
  }

  @Override
  public Size volume(Size x, int c, int h, int w) {
    return keep(new Size(c, (long) h * w, x.bytes()));
  }

  @Override
  public Size add(Size a, Size b) {
    return keep(larger(a, b));
  }

  @Override
  public Size multiply(Size a, Size b) {
    return keep(larger(a, b));
  }

  private static Size larger(Size a, Size b) {
    return a.total() >= b.total() ? a : b;
  }

  @Override
  public Size scale(Size x, double by) {
    return keep(x);
  }

  @Override
  public Size concat(Size a, Size b) {
    int bytes = Math.max(a.bytes(), b.bytes());
    return keep(new Size(a.channels() + b.channels(), a.pixels(), bytes));
  }

  @Override
  public Size larger(Size x) {
    return keep(new Size(x.channels(), x.pixels() * 4, x.bytes()));
  }

  @Override
  public Size smaller(Size x) {
    return keep(new Size(x.channels(), x.pixels() / 4, x.bytes()));
  }

  @Override
  public Size clip(Size x, double least, double most) {
    return keep(x);
  }

  @Override
  public Size constant(String name, float[] values, long... shape) {
    return new Size(values.length, 1, 4);
  }

  @Override
  public Size control(String id) {
    return new Size(1, 1, 4);
  }

  @Override
  public Size sigmoid(Size x) {
    keep(new Size(x.channels(), x.pixels(), 4));
    return keep(new Size(x.channels(), x.pixels(), 4));
  }

  @Override
  public Size channels(Size x, int from, int count) {
    return new Size(count, x.pixels(), x.bytes());
  }

  @Override
  public Size places(Size x, int count, int side) {
    keep(new Size(count, x.pixels(), 4));
    return keep(new Size(count, 2, 4));
  }
}
