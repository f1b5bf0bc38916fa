package org.likeness.train.matte;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.likeness.train.net.TorchRuntime;

/**
 * Loss of the matte network: cross-entropy of the coverages with their soft truth, their absolute
 * difference and that of their slopes, cross-entropy of the parts.
 */
final class MatteLoss {
  /** What small parts count more than skin, backdrop and hair, by {@code FaceParts.Part}. */
  private static final float[] WEIGHT = {1, 1, 3, 3, 2, 1.5f, 2, 1, 1, 1};

  private MatteLoss() {}

  /** All of it, absolute difference of the face's coverage, of the occluder's, parts. */
  static List<Tensor> of(MatteNet.Output<Tensor> made, MatteBatch b, MatteConfig config) {
    int s = MatteNet.SIZE;
    Tensor truth = TorchRuntime.tensor(b.coverage(), b.count(), 2, s, s);
    Tensor known = TorchRuntime.tensor(b.known(), b.count(), 2, s, s);
    Tensor logits = made.coverage().to(torch.ScalarType.Float);
    Tensor shown = torch.sigmoid(logits);
    // log(1 + e^x) - t x, its stable form: max(x, 0) - t x + log(1 + e^-|x|).
    Tensor entropy =
        logits
            .relu()
            .sub(logits.mul(truth))
            .add(torch.log1p(logits.abs().neg().exp()))
            .mul(known)
            .mean();
    Tensor off = shown.sub(truth).abs().mul(known);
    Tensor coverage =
        entropy
            .add(off.mean().mul(new Scalar(2.0)))
            .add(slopes(shown, truth, known).mul(new Scalar(config.edgeWeight())));
    Tensor kinds = TorchRuntime.tensor(b.parts(), b.count(), MatteNet.PARTS, s, s);
    Tensor weight = TorchRuntime.tensor(WEIGHT, 1, MatteNet.PARTS, 1, 1);
    Tensor parts =
        torch
            .log_softmax(made.parts().to(torch.ScalarType.Float), 1)
            .mul(kinds)
            .mul(weight)
            .sum()
            .mul(new Scalar(-1.0 / ((double) b.count() * s * s)));
    return List.of(
        coverage.add(parts.mul(new Scalar(config.partsWeight()))),
        off.narrow(1, 0, 1).mean(),
        off.narrow(1, 1, 1).mean(),
        parts);
  }

  private static Tensor slopes(Tensor shown, Tensor truth, Tensor known) {
    int s = MatteNet.SIZE - 1;
    Tensor d = shown.sub(truth).mul(known);
    Tensor across = d.narrow(3, 1, s).sub(d.narrow(3, 0, s)).abs().mean();
    Tensor down = d.narrow(2, 1, s).sub(d.narrow(2, 0, s)).abs().mean();
    return across.add(down);
  }
}
