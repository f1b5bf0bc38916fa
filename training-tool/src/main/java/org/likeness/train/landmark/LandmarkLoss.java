package org.likeness.train.landmark;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.likeness.face.FacePoints;

/**
 * Loss of the landmark network: weighted distance of the places, the Laplace likelihood of the
 * deviation that it tells (A. Kumar et al., "LUVLi face alignment", 2020, without the joint part),
 * cross-entropy of the visibility, angle of the turn (see {@link LandmarkTurn}). The expression is
 * not learnt here, see {@link ExpressionFit}.
 */
final class LandmarkLoss {
  /**
   * Its parts, float32 scalars.
   *
   * @param total what is trained on
   * @param distance mean over the seen points and anchors, crop pixels
   * @param deviation likelihood
   * @param visible cross-entropy
   */
  record Parts(Tensor total, Tensor distance, Tensor deviation, Tensor visible) {}

  private LandmarkLoss() {}

  static Parts of(LandmarkNet.Output<Tensor> made, LandmarkBatch b, LandmarkConfig config) {
    int n = b.count();
    Tensor places = Tensor.create(b.places(), n, LandmarkNet.POINTS, 2);
    Tensor weight = Tensor.create(b.weight(), n, LandmarkNet.POINTS, 1);
    Tensor visible = Tensor.create(b.visible(), n, FacePoints.CLASSIC);
    Tensor facts = made.facts().to(torch.ScalarType.Float);
    Tensor off = made.places().sub(places).mul(new Scalar(LandmarkNet.SIZE)).abs();
    Tensor distance = off.mul(weight).sum().div(weight.sum().mul(new Scalar(2.0)));
    // The deviation learns from the distance and does not pull at it.
    Tensor log =
        facts
            .narrow(1, FacePoints.CLASSIC, LandmarkNet.POINTS)
            .reshape(n, LandmarkNet.POINTS, 1)
            .clamp(new ScalarOptional(new Scalar(-3.0)), new ScalarOptional(new Scalar(4.0)));
    Tensor deviation =
        log.add(off.detach().mul(new Scalar(Math.sqrt(2))).mul(log.neg().exp())).mean();
    Tensor seen =
        torch.binary_cross_entropy_with_logits(facts.narrow(1, 0, FacePoints.CLASSIC), visible);
    Tensor turn = LandmarkTurn.loss(made.turn().to(torch.ScalarType.Float), b.turn(), n);
    Tensor total =
        distance
            .add(turn.mul(new Scalar(config.turnWeight())))
            .add(deviation.mul(new Scalar(config.deviationWeight())))
            .add(seen.mul(new Scalar(config.visibilityWeight())));
    return new Parts(total, distance, deviation, seen);
  }
}
