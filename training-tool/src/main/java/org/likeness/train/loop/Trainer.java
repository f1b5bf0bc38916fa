package org.likeness.train.loop;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.likeness.train.data.Batch;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.loss.SwapLoss;
import org.likeness.train.net.Growth;
import org.likeness.train.net.Initialiser;
import org.likeness.train.net.NetRegistry;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.SwapNet;
import org.likeness.train.net.TorchOps;
import org.likeness.train.net.TorchParameters;
import org.likeness.train.net.TorchRuntime;

/**
 * A network in training: its weights, the optimiser's state, and one step. All arrays and native
 * memory are its own. Not thread-safe; use it from one thread.
 */
public final class Trainer implements AutoCloseable {
  /**
   * What a step did.
   *
   * @param loss summed over the identities
   * @param colour mean absolute difference of the colour
   * @param dssim mean dissimilarity
   * @param matte mean squared difference of the matte
   * @param norm of the gradient before clipping
   */
  public record Step(double loss, double colour, double dssim, double matte, double norm) {
    /** Whether it can be used. */
    public boolean isFinite() {
      return Double.isFinite(loss) && Double.isFinite(norm);
    }
  }

  private final TrainConfig config;
  private final SwapNet net;
  private final ParameterSet set;
  private final TorchParameters parameters;
  private final float[] weights;
  private final float[] first;
  private final float[] second;
  private final float[] average;
  private final float[] gradient;
  private final AdamW optimiser;
  private final ForwardPass pass;
  private final List<ParameterSet.Spec> trained;
  private final List<ParameterSet.Spec> frozen;
  private final float[] frozenWeights;
  private final float[] frozenAverage;
  private long iteration;

  /** A fresh network. */
  public static Trainer fresh(TrainConfig config, int identities) {
    SwapNet net = NetRegistry.create(config.net());
    ParameterSet set = ParameterSet.of(net, identities);
    float[] weights = Initialiser.initialise(set, config.seed());
    int n = set.total();
    return new Trainer(config, net, set, weights, new float[n], new float[n], weights.clone(), 0);
  }

  /**
   * A network that goes on from a checkpoint, whose arrays it takes over.
   *
   * @param config may differ from the checkpoint's in anything but the network
   */
  public static Trainer resume(TrainConfig config, Checkpoint from) {
    int identities = from.header().identities().size();
    SwapNet net = NetRegistry.create(config.net());
    ParameterSet set = ParameterSet.of(net, identities);
    if (!config.net().equals(from.header().config().net())
        || set.total() != from.weights().length) {
      throw new IllegalArgumentException(
          "the checkpoint's network is "
              + from.header().config().net()
              + ", not "
              + config.net()
              + ": resume with the same network, or train into another folder");
    }
    return new Trainer(
        config,
        net,
        set,
        from.weights(),
        from.first(),
        from.second(),
        from.average(),
        from.header().iteration());
  }

  private Trainer(
      TrainConfig config,
      SwapNet net,
      ParameterSet set,
      float[] weights,
      float[] first,
      float[] second,
      float[] average,
      long iteration) {
    this.config = config;
    this.net = net;
    this.set = set;
    this.weights = weights;
    this.first = first;
    this.second = second;
    this.average = average;
    this.iteration = iteration;
    gradient = new float[set.total()];
    parameters = new TorchParameters(set, weights);
    pass =
        new ForwardPass(parameters, new SwapLoss(config.loss()), config.seed(), config.bfloat16());
    trained = config.freeze().trained(set);
    frozen = new ArrayList<>(set.specs());
    frozen.removeAll(trained);
    frozenWeights = frozen.isEmpty() ? weights : weights.clone();
    frozenAverage = frozen.isEmpty() ? average : average.clone();
    optimiser = new AdamW(weights, first, second, average);
  }

  /**
   * Learns what the identities look like, where the loss needs it.
   *
   * @param sets one for each identity
   */
  public void meet(List<TrainingSet> sets) {
    pass.loss().meet(sets);
  }

  /** How many iterations are done. */
  public long iteration() {
    return iteration;
  }

  /** How many numbers the network has. */
  public int parameterCount() {
    return set.total();
  }

