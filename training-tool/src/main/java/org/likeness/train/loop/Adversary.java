package org.likeness.train.loop;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.likeness.train.data.Batch;
import org.likeness.train.net.Freeze;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.PatchNet;
import org.likeness.train.net.SwapNet;
import org.likeness.train.net.TorchOps;
import org.likeness.train.net.TorchRuntime;

/**
 * A second network that learns to tell made faces from true ones, patch by patch, so that the first
 * learns to make patches that cannot be told (I. Goodfellow et al., 2014, with the logistic loss
 * that does not saturate). It sees the face's area only, and both are trained by the same samples.
 */
final class Adversary implements AutoCloseable {
  private static final String NAME = "patch";
  private final PatchNet net;
  private final Learner learner;
  private final boolean bfloat16;

  private Adversary(PatchNet net, Learner learner, boolean bfloat16) {
    this.net = net;
    this.learner = learner;
    this.bfloat16 = bfloat16;
  }

  /** A fresh one, or the one of a checkpoint. */
  static Adversary of(TrainConfig config, @Nullable Checkpoint from) {
    PatchNet net = new PatchNet(config.net().resolution(), PatchNet.WIDTH);
    ParameterSet set = net.parameters();
    Learner learner =
        from != null && from.parts().containsKey(Checkpoint.part(NAME, "weights"))
            ? Learner.resume(NAME, set, config, Freeze.NOTHING, from)
            : Learner.fresh(NAME, set, config, Freeze.NOTHING);
    return new Adversary(net, learner, config.bfloat16());
  }

  /** How badly made faces pass for true ones: a scalar to be minimised by what made them. */
  Tensor unconvincing(List<SwapNet.Output<Tensor>> made, List<Batch> batches) {
    return softplus(judge(faces(made, batches, false)).neg()).mean();
  }

  /** Learns from the same faces; the gradient is kept for {@link #step}. */
  void learn(List<SwapNet.Output<Tensor>> made, List<Batch> batches, double share, boolean first) {
    Tensor fooled = softplus(judge(faces(made, batches, true))).mean();
    Tensor missed = softplus(judge(labels(batches)).neg()).mean();
    learner.gradients(fooled.add(missed).mul(new Scalar(0.5)), share, first);
  }

  /** Follows the gradient, unless it is not finite. */
  void step(TrainConfig config, double rate, long step) {
    double norm = learner.norm();
    if (Double.isFinite(norm)) {
      learner.step(config, rate, norm, step);
    }
  }

  /** Its arrays in a checkpoint. */
  Map<String, float[]> parts() {
    return learner.parts();
  }

  private Tensor judge(Tensor pictures) {
    TorchRuntime.autocast(bfloat16);
    try {
      return net.run(new TorchOps(learner.parameters()), pictures).to(torch.ScalarType.Float);
    } finally {
      TorchRuntime.autocast(false);
    }
  }

  private static Tensor softplus(Tensor x) {
    return torch.softplus(x);
  }

  private static Tensor faces(
      List<SwapNet.Output<Tensor>> made, List<Batch> batches, boolean detached) {
    TensorVector all = new TensorVector();
    for (int i = 0; i < made.size(); i++) {
      Tensor face = made.get(i).face();
      all.push_back((detached ? face.detach() : face).mul(area(batches.get(i))));
    }
    return torch.cat(all, 0).contiguous(torch.MemoryFormat.ChannelsLast);
  }

  private static Tensor labels(List<Batch> batches) {
    TensorVector all = new TensorVector();
    for (Batch b : batches) {
      all.push_back(Tensor.create(b.label(), b.count(), 3, b.size(), b.size()).mul(area(b)));
    }
    return torch.cat(all, 0).contiguous(torch.MemoryFormat.ChannelsLast);
  }

  private static Tensor area(Batch b) {
    return Tensor.create(b.area(), b.count(), 1, b.size(), b.size());
  }

  @Override
  public void close() {
    learner.close();
  }
}
