package org.likeness.train.net;

/**
 * The operations that a network may use. A network is written once against this interface and runs
 * on every back end: one collects the parameters' shapes, one computes with libtorch, one writes an
 * ONNX graph. So the exported file cannot drift away from what was trained.
 *
 * <p>Volumes are [N,C,H,W], rows are [N,C].
 *
 * @param <T> the back end's value
 */
public interface Ops<T> {
  /** Slope of {@link #leaky} below zero. */
  double LEAK = 0.1;

  /**
   * Convolution with a bias and zero padding of {@code kernel / 2} on every side.
   *
   * @param x [N,in,H,W]
   * @param name parameters {@code name.weight} [out,in,kernel,kernel] and {@code name.bias} [out]
   * @param kernel odd
   * @param stride 1 or 2
   */
  T conv(T x, String name, int in, int out, int kernel, int stride);

  /**
   * As {@link #conv} with stride 1 and a kernel of 3, for a result that {@link #shuffle} unfolds.
   */
  T convToShuffle(T x, String name, int in, int out);

  /**
   * Fully connected layer with a bias.
   *
   * @param x [N,in]
   * @param name parameters {@code name.weight} [out,in] and {@code name.bias} [out]
   */
  T dense(T x, String name, int in, int out);

  /** Leaky rectifier of slope {@link #LEAK}. */
  T leaky(T x);

  /** Pixel shuffle by 2: [N,4C,H,W] → [N,C,2H,2W], channel-row-column order. */
  T shuffle(T x);

  /** [N,C,H,W] → [N,C·H·W]. */
  T flatten(T x);

  /** [N,c·h·w] → [N,c,h,w]. */
  T volume(T x, int c, int h, int w);

  /** Sum; axes of length 1 stretch, and an axis may be missing in front. */
  T add(T a, T b);

  /** Product of each pair of numbers; axes of length 1 stretch, as in {@link #add}. */
  T multiply(T a, T b);

  /** {@code x} times a number. */
  T scale(T x, double by);

  /** One after the other along the channels: two volumes or two rows. */
  T concat(T a, T b);

  /** Twice the size, each pixel four times: [N,C,H,W] → [N,C,2H,2W]. */
  T larger(T x);

  /** Half the size, the mean of four pixels: [N,C,H,W] → [N,C,H/2,W/2]. */
  T smaller(T x);

  /** Limited to {@code least .. most}, in float32. */
  T clip(T x, double least, double most);

  /**
   * Fixed numbers.
   *
   * @param name the same name has the same numbers everywhere
   */
  T constant(String name, float[] values, long... shape);

  /**
   * The value of an optional input of the network.
   *
   * @param id one of {@link SwapNet#controls}
   * @return [1]
   */
  T control(String id);

  /**
   * Which channels a control has taken, 0..1 each: the first {@code control · channels} of them. A
   * back end that trains may choose them at random instead.
   *
   * @param id a control of range 0..1
   * @return [1 or N,channels,1,1]
   */
  default T taken(String id, int channels) {
    float[] before = new float[channels];
    for (int i = 0; i < channels; i++) {
      before[i] = -i;
    }
    T ramp = constant("before_" + channels, before, 1, channels, 1, 1);
    return clip(add(scale(control(id), channels), ramp), 0, 1);
  }

  /** Logistic function, always in float32. */
  T sigmoid(T x);

  /** Channels {@code from .. from+count-1} of a volume or a row. */
  T channels(T x, int from, int count);

  /**
   * Where the weight of each channel lies: softmax over the channel's pixels, then the mean of
   * their centres (D. Luvizon et al., "Human pose regression by combining indirect part detection
   * and contextual information", 2017).
   *
   * @param x [N,count,side,side]
   * @return [N,count,2], x and y, 0..1 from edge to edge, always in float32
   */
  T places(T x, int count, int side);

  /** Centres of a square's pixels, x and y by turns, row by row, 0..1 from edge to edge. */
  static float[] centres(int side) {
    float[] out = new float[2 * side * side];
    for (int i = 0; i < side * side; i++) {
      out[2 * i] = (i % side + 0.5f) / side;
      out[2 * i + 1] = (i / side + 0.5f) / side;
    }
    return out;
  }
}
