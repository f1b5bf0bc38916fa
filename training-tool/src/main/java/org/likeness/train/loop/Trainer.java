package org.likeness.train.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.likeness.train.data.Batch;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.loss.LossWeights;
import org.likeness.train.loss.SwapLoss;
import org.likeness.train.net.Growth;
import org.likeness.train.net.NetRegistry;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.SwapNet;

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

  private final SwapNet net;
  private final Learner learner;
  private TrainConfig config;
  private ForwardPass pass;
  private List<TrainingSet> met = List.of();
  private final List<String> lineage;
  private volatile @Nullable Adversary adversary;
  private @Nullable Replicas replicas;

  /** Held while the state goes from one iteration's to the next, or is written. */
  private final Object moving = new Object();

  private BooleanSupplier stopped = () -> false;
  private volatile long iteration;

  /** A fresh network. */
  public static Trainer fresh(TrainConfig config, int identities) {
    return begin(config, identities, Start.fresh(config, identities));
  }

  /**
   * A network that begins somewhere.
   *
   * @param start its weights are taken over
   */
  public static Trainer begin(TrainConfig config, int identities, Start start) {
    SwapNet net = NetRegistry.create(config.net());
    ParameterSet set = ParameterSet.of(net, identities);
    Learner learner = Learner.begin("", set, start.weights(), config, config.freeze());
    return new Trainer(config, net, learner, null, 0, start.lineage());
  }

  /**
   * A network that goes on from a checkpoint, whose arrays it takes over.
   *
   * @param config may differ from the checkpoint's in anything but the network and the rule by
   *     which the weights follow the gradient
   */
  public static Trainer resume(TrainConfig config, Checkpoint from) {
    TrainConfig before = from.header().config();
    SwapNet net = NetRegistry.create(config.net());
    ParameterSet set = ParameterSet.of(net, from.header().identities().size());
    if (!config.net().equals(before.net()) || set.total() != from.weights().length) {
      throw new IllegalArgumentException(
          "the checkpoint's network is "
              + before.net()
              + ", not "
              + config.net()
              + ": resume with the same network, or train into another folder");
    }
    if (config.optimiser().kind() != before.optimiser().kind()) {
      throw new IllegalArgumentException(
          "optimiser.kind is "
              + config.optimiser().kind()
              + ", the checkpoint's is "
              + before.optimiser().kind()
              + ", and its running means cannot be taken over: leave the setting out, or train into"
              + " another folder");
    }
    return new Trainer(
        config.growingAs(before),
        net,
        Learner.resume("", set, config, config.freeze(), from),
        from,
        from.header().iteration(),
        from.header().lineage());
  }

  private Trainer(
      TrainConfig config,
      SwapNet net,
      Learner learner,
      @Nullable Checkpoint from,
      long iteration,
      List<String> lineage) {
    this.lineage = List.copyOf(lineage);
    if (config.loss().gan() > 0) {
      adversary = Adversary.of(config, from);
    }
    this.config = config;
    this.net = net;
    this.learner = learner;
    this.iteration = iteration;
    pass = pass(config.lossAt(iteration));
  }

  private ForwardPass pass(LossWeights weights) {
    return new ForwardPass(
        learner.parameters(), new SwapLoss(weights), config.seed(), config.bfloat16());
  }

  /** What it is trained with. */
  public TrainConfig config() {
    return config;
  }

  /** Goes on with other settings; only those of {@link RunControl#CHANGEABLE} may differ. */
  public void config(TrainConfig changed) {
    synchronized (moving) {
      config = changed;
    }
  }

  /**
   * Looks from now on between the parts of a step, and before each picture, whether to stop there;
   * then {@link #step} and {@link #show} throw {@link Stopped}.
   */
  public void stopWhen(BooleanSupplier asked) {
    stopped = asked;
  }

  private void look() {
    if (stopped.getAsBoolean()) {
      throw new Stopped();
    }
  }

  /**
   * Learns what the identities look like, where the loss needs it.
   *
   * @param sets one for each identity
   */
  public void meet(List<TrainingSet> sets) {
    met = List.copyOf(sets);
    pass.loss().meet(met);
  }

  /**
   * Splits every batch over further devices, besides that of the thread which made this trainer;
   * their gradients are averaged.
   *
   * @param further devices as {@code likeness train --device} names them
   * @throws IllegalArgumentException if the batch cannot be split in so many equal parts
   */
  public void devices(List<String> further) {
    int all = further.size() + 1;
    if (config.batch() % all != 0) {
      throw new IllegalArgumentException(
          "batch is "
              + config.batch()
              + ": it must be divisible by the number of devices, "
              + all
              + ", as each takes an equal part");
    }
    if (config.loss().gan() > 0 && !further.isEmpty()) {
      throw new IllegalArgumentException(
          "loss.gan is "
              + config.loss().gan()
              + ": the discriminator is trained on one device only; give one --device");
    }
    replicas = further.isEmpty() ? null : learner.replicas(further);
  }

  /** How many iterations are done. */
  public long iteration() {
    return iteration;
  }

  /** How many numbers the network has. */
  public int parameterCount() {
    return learner.total();
  }

  /**
   * Trains one iteration. A step whose loss or gradient is not finite leaves the weights as they
   * are.
   *
   * @param batches one for each trained identity, of the same count, which is the configuration's
   *     batch times its accumulation; of {@link #growth}'s size
   * @throws Stopped if that was asked for; the iteration is not done
   */
  public Step step(List<Batch> batches) {
    LossWeights weights = config.lossAt(iteration);
    if (!weights.equals(pass.loss().weights())) {
      pass.loss().close();
      pass = pass(weights);
      pass.loss().meet(met);
    }
    double[] sums = new double[4];
    int devices = 1 + (replicas == null ? 0 : replicas.count());
    int parts = config.optimiser().accumulation() * devices;
    SwapNet grown = net.at(growth());
    List<Part> split = Part.split(batches, weights, parts);
    List<Future<double[]>> elsewhere = List.of();
    if (replicas != null) {
      List<Replica.Work> work = new ArrayList<>();
      for (int d = 1; d < devices; d++) {
        List<Part> own = every(split, d, devices);
        work.add(new Replica.Work(config, weights, met, grown, iteration, own, 1.0 / parts));
      }
      elsewhere = replicas.begin(work, learner.weights());
    }
    boolean first = true;
    try {
      for (Part some : every(split, 0, devices)) {
        part(grown, some, weights, sums, 1.0 / parts, first);
        first = false;
      }
      look();
    } catch (Stopped e) {
      if (replicas != null) {
        replicas.finish(elsewhere, sums, learner); // they use the weights
      }
      throw e;
    }
    if (replicas != null) {
      replicas.finish(elsewhere, sums, learner);
    }
    double norm = learner.norm();
    Step step = new Step(sums[0], sums[1], sums[2], sums[3], norm);
    double rate = config.rateAt(iteration);
    synchronized (moving) {
      long done = iteration + 1;
      if (step.isFinite()) {
        learner.step(config, rate, norm, done);
        if (weights.gan() > 0) {
          adversary().step(config, rate, done);
        }
      }
      iteration = done;
    }
    return step;
  }

  private Adversary adversary() {
    if (adversary == null) {
      adversary = Adversary.of(config, null);
    }
    return adversary;
  }

  /** One part of an iteration: forward, loss, gradient. */
  private void part(
      SwapNet grown, Part some, LossWeights weights, double[] sums, double share, boolean first) {
    look();
    try (PointerScope scope = new PointerScope()) {
      ForwardPass.Result result = pass.run(grown, some, config.freeze().identities(), iteration);
      result.addTo(sums, share);
      look();
      Tensor total = result.total();
      Adversary other = weights.gan() > 0 ? adversary() : null;
      if (other != null) {
        Tensor term = other.unconvincing(result.made(), some.batches());
        total = total.add(term.mul(new Scalar(weights.gan())));
      }
      learner.gradients(total, share, first);
      if (other != null) {
        look();
        other.learn(result.made(), some.batches(), share, first);
      }
    }
  }

  private static <T> List<T> every(List<T> all, int first, int step) {
    List<T> out = new ArrayList<>();
    for (int i = first; i < all.size(); i += step) {
      out.add(all.get(i));
    }
    return out;
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
   * @throws Stopped if that was asked for
   */
  public SwapNet.Output<float[]> show(float[] crops, int count, int identity) {
    look();
    Growth grown = growth();
    return Showing.show(
        learner,
        net.at(grown),
        grown.resolution(),
        config,
        new Showing.Crops(crops, count),
        identity);
  }

  /** About how long a checkpoint's file is. */
  public long checkpointBytes() {
    return 16L * learner.total() + 100_000;
  }

  /** The whole state, copied by nobody: write it before the next step. */
  public Checkpoint checkpoint(
      List<TrainedIdentity> who, double seconds, double runningLoss, int images) {
    return new Checkpoint(
        new Checkpoint.Header(config, who, iteration, seconds, runningLoss, images, lineage),
        parts());
  }

  /**
   * Writes the whole state; another thread may call it, also while a step is under way, of which
   * the file then knows nothing.
   *
   * @return the file
   */
  public Path write(
      List<TrainedIdentity> who,
      double seconds,
      double runningLoss,
      int images,
      Path folder,
      Checkpoint.Keep keep)
      throws IOException {
    synchronized (moving) {
      return checkpoint(who, seconds, runningLoss, images).write(folder, keep);
    }
  }

  private Map<String, float[]> parts() {
    Map<String, float[]> parts = new LinkedHashMap<>(learner.parts());
    if (adversary != null) {
      parts.putAll(adversary.parts());
    }
    return parts;
  }

  @Override
  public void close() {
    if (replicas != null) {
      replicas.close();
    }
    if (adversary != null) {
      adversary.close();
    }
    pass.loss().close();
    learner.close();
  }
}
