package org.likeness.train.loss;

import org.likeness.train.data.Batch;

/**
 * What the sums over one identity's samples are divided by. Where a batch is split, over devices or
 * into parts that follow each other, every part is divided by what belongs to the whole batch, so
 * that the parts' losses in their shares add up to the loss of the batch as it was.
 *
 * @param weight the colour's weights, summed over the batch, times the part's share
 * @param colour how many samples may teach colour, times the part's share
 * @param outside pixels outside the area, times the part's share
 * @param zoom how much finer the crops are than the recognition network's squares, in the mean of
 *     the batch, as a factor on the crop's side in squares' pixels
 */
public record Whole(double weight, double colour, double outside, double zoom) {
  private static final double LEAST = 1e-6;

  /**
   * Of a batch.
   *
   * @param batch all samples of an identity in an iteration
   * @param weights of the losses
   * @param share of a part in the batch, 0..1
   */
  public static Whole of(Batch batch, LossWeights weights, double share) {
    double weight = 0;
    double area = 0;
    for (int i = 0; i < batch.area().length; i++) {
      weight += weightAt(batch, weights, i);
      area += batch.area()[i];
    }
    double colour = 0;
    for (float c : batch.colour()) {
      colour += c;
    }
    return new Whole(
        share * Math.max(LEAST, weight),
        share * Math.max(LEAST, colour),
        share * Math.max(LEAST, batch.area().length - area),
        FaceFeatures.zoom(batch.chip()));
  }

  /** How much a pixel's colour counts. */
  static float weightAt(Batch batch, LossWeights weights, int i) {
    float outside = (float) weights.outside();
    float more = (float) weights.eyesAndMouth() - 1;
    return batch.colour()[i / (batch.size() * batch.size())]
        * (outside + (1 - outside) * batch.area()[i] * (1 + more * batch.priority()[i]));
  }
}
