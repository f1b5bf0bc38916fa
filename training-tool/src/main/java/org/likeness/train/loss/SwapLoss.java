package org.likeness.train.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.likeness.train.data.Batch;
import org.likeness.train.net.SwapNet;

/**
 * Loss of one identity's reconstruction, in float32: colour inside the face's area, with more
 * weight on eyes and mouth and a little outside, and the matte everywhere.
 *
 * @param weights of the parts
 */
public record SwapLoss(LossWeights weights) {
  /**
   * What a batch scored.
   *
   * @param total to be minimised
   * @param colour the unweighted mean absolute difference of the colour, for people
   * @param dssim the unweighted dissimilarity
   * @param matte the unweighted mean squared difference of the matte
   */
  public record Parts(Tensor total, Tensor colour, Tensor dssim, Tensor matte) {}

  /** Scores what a network made against a batch; tensors belong to the open scope. */
  public Parts of(SwapNet.Output<Tensor> made, Batch batch) {
    int n = batch.count();
    int s = batch.size();
    Tensor label = Tensor.create(batch.label(), n, 3, s, s);
    Tensor matte = Tensor.create(batch.matte(), n, 1, s, s);
    Tensor weight = Tensor.create(weightMap(batch), n, 1, s, s);
    Tensor sum = weight.sum().mul(new Scalar(3.0));
    Tensor face = made.face().contiguous();
    Tensor difference = face.sub(label);
    Tensor l1 = difference.abs().mul(weight).sum().div(sum);
    Tensor total = l1.mul(new Scalar(weights.l1()));
    if (weights.mse() > 0) {
      Tensor mse = difference.square().mul(weight).sum().div(sum);
      total = total.add(mse.mul(new Scalar(weights.mse())));
    }
    Tensor dssim = Dssim.map(face, label, Dssim.window(s)).mul(weight).sum().div(sum);
    total = total.add(dssim.mul(new Scalar(weights.dssim())));
    if (weights.gradient() > 0) {
      Tensor across = slope(difference, 3, s).mul(weight.narrow(3, 0, s - 1)).sum();
      Tensor down = slope(difference, 2, s).mul(weight.narrow(2, 0, s - 1)).sum();
      total = total.add(across.add(down).div(sum).mul(new Scalar(weights.gradient())));
    }
    Tensor cover = torch.mse_loss(made.matte().contiguous(), matte);
    total = total.add(cover.mul(new Scalar(weights.matte())));
    return new Parts(total, l1, dssim, cover);
  }

  private static Tensor slope(Tensor difference, int axis, int size) {
    return difference.narrow(axis, 1, size - 1).sub(difference.narrow(axis, 0, size - 1)).abs();
  }

  private float[] weightMap(Batch batch) {
    float[] map = new float[batch.area().length];
    float outside = (float) weights.outside();
    float more = (float) weights.eyesAndMouth() - 1;
    for (int i = 0; i < map.length; i++) {
      float area = batch.area()[i];
      map[i] = outside + (1 - outside) * area * (1 + more * batch.priority()[i]);
    }
    return map;
  }
}
