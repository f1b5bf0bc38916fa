package org.likeness.train.data;

/**
 * How samples are varied.
 *
 * @param rotation greatest turn, degrees, of input and label alike
 * @param scale greatest relative change of size of input and label alike
 * @param shift greatest shift of input and label alike, as a share of the crop
 * @param warp standard deviation of the 5×5 grid that bends the input alone, as a share of the crop
 * @param exposure greatest relative change of brightness of input and label alike
 * @param gamma greatest change of the exponent of input and label alike
 * @param balance greatest relative change of a single colour of input and label alike
 * @param flip whether half of the samples are mirrored
 * @param poseUniform share of the samples that are drawn evenly over yaw, 0..1
 */
public record Augmentation(
    double rotation,
    double scale,
    double shift,
    double warp,
    double exposure,
    double gamma,
    double balance,
    boolean flip,
    double poseUniform) {
  /** The usual amounts. */
  public static final Augmentation DEFAULT =
      new Augmentation(8, 0.05, 0.04, 0.04, 0.12, 0.1, 0.04, false, 0.4);

  /** The same without bending the input. */
  public Augmentation withoutWarp() {
    return new Augmentation(rotation, scale, shift, 0, exposure, gamma, balance, flip, poseUniform);
  }
}
