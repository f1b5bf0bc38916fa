package org.likeness.train.loop;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.loss.LossWeights;
import org.likeness.train.loss.SwapLoss;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.SwapNet;
import org.likeness.train.net.TorchParameters;
import org.likeness.train.net.TorchRuntime;

/**
 * The network once more, on another device: takes a part of an iteration's samples and gives its
 * gradient. Used from one thread at a time, any.
 */
final class Replica implements AutoCloseable {
  private final String device;
  private final List<ParameterSet.Spec> trained;
  private final TorchParameters parameters;
  private final float[] gradient;
  private final float[] part;
  private @Nullable SwapLoss loss;

  /**
   * @param device as {@link TorchRuntime#use} takes it
   * @param trained the parameters whose gradient is wanted
   */
  Replica(String device, ParameterSet set, float[] weights, List<ParameterSet.Spec> trained) {
    this.device = device;
    this.trained = trained;
    gradient = new float[set.total()];
    part = new float[set.total()];
    TorchRuntime.use(device);
    parameters = new TorchParameters(set, weights);
    TorchRuntime.use("cpu");
  }

  /**
   * A part of an iteration.
   *
   * @param config of the training
   * @param weights of the loss now
   * @param met the identities' faces
   * @param grown the network as it is now
   * @param iteration from 0
   * @param parts samples, one after the other
   * @param share of each part in the gradient
   */
  record Work(
      TrainConfig config,
      LossWeights weights,
      List<TrainingSet> met,
      SwapNet grown,
      long iteration,
      List<Part> parts,
      double share) {}

  /**
   * Adds up the gradients of some parts.
   *
   * @param weights of the network before the step
   * @return loss, colour, dissimilarity and matte, in their share
   */
  double[] run(Work work, float[] weights) {
    TorchRuntime.use(device);
    parameters.set(weights);
    double[] sums = new double[4];
    try {
      ForwardPass pass =
          new ForwardPass(parameters, loss(work), work.config().seed(), work.config().bfloat16());
      int first = work.config().freeze().identities();
      java.util.Arrays.fill(gradient, 0f);
      for (Part some : work.parts()) {
        try (PointerScope scope = new PointerScope()) {
          ForwardPass.Result result = pass.run(work.grown(), some, first, work.iteration());
          result.addTo(sums, work.share());
          parameters.gradients(result.total(), trained, part);
        }
        float by = (float) work.share();
        for (int i = 0; i < part.length; i++) {
          gradient[i] += by * part[i];
        }
      }
    } finally {
      TorchRuntime.use("cpu");
    }
    return sums;
  }

  private SwapLoss loss(Work work) {
    SwapLoss known = loss;
    if (known == null || !known.weights().equals(work.weights())) {
      if (known != null) {
        known.close();
      }
      known = new SwapLoss(work.weights());
      known.meet(work.met());
      loss = known;
    }
    return known;
  }

  /** What {@link #run} has added up. */
  float[] gradient() {
    return gradient;
  }

  @Override
  public void close() {
    if (loss != null) {
      loss.close();
    }
    parameters.close();
  }
}
