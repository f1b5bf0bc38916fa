package org.likeness.train.rendered;

import java.util.List;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.likeness.train.loop.Optimiser;
import org.likeness.train.loop.OptimiserConfig;
import org.likeness.train.net.Initialiser;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.TorchParameters;

/**
 * A small network of the product's own in training: weights, optimiser's state, one step. Arrays
 * and native memory are its own. Not thread-safe.
 *
 * @param <B> samples of an iteration
 */
public abstract class NetTrainer<B> implements AutoCloseable {
  /** Where the weights are for libtorch. */
  protected final TorchParameters parameters;

  private final RenderedConfig config;
  private final float[] weights;
  private final float[] first;
  private final float[] second;
  private final float[] average;
  private final float[] gradient;
  private final Optimiser optimiser;
  private long iteration;

  /**
   * @param config how the weights follow the gradient
   * @param state arrays of {@link #state}, which it takes over
   * @param iteration how many are done
   * @param learns which parameters a step changes
   */
  protected NetTrainer(
      ParameterSet set,
      RenderedConfig config,
      List<float[]> state,
      long iteration,
      Predicate<ParameterSet.Spec> learns) {
    this.config = config;
    this.iteration = iteration;
    weights = state.get(0);
    first = state.get(1);
    second = state.get(2);
    average = state.get(3);
    gradient = new float[set.total()];
    parameters = new TorchParameters(set, weights);
    optimiser =
        new Optimiser(
            OptimiserConfig.DEFAULT,
            weights,
            first,
            second,
            average,
            set.specs().stream().filter(learns).toList(),
            0);
  }

  /** The state to begin with: random weights, or given ones. */
  public static List<float[]> fresh(ParameterSet set, long seed, float @Nullable [] weights) {
    float[] w = weights == null ? Initialiser.initialise(set, seed) : weights.clone();
    return List.of(w, new float[set.total()], new float[set.total()], w.clone());
  }

  /** How many iterations are done. */
  public final long iteration() {
    return iteration;
  }

  /** Weights, the optimiser's two means, averaged weights. */
  public final List<float[]> state() {
    return List.of(weights, first, second, average);
  }

  /** Weights and averaged weights, to be changed in place between steps. */
  public final List<float[]> learnt() {
    return List.of(weights, average);
  }

  /** Scalars, the first of which is trained on. Called within a {@code PointerScope}. */
  protected abstract List<Tensor> losses(B batch);

  /**
   * One iteration. A step that is not finite leaves the weights as they are.
   *
   * @return the losses, then the gradient's norm
   */
  public final double[] step(B batch) {
    double[] v;
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> losses = losses(batch);
      v = new double[losses.size() + 1];
      for (int i = 0; i < losses.size(); i++) {
        v[i] = losses.get(i).item_float();
      }
      parameters.gradients(losses.get(0), gradient);
    }
    double norm = Optimiser.norm(gradient);
    v[v.length - 1] = norm;
    double rate = config.rateAt(iteration);
    iteration++;
    if (Double.isFinite(v[0]) && Double.isFinite(norm)) {
      double scale = norm > config.clip() ? config.clip() / norm : 1;
      double decay = Math.min(config.average(), (1.0 + iteration) / (10.0 + iteration));
      optimiser.step(
          gradient, new Optimiser.Step(scale, rate, config.weightDecay(), iteration, decay));
      parameters.set(weights);
    }
    return v;
  }

  /** Lays the averaged weights under what libtorch computes, or the newest again. */
  protected final void useAverage(boolean averaged) {
    parameters.set(averaged ? average : weights);
  }

  @Override
  public final void close() {
    parameters.close();
  }
}
