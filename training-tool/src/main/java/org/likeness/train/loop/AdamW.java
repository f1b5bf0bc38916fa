package org.likeness.train.loop;

import java.util.stream.IntStream;

/**
 * Adam with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter 2019), and a running
 * average of the weights, in one pass over flat arrays. The state is three arrays, so a checkpoint
 * is exact and simple. Results do not depend on the number of threads.
 */
public final class AdamW {
  private static final int BLOCK = 1 << 16;
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final float[] weights;
  private final float[] first;
  private final float[] second;
  private final float[] average;

  /**
   * @param weights changed by {@link #step}
   * @param first running mean of the gradient, zeros to begin with
   * @param second running mean of its square, zeros to begin with
   * @param average running average of the weights, a copy of them to begin with
   */
  public AdamW(float[] weights, float[] first, float[] second, float[] average) {
    this.weights = weights;
    this.first = first;
    this.second = second;
    this.average = average;
  }

  /** Euclidean norm of a gradient, summed block by block in a fixed order. */
  public static double norm(float[] gradient) {
    int blocks = (gradient.length + BLOCK - 1) / BLOCK;
    double[] sums = new double[blocks];
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            b -> {
              double sum = 0;
              int end = Math.min(gradient.length, (b + 1) * BLOCK);
              for (int i = b * BLOCK; i < end; i++) {
                sum += (double) gradient[i] * gradient[i];
              }
              sums[b] = sum;
            });
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return Math.sqrt(total);
  }

  /**
   * One step.
   *
   * @param gradient as long as the weights
   * @param scale applied to the gradient first
   * @param rate learning rate
   * @param decay weight decay per unit of the rate
   * @param step number of this step, from 1
   * @param averageDecay decay of the running average of the weights
   */
  public void step(
      float[] gradient, double scale, double rate, double decay, long step, double averageDecay) {
    float s = (float) scale;
    float size = (float) (rate / (1 - Math.pow(BETA1, step)));
    float root = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, step)));
    float keep = (float) (1 - rate * decay);
    float fresh = (float) (1 - averageDecay);
    int blocks = (weights.length + BLOCK - 1) / BLOCK;
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            b -> {
              int end = Math.min(weights.length, (b + 1) * BLOCK);
              block(gradient, b * BLOCK, end, s, size, root, keep, fresh);
            });
  }

  private void block(
      float[] gradient,
      int from,
      int to,
      float scale,
      float size,
      float root,
      float keep,
      float fresh) {
    float[] w = weights;
    float[] m = first;
    float[] v = second;
    float[] a = average;
    for (int i = from; i < to; i++) {
      float g = gradient[i] * scale;
      float mi = BETA1 * m[i] + (1 - BETA1) * g;
      float vi = BETA2 * v[i] + (1 - BETA2) * g * g;
      float wi = w[i] * keep - size * mi / ((float) Math.sqrt(vi) * root + EPSILON);
      m[i] = mi;
      v[i] = vi;
      w[i] = wi;
      a[i] += fresh * (wi - a[i]);
    }
  }
}
