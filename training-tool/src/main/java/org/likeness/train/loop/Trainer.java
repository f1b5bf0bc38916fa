package org.likeness.train.loop;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.likeness.train.data.Batch;
import org.likeness.train.loss.SwapLoss;
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
  private final int identities;
  private final SwapNet net;
  private final ParameterSet set;
  private final TorchParameters parameters;
  private final SwapLoss loss;
  private final float[] weights;
  private final float[] first;
  private final float[] second;
  private final float[] average;
  private final float[] gradient;
  private final AdamW optimiser;
  private long iteration;

  /** A fresh network. */
  public static Trainer fresh(TrainConfig config, int identities) {
    SwapNet net = NetRegistry.create(config.net());
    ParameterSet set = ParameterSet.of(net, identities);
    float[] weights = Initialiser.initialise(set, config.seed());
    int n = set.total();
    return new Trainer(
        config, identities, net, set, weights, new float[n], new float[n], weights.clone(), 0);
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
        identities,
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
      int identities,
      SwapNet net,
      ParameterSet set,
      float[] weights,
      float[] first,
      float[] second,
      float[] average,
      long iteration) {
    this.config = config;
    this.identities = identities;
    this.net = net;
    this.set = set;
    this.weights = weights;
    this.first = first;
    this.second = second;
    this.average = average;
    this.iteration = iteration;
    gradient = new float[set.total()];
    parameters = new TorchParameters(set, weights);
    loss = new SwapLoss(config.loss());
    optimiser = new AdamW(weights, first, second, average);
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
   * @param batches one for each identity, of the same count
   */
  public Step step(List<Batch> batches) {
    double[] sums = new double[4];
    try (PointerScope scope = new PointerScope()) {
      Tensor total = forward(batches, sums);
      parameters.gradients(total, gradient);
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
      parameters.set(weights);
    }
    return step;
  }

  private Tensor forward(List<Batch> batches, double[] sums) {
    int count = batches.get(0).count();
    int size = config.net().resolution();
    TorchOps ops = TorchOps.initial(parameters, net);
    TensorVector inputs = new TensorVector();
    for (Batch batch : batches) {
      inputs.push_back(Tensor.create(batch.input(), count, 3, size, size));
    }
    Tensor input = torch.cat(inputs, 0).contiguous(torch.MemoryFormat.ChannelsLast);
    List<SwapNet.Output<Tensor>> made = new ArrayList<>();
    TorchRuntime.autocast(config.bfloat16());
    try {
      Tensor shared = net.encode(ops, input);
      for (int i = 0; i < identities; i++) {
        made.add(net.decode(ops, shared.narrow(0, (long) i * count, count), i));
      }
    } finally {
      TorchRuntime.autocast(false);
    }
    Tensor total = null;
    for (int i = 0; i < identities; i++) {
      SwapLoss.Parts parts = loss.of(made.get(i), batches.get(i));
      total = total == null ? parts.total() : total.add(parts.total());
      sums[1] += parts.colour().item_float() / identities;
      sums[2] += parts.dssim().item_float() / identities;
      sums[3] += parts.matte().item_float() / identities;
    }
    if (total == null) {
      throw new IllegalArgumentException("a training needs at least one identity");
    }
    sums[0] = total.item_float();
    return total;
  }

  /**
   * What the averaged network makes of crops.
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
      TorchOps ops = TorchOps.initial(parameters, net);
      Tensor input = Tensor.create(crops, count, 3, size, size);
      TorchRuntime.autocast(config.bfloat16());
      SwapNet.Output<Tensor> made;
      try {
        made = net.decode(ops, net.encode(ops, input), identity);
      } finally {
        TorchRuntime.autocast(false);
      }
      float[] face = new float[crops.length];
      float[] matte = new float[crops.length / 3];
      made.face().contiguous().data_ptr_float().get(face);
      made.matte().contiguous().data_ptr_float().get(matte);
      return new SwapNet.Output<>(face, matte);
    } finally {
      guard.close();
      parameters.set(weights);
    }
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
    parameters.close();
  }
}
