package org.likeness.train.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.likeness.train.net.ParameterSet;

/**
 * Follows a gradient: Adam with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter
 * 2019) or AdaBelief (Zhuang et al. 2020), and a running average of the weights, in one pass over
 * flat arrays. The state is three arrays, so a checkpoint is exact and simple. Results do not
 * depend on the number of threads, and only on the seed, the step's number and the arrays.
 */
public final class Optimiser {
  private static final int BLOCK = 1 << 14;

  private final OptimiserConfig how;
  private final float[] weights;
  private final float[] first;
  private final float[] second;
  private final float[] average;
  private final int seed;
  private final int[][] blocks;

  /**
   * What a step is made of, apart from the gradient.
   *
   * @param scale applied to the gradient first
   * @param rate learning rate
   * @param decay weight decay per unit of the rate
   * @param number of this step, from 1
   * @param averageDecay decay of the running average of the weights
   */
  public record Step(double scale, double rate, double decay, long number, double averageDecay) {}

  /**
   * @param how the rule
   * @param weights changed by {@link #step}
   * @param first running mean of the gradient, zeros to begin with
   * @param second running mean of its square, or of its deviation, zeros to begin with
   * @param average running average of the weights, a copy of them to begin with
   * @param trained the parameters that a step changes; all others stay as they are
   * @param seed of the choice of weights where not all are changed
   */
  public Optimiser(
      OptimiserConfig how,
      float[] weights,
      float[] first,
      float[] second,
      float[] average,
      List<ParameterSet.Spec> trained,
      long seed) {
    this.how = how;
    this.weights = weights;
    this.first = first;
    this.second = second;
    this.average = average;
    this.seed = (int) (seed ^ (seed >>> 32));
    List<int[]> ranges = new ArrayList<>();
    for (ParameterSet.Spec spec : trained) {
      for (int from = spec.offset(); from < spec.offset() + spec.count(); from += BLOCK) {
        ranges.add(new int[] {from, Math.min(from + BLOCK, spec.offset() + spec.count())});
      }
    }
    blocks = ranges.toArray(new int[0][]);
  }

  /** AdamW of all weights. */
  public static Optimiser adamw(float[] weights, float[] first, float[] second, float[] average) {
    ParameterSet.Spec all = new ParameterSet.Spec("all", new long[] {weights.length}, 0, 1, false);
    return new Optimiser(OptimiserConfig.DEFAULT, weights, first, second, average, List.of(all), 0);
  }

  /** Euclidean norm of a gradient, summed block by block in a fixed order. */
  public static double norm(float[] gradient) {
    int count = (gradient.length + BLOCK - 1) / BLOCK;
    double[] sums = new double[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            b -> {
              double s0 = 0;
              double s1 = 0;
              double s2 = 0;
              double s3 = 0;
              int end = Math.min(gradient.length, (b + 1) * BLOCK);
              int i = b * BLOCK;
              // Four sums that do not wait for each other.
              for (; i + 3 < end; i += 4) {
                s0 += (double) gradient[i] * gradient[i];
                s1 += (double) gradient[i + 1] * gradient[i + 1];
                s2 += (double) gradient[i + 2] * gradient[i + 2];
                s3 += (double) gradient[i + 3] * gradient[i + 3];
              }
              for (; i < end; i++) {
                s0 += (double) gradient[i] * gradient[i];
              }
              sums[b] = s0 + s1 + s2 + s3;
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
   */
  public void step(float[] gradient, Step step) {
    boolean belief = how.kind() == OptimiserConfig.Kind.adabelief;
    IntStream.range(0, blocks.length)
        .parallel()
        .forEach(
            b -> {
              int from = blocks[b][0];
              int to = blocks[b][1];
              if (how.changed() < 1) {
                float[] before = java.util.Arrays.copyOfRange(weights, from, to);
                move(belief, gradient, from, to, step);
                keepSome(before, from, to, step.number());
              } else {
                move(belief, gradient, from, to, step);
              }
              follow(from, to, (float) (1 - step.averageDecay()));
            });
  }

  private void move(boolean belief, float[] gradient, int from, int to, Step step) {
    float scale = (float) step.scale();
    float size = (float) (step.rate() / (1 - Math.pow(how.beta1(), step.number())));
    float root = (float) (1 / Math.sqrt(1 - Math.pow(how.beta2(), step.number())));
    float keep = (float) (1 - step.rate() * step.decay());
    if (belief) {
      belief(gradient, from, to, scale, size, root, keep);
    } else {
      adamw(gradient, from, to, scale, size, root, keep);
    }
  }

  private void adamw(
      float[] gradient, int from, int to, float scale, float size, float root, float keep) {
    float[] w = weights;
    float[] m = first;
    float[] v = second;
    float b1 = (float) how.beta1();
    float b2 = (float) how.beta2();
    float c1 = (float) (1 - how.beta1());
    float c2 = (float) (1 - how.beta2());
    float epsilon = (float) how.epsilon();
    for (int i = from; i < to; i++) {
      float g = gradient[i] * scale;
      float mi = b1 * m[i] + c1 * g;
      float vi = b2 * v[i] + c2 * g * g;
      w[i] = w[i] * keep - size * mi / ((float) Math.sqrt(vi) * root + epsilon);
      m[i] = mi;
      v[i] = vi;
    }
  }

  private void belief(
      float[] gradient, int from, int to, float scale, float size, float root, float keep) {
    float[] w = weights;
    float[] m = first;
    float[] s = second;
    float b1 = (float) how.beta1();
    float b2 = (float) how.beta2();
    float c1 = (float) (1 - how.beta1());
    float c2 = (float) (1 - how.beta2());
    float epsilon = (float) how.epsilon();
    for (int i = from; i < to; i++) {
      float g = gradient[i] * scale;
      float mi = b1 * m[i] + c1 * g;
      float off = g - mi;
      float si = b2 * s[i] + c2 * off * off + epsilon;
      w[i] = w[i] * keep - size * mi / ((float) Math.sqrt(si) * root + epsilon);
      m[i] = mi;
      s[i] = si;
    }
  }

  /** Puts back the weights that this step is not to change. */
  private void keepSome(float[] before, int from, int to, long number) {
    int limit = (int) Math.round(how.changed() * (1 << 24));
    int salt = mix(seed + 0x9e3779b9 * (int) number);
    for (int i = from; i < to; i++) {
      if (mix(salt ^ i * 0x85ebca6b) >>> 8 >= limit) {
        weights[i] = before[i - from];
      }
    }
  }

  /** Spreads every bit of a number over all of it (the finish of MurmurHash3). */
  private static int mix(int value) {
    int x = value;
    x = (x ^ x >>> 16) * 0x85ebca6b;
    x = (x ^ x >>> 13) * 0xc2b2ae35;
    return x ^ x >>> 16;
  }

  private void follow(int from, int to, float fresh) {
    float[] w = weights;
    float[] a = average;
    for (int i = from; i < to; i++) {
      a[i] += fresh * (w[i] - a[i]);
    }
  }
}
