package org.likeness.train.loop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.likeness.train.net.Freeze;
import org.likeness.train.net.Initialiser;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.TorchParameters;

/**
 * The parameters of one network in training: weights, the optimiser's state, and a step. Arrays and
 * native memory are its own. Not thread-safe.
 */
public final class Learner implements AutoCloseable {
  private final String name;
  private final ParameterSet set;
  private final TorchParameters parameters;
  private final List<float[]> state;
  private final float[] gradient;
  private float[] part = new float[0];
  private final List<ParameterSet.Spec> trained;
  private final Optimiser optimiser;

  /**
   * A fresh network.
   *
   * @param name of the network in checkpoints, empty for the swapping network
   * @param freeze parts that are not trained
   */
  public static Learner fresh(String name, ParameterSet set, TrainConfig config, Freeze freeze) {
    return begin(name, set, Initialiser.initialise(set, config.seed()), config, freeze);
  }

  /** A network that begins with given weights, which it takes over. */
  public static Learner begin(
      String name, ParameterSet set, float[] weights, TrainConfig config, Freeze freeze) {
    int n = set.total();
    List<float[]> state = List.of(weights, new float[n], new float[n], weights.clone());
    return new Learner(name, set, state, config, freeze);
  }

  /**
   * A network that goes on from a checkpoint, whose arrays it takes over.
   *
   * @throws IllegalArgumentException if the checkpoint holds another number of parameters
   */
  public static Learner resume(
      String name, ParameterSet set, TrainConfig config, Freeze freeze, Checkpoint from) {
    List<float[]> state =
        WeightFile.FOUR.stream().map(part -> from.get(Checkpoint.part(name, part))).toList();
    if (state.stream().anyMatch(part -> part.length != set.total())) {
      throw new IllegalArgumentException(
          "the checkpoint holds "
              + state.get(0).length
              + " numbers of a network that has "
              + set.total());
    }
    return new Learner(name, set, state, config, freeze);
  }

  private Learner(
      String name, ParameterSet set, List<float[]> state, TrainConfig config, Freeze freeze) {
    this.name = name;
    this.set = set;
    this.state = state;
    gradient = new float[set.total()];
    parameters = new TorchParameters(set, state.get(0));
    trained = freeze.trained(set);
    optimiser =
        new Optimiser(
            config.optimiser(),
            state.get(0),
            state.get(1),
            state.get(2),
            state.get(3),
            trained,
            config.seed());
  }

  /** The parameters, to compute with. */
  public TorchParameters parameters() {
    return parameters;
  }

  /** How many numbers it has. */
  public int total() {
    return set.total();
  }

  /**
   * Computes the gradient of a loss for the next {@link #step}.
   *
   * @param share the loss's part in the gradient, 0..1
   * @param first whether it is the first of the step; others are added to it
   */
  public void gradients(Tensor loss, double share, boolean first) {
    if (first && share == 1) {
      parameters.gradients(loss, trained, gradient);
      return;
    }
    if (part.length == 0) {
      part = new float[gradient.length];
    }
    parameters.gradients(loss, trained, part);
    float by = (float) share;
    if (first) {
      for (int i = 0; i < part.length; i++) {
        gradient[i] = by * part[i];
      }
    } else {
      for (int i = 0; i < part.length; i++) {
        gradient[i] += by * part[i];
      }
    }
  }

  /** Adds a gradient that was computed elsewhere. */
  void add(float[] more) {
    for (int i = 0; i < more.length; i++) {
      gradient[i] += more[i];
    }
  }

  /** The same parameters on further devices. */
  Replicas replicas(List<String> devices) {
    return new Replicas(devices, set, state.get(0), trained);
  }

  /** The weights, not copied. */
  float[] weights() {
    return state.get(0);
  }

  /** Euclidean norm of the gradient. */
  public double norm() {
    return Optimiser.norm(gradient);
  }

  /**
   * Follows the gradient.
   *
   * @param config of the training
   * @param rate learning rate
   * @param norm of the gradient
   * @param step number of the step, from 1
   */
  public void step(TrainConfig config, double rate, double norm, long step) {
    double scale = norm > config.clip() ? config.clip() / norm : 1;
    // Early weights are far from the average's end: it begins short and grows long.
    double decay = Math.min(config.average(), (1.0 + step) / (10.0 + step));
    optimiser.step(gradient, new Optimiser.Step(scale, rate, config.weightDecay(), step, decay));
    parameters.set(state.get(0));
  }

  /** Shows with averaged weights, until {@link #showWeights}. */
  public void showAverage() {
    parameters.set(state.get(3));
  }

  /** Goes back to the weights that are trained. */
  public void showWeights() {
    parameters.set(state.get(0));
  }

  /** Its arrays by their names in a checkpoint; not copied. */
  public Map<String, float[]> parts() {
    Map<String, float[]> parts = new LinkedHashMap<>();
    WeightFile.named(state).forEach((part, v) -> parts.put(Checkpoint.part(name, part), v));
    return parts;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
