package org.likeness.train.data;

/**
 * How samples are varied. Every amount is 0 for "not at all", which costs nothing. What is missing
 * in a file is 0.
 *
 * <p>Colours ({@code exposure} to {@code colourTransfer}) change input and label alike: the network
 * has to give back the light that it sees. Degradations ({@code blur} to {@code occluders}) change
 * the input alone: the network has to see through them. Where an occluder hides the face the matte
 * label is lowered, as the network's matte tells what of the plate is the face.
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
 * @param hue greatest turn of the hue of input and label alike, degrees
 * @param saturation greatest relative change of the saturation of input and label alike
 * @param colourTransfer share of the samples, input and label alike, that take mean and deviation
 *     of their colours from a face of another identity, 0..1
 * @param blur greatest standard deviation of a Gaussian blur of the input, as a share of the crop;
 *     half of the samples stay sharp
 * @param motion greatest length of a straight motion blur of the input, as a share of the crop;
 *     half of the samples stay sharp
 * @param jpeg greatest coarseness of a JPEG quantisation of the input: 0 is none, 1 is quality 10;
 *     half of the samples stay as they are
 * @param grain greatest standard deviation of the grain of the input, 0..1
 * @param occluders share of the samples with something drawn before the input's face, 0..1
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
    double poseUniform,
    double hue,
    double saturation,
    double colourTransfer,
    double blur,
    double motion,
    double jpeg,
    double grain,
    double occluders) {
  /** No variation. */
  public static final Augmentation NONE = of(0, 0, 0, 0, 0, 0, 0, false, 0);

  /** The usual amounts; that of the warp was measured (decision 24). */
  public static final Augmentation DEFAULT = of(8, 0.05, 0.04, 0.01, 0.12, 0.1, 0.04, false, 0.4);

  /** Place, warp and light alone, the rest 0. */
  public static Augmentation of(
      double rotation,
      double scale,
      double shift,
      double warp,
      double exposure,
      double gamma,
      double balance,
      boolean flip,
      double poseUniform) {
    return new Augmentation(
        rotation,
        scale,
        shift,
        warp,
        exposure,
        gamma,
        balance,
        flip,
        poseUniform,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  /** The same with the input bent by another amount. */
  public Augmentation withWarp(double amount) {
    return new Augmentation(
        rotation,
        scale,
        shift,
        amount,
        exposure,
        gamma,
        balance,
        flip,
        poseUniform,
        hue,
        saturation,
        colourTransfer,
        blur,
        motion,
        jpeg,
        grain,
        occluders);
  }

  /** The same without bending the input. */
  public Augmentation withoutWarp() {
    return withWarp(0);
  }
}
