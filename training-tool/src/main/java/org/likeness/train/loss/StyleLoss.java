package org.likeness.train.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/** What a face made for a plate should have in common with it. */
final class StyleLoss {
  private static final double LEAST = 1e-6;

  /** Deviations have no derivative at 0; DeepFaceLab's number. */
  private static final double SMALL = 1e-5;

  private StyleLoss() {}

  /**
   * Squared differences of mean and of deviation of each colour, weighted by a matte; the mean over
   * colours and samples (the statistics of Huang and Belongie 2017, on colours).
   *
   * @param a [N,3,S,S]
   * @param b the same shape
   * @param matte [N,1,S,S]
   */
  static Tensor face(Tensor a, Tensor b, Tensor matte) {
    Tensor sum = over(matte).clamp_min(new Scalar(LEAST));
    Tensor meanA = over(a.mul(matte)).div(sum);
    Tensor meanB = over(b.mul(matte)).div(sum);
    Tensor spread = deviation(a, meanA, matte, sum).sub(deviation(b, meanB, matte, sum));
    return meanA.sub(meanB).square().add(spread.square()).mean();
  }

  private static Tensor deviation(Tensor x, Tensor mean, Tensor matte, Tensor sum) {
    return over(x.sub(mean).square().mul(matte)).div(sum).add(new Scalar(SMALL)).sqrt();
  }

  /** Sum over the picture, [N,C,1,1]. */
  private static Tensor over(Tensor x) {
    return x.sum(new long[] {2, 3}, true, new ScalarTypeOptional());
  }

  /**
   * Dissimilarity plus squared difference outside an area; means over what is outside.
   *
   * @param a [N,3,S,S]
   * @param b the same shape
   * @param area [N,1,S,S]
   * @param pixels that are outside, by which the sum is divided
   */
  static Tensor background(Tensor a, Tensor b, Tensor area, double pixels) {
    Tensor outside = area.mul(new Scalar(-1.0)).add(new Scalar(1.0));
    Tensor wrong = Dssim.scales(a, b).add(a.sub(b).square());
    return wrong.mul(outside).sum().div(new Scalar(3 * pixels));
  }
}
