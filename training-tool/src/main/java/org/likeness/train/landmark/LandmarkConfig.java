package org.likeness.train.landmark;

import org.likeness.train.loop.Schedule;
import org.likeness.train.rendered.RenderedConfig;

/**
 * Everything that decides a training of the landmark network, apart from its pictures.
 *
 * @param iterations how many in all
 * @param batch samples an iteration
 * @param seed of all random numbers
 * @param learningRate the highest rate
 * @param warmUp iterations over which it rises
 * @param finalRate rate at the end as a share of the highest; it falls by half a cosine
 * @param weightDecay decoupled, per unit of the rate
 * @param clip greatest norm of the gradient
 * @param average decay of the running average of the weights, which is what is exported
 * @param bfloat16 whether convolutions run in bfloat16
 * @param turn standard deviation of the crop's turn, degrees
 * @param zoom standard deviation of the natural logarithm of the crop's scale
 * @param shift standard deviation of the crop's place, in its sides
 * @param occluders probability that something is drawn over the face
 * @param hiddenWeight what the place of a hidden point counts against a seen one
 * @param anchorWeight what the place of an anchor counts against a seen point
 * @param turnWeight of the loss of the head's turn
 * @param farShare share of the samples that are drawn from faces turned far
 * @param deviationWeight of the loss of the deviation
 * @param visibilityWeight of the loss of the visibility
 */
public record LandmarkConfig(
    long iterations,
    int batch,
    long seed,
    double learningRate,
    int warmUp,
    double finalRate,
    double weightDecay,
    double clip,
    double average,
    boolean bfloat16,
    double turn,
    double zoom,
    double shift,
    double occluders,
    double hiddenWeight,
    double anchorWeight,
    double turnWeight,
    double farShare,
    double deviationWeight,
    double visibilityWeight)
    implements RenderedConfig {
  /** The usual training. */
  public static final LandmarkConfig DEFAULT =
      new LandmarkConfig(
          20_000, 16, 1, 1e-3, 300, 0.02, 0.01, 20, 0.999, true, 12, 0.12, 0.04, 0.35, 0.35, 4, 20,
          0.3, 0.1, 0.5);

  /** Checks the ranges. */
  public LandmarkConfig {
    Schedule.checkLearning(iterations, batch, 1024, learningRate, warmUp, finalRate);
    Schedule.checkStep(weightDecay, clip, average);
    RenderedConfig.checkCrops(turn, zoom, shift, occluders, farShare);
  }

  /** The same with crops placed as a second look places them, and little before the faces. */
  LandmarkConfig wellPlaced() {
    return new LandmarkConfig(
        iterations,
        batch,
        seed,
        learningRate,
        warmUp,
        finalRate,
        weightDecay,
        clip,
        average,
        bfloat16,
        1,
        0.015,
        0.008,
        0.1,
        hiddenWeight,
        anchorWeight,
        turnWeight,
        0,
        deviationWeight,
        visibilityWeight);
  }
}
