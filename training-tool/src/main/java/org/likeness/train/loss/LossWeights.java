package org.likeness.train.loss;

/**
 * How much each part of the loss counts. A part of weight 0 is not computed, but for what the log
 * tells (l1, dssim, matte); what is missing in a file is 0.
 *
 * @param dssim structural dissimilarity (1 − SSIM) / 2 of the colour
 * @param l1 mean absolute difference of the colour
 * @param mse mean squared difference of the colour
 * @param gradient mean absolute difference of the colour's differences between neighbours
 * @param matte mean squared difference of the matte
 * @param outside weight of the colour outside the face's area, where it is 1 inside
 * @param eyesAndMouth weight of the colour of eyes and mouth
 * @param matteEdge mean absolute difference of the matte's differences between neighbours
 * @param perceptual distance of the features that a frozen network sees in the face
 * @param identity 1 − cosine of the identity vectors of the face made and of the label
 * @param swapIdentity 1 − cosine of the identity vectors of another identity's face made for a
 *     plate and of that identity's faces in the mean
 * @param faceStyle difference of mean and deviation of the colours inside the matte, between
 *     another identity's face made for a plate and the plate
 * @param backgroundStyle dissimilarity and squared difference outside the face's area, between
 *     another identity's face made for a plate and the plate
 * @param gan how badly the face passes for a true one with a second network that is trained to
 *     tell, patch by patch
 */
public record LossWeights(
    double dssim,
    double l1,
    double mse,
    double gradient,
    double matte,
    double outside,
    double eyesAndMouth,
    double matteEdge,
    double perceptual,
    double identity,
    double swapIdentity,
    double faceStyle,
    double backgroundStyle,
    double gan) {
  /** The usual weights. */
  public static final LossWeights DEFAULT = of(10, 10, 10, 5, 10, 0.05, 3);

  /** Colour and matte alone, the rest 0. */
  public static LossWeights of(
      double dssim,
      double l1,
      double mse,
      double gradient,
      double matte,
      double outside,
      double eyesAndMouth) {
    return new LossWeights(
        dssim, l1, mse, gradient, matte, outside, eyesAndMouth, 0, 0, 0, 0, 0, 0, 0);
  }

  /** Whether the recognition network is needed. */
  boolean needsFeatures() {
    return perceptual > 0 || identity > 0 || swapIdentity > 0;
  }

  /** Whether faces of other identities made for a plate are scored too. */
  public boolean needsSwaps() {
    return swapIdentity > 0 || faceStyle > 0 || backgroundStyle > 0;
  }
}