  /**
   * Trains one iteration. A step whose loss or gradient is not finite leaves the weights as they
   * are.
   *
   * @param batches one for each trained identity, of the same count, of {@link #growth}'s size
   */
  public Step step(List<Batch> batches) {
    double[] sums = new double[4];
    try (PointerScope scope = new PointerScope()) {
      Tensor total = forward(batches, sums);
      parameters.gradients(total, trained, gradient);
    }
    double norm = AdamW.norm(gradient);
    Step step = new Step(sums[0], sums[1], sums[2], sums[3], norm);
    double rate = config.rateAt(iteration);
    iteration++;
    if (step.isFinite()) {
      double scale = norm > config.clip() ? config.clip() / norm : 1;
      // Early weights are far from the average's end: it begins short and grows long.
      double decay = Math.min(config.average(), (1.0 + iteration) / (10.0 + iteration));
      optimiser.step(gradient, scale, rate, config.weightDecay(), iteration, decay);
      keepFrozen();
      parameters.set(weights);
    }
    return step;
  }

  /** Whatever an optimiser does to numbers without a gradient, frozen ones stay. */
  private void keepFrozen() {
    for (ParameterSet.Spec spec : frozen) {
      int at = spec.offset();
      System.arraycopy(frozenWeights, at, weights, at, spec.count());
      System.arraycopy(frozenAverage, at, average, at, spec.count());
    }
  }

  private Tensor forward(List<Batch> batches, double[] sums) {
    SwapNet grown = net.at(growth());
    ForwardPass.Result result = pass.run(grown, batches, config.freeze().identities(), iteration);
    for (SwapLoss.Parts parts : result.parts()) {
      sums[1] += parts.colour().item_float() / batches.size();
      sums[2] += parts.dssim().item_float() / batches.size();
      sums[3] += parts.matte().item_float() / batches.size();
    }
    sums[0] = result.total().item_float();
    return result.total();
  }

  /** How far the network has grown now. */
  public Growth growth() {
    return growthAt(iteration);
  }

  /** How far the network has grown at an iteration, from 0. */
  public Growth growthAt(long at) {
    return config.growthAt(net, at);
  }

  /**
   * What the averaged network makes of crops; while it grows, at its size, enlarged.
   *
   * @param crops [count,3,S,S], encoded colour
   * @param identity whose face
   * @return face [count,3,S,S] and matte [count,1,S,S]
   */
  public SwapNet.Output<float[]> show(float[] crops, int count, int identity) {
    parameters.set(average);
    int size = config.net().resolution();
    NoGradGuard guard = new NoGradGuard();
    try (PointerScope scope = new PointerScope()) {
      Growth growth = growth();
      SwapNet grown = net.at(growth);
      TorchOps ops = TorchOps.initial(parameters, grown);
      Tensor input = Tensor.create(crops, count, 3, size, size);
      for (int s = size; s > growth.resolution(); s /= 2) {
        input = ops.smaller(input);
      }
      TorchRuntime.autocast(config.bfloat16());
      SwapNet.Output<Tensor> made;
      try {
        made = grown.decode(ops, grown.encode(ops, input), identity);
      } finally {
        TorchRuntime.autocast(false);
      }
      Tensor face = made.face();
      Tensor matte = made.matte();
      for (int s = growth.resolution(); s < size; s *= 2) {
        face = ops.larger(face);
        matte = ops.larger(matte);
      }
      return new SwapNet.Output<>(numbers(face, crops.length), numbers(matte, crops.length / 3));
    } finally {
      guard.close();
      parameters.set(weights);
    }
  }

  private static float[] numbers(Tensor tensor, int count) {
    float[] out = new float[count];
    tensor.contiguous().data_ptr_float().get(out);
    return out;
  }

  /** The whole state, copied by nobody: write it before the next step. */
  public Checkpoint checkpoint(
      List<TrainedIdentity> who, double seconds, double runningLoss, int images) {
    return new Checkpoint(
        new Checkpoint.Header(config, who, iteration, seconds, runningLoss, images),
        weights,
        first,
        second,
        average);
  }

  @Override
  public void close() {
    pass.loss().close();
    parameters.close();
  }
}
