package org.likeness.train.loss;

/**
 * How much each part of the loss counts.
 *
 * @param dssim structural dissimilarity (1 − SSIM) / 2 of the colour
 * @param l1 mean absolute difference of the colour
 * @param mse mean squared difference of the colour
 * @param gradient mean absolute difference of the colour's differences between neighbours
 * @param matte mean squared difference of the matte
 * @param outside weight of the colour outside the face's area, where it is 1 inside
 * @param eyesAndMouth weight of the colour of eyes and mouth
 */
public record LossWeights(
    double dssim,
    double l1,
    double mse,
    double gradient,
    double matte,
    double outside,
    double eyesAndMouth) {
  /** The usual weights. */
  public static final LossWeights DEFAULT = new LossWeights(10, 10, 10, 5, 10, 0.05, 3);
}
