package org.likeness.train.landmark;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.likeness.train.loop.Optimiser;
import org.likeness.train.net.Initialiser;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.TorchOps;
import org.likeness.train.net.TorchParameters;
import org.likeness.train.net.TorchRuntime;

/**
 * The landmark network in training: weights, optimiser's state, one step. Its arrays and native
 * memory are its own. Not thread-safe.
 */
final class LandmarkTrainer implements AutoCloseable {
  /**
   * What a step did.
   *
   * @param loss all of it
   * @param distance mean distance along an axis, crop pixels, weighted
   * @param visible cross-entropy
   * @param norm of the gradient
   */
  record Step(double loss, double distance, double visible, double norm) {}

  static final ParameterSet SET = ParameterSet.of(collector -> LandmarkNet.run(collector, 0));

  private final LandmarkConfig config;
  private final TorchParameters parameters;
  private final float[] weights;
  private final float[] first;
  private final float[] second;
  private final float[] average;
  private final float[] gradient = new float[SET.total()];
  private final Optimiser optimiser;
  private long iteration;

  /** A fresh one. */
  LandmarkTrainer(LandmarkConfig config) {
    this(
        config,
        List.of(
            Initialiser.initialise(SET, config.seed()),
            new float[SET.total()],
            new float[SET.total()],
            Initialiser.initialise(SET, config.seed())),
        0);
  }

  /** One that goes on; it takes over the arrays of {@link #state}. */
  LandmarkTrainer(LandmarkConfig config, List<float[]> state, long iteration) {
    this.config = config;
    this.iteration = iteration;
    weights = state.get(0);
    first = state.get(1);
    second = state.get(2);
    average = state.get(3);
    parameters = new TorchParameters(SET, weights);
    optimiser = Optimiser.adamw(weights, first, second, average);
  }

  long iteration() {
    return iteration;
  }

  /** Weights, the optimiser's two means, averaged weights. */
  List<float[]> state() {
    return List.of(weights, first, second, average);
  }

  /** Weights and averaged weights, to be changed in place between steps. */
  List<float[]> learnt() {
    return List.of(weights, average);
  }

  /** One iteration. A step that is not finite leaves the weights as they are. */
  Step step(LandmarkBatch batch) {
    double[] v = new double[3];
    try (PointerScope scope = new PointerScope()) {
      LandmarkLoss.Parts parts = LandmarkLoss.of(forward(batch), batch, config);
      v[0] = parts.total().item_float();
      v[1] = parts.distance().item_float();
      v[2] = parts.visible().item_float();
      parameters.gradients(parts.total(), gradient);
    }
    double norm = Optimiser.norm(gradient);
    double rate = config.rateAt(iteration);
    iteration++;
    if (Double.isFinite(v[0]) && Double.isFinite(norm)) {
      double scale = norm > config.clip() ? config.clip() / norm : 1;
      double decay = Math.min(config.average(), (1.0 + iteration) / (10.0 + iteration));
      optimiser.step(
          gradient, new Optimiser.Step(scale, rate, config.weightDecay(), iteration, decay));
      parameters.set(weights);
    }
    return new Step(v[0], v[1], v[2], norm);
  }

  private LandmarkNet.Output<Tensor> forward(LandmarkBatch batch) {
    Tensor input =
        Tensor.create(batch.input(), batch.count(), 3, LandmarkNet.SIZE, LandmarkNet.SIZE)
            .contiguous(torch.MemoryFormat.ChannelsLast);
    TorchRuntime.autocast(config.bfloat16());
    try {
      return LandmarkNet.run(new TorchOps(parameters), input);
    } finally {
      TorchRuntime.autocast(false);
    }
  }

  /** What the averaged network makes of crops. */
  LandmarkNet.Output<float[]> show(LandmarkBatch batch) {
    parameters.set(average);
    NoGradGuard guard = new NoGradGuard();
    try (PointerScope scope = new PointerScope()) {
      LandmarkNet.Output<Tensor> made = forward(batch);
      float[] places = new float[batch.places().length];
      float[] turn = new float[batch.turn().length];
      float[] facts = new float[batch.count() * LandmarkNet.FACTS];
      made.places().contiguous().data_ptr_float().get(places);
      float[] units = new float[batch.expression().length];
      made.units().to(torch.ScalarType.Float).contiguous().data_ptr_float().get(units);
      float[] code = new float[batch.count() * LandmarkNet.CODE];
      made.code().to(torch.ScalarType.Float).contiguous().data_ptr_float().get(code);
      made.turn().to(torch.ScalarType.Float).contiguous().data_ptr_float().get(turn);
      made.facts().to(torch.ScalarType.Float).contiguous().data_ptr_float().get(facts);
      return new LandmarkNet.Output<>(places, turn, facts, units, code);
    } finally {
      guard.close();
      parameters.set(weights);
    }
  }

  @Override
  public void close() {
    parameters.close();
  }
}
