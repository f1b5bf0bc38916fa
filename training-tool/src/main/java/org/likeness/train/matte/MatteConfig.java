package org.likeness.train.matte;

import org.likeness.train.loop.Schedule;
import org.likeness.train.rendered.RenderedConfig;

/**
 * Everything that decides a training of the matte network, apart from its pictures.
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
 * @param motion probability that the picture is blurred by motion, coverages with it
 * @param soft probability that the picture is soft, as of a small face
 * @param farShare share of the samples that are drawn from faces turned far
 * @param partsWeight of the cross-entropy of the parts
 * @param edgeWeight of the difference of the coverages' slopes
 */
public record MatteConfig(
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
    double motion,
    double soft,
    double farShare,
    double partsWeight,
    double edgeWeight)
    implements RenderedConfig {
  /** The usual training. */
  public static final MatteConfig DEFAULT =
      new MatteConfig(
          9_000, 12, 1, 1.5e-3, 200, 0.02, 0.01, 5, 0.998, true, 6, 0.07, 0.025, 0.5, 0.2, 0.25,
          0.15, 0.3, 1);

  /** Checks the ranges. */
  public MatteConfig {
    Schedule.checkLearning(iterations, batch, 1024, learningRate, warmUp, finalRate);
    Schedule.checkStep(weightDecay, clip, average);
    RenderedConfig.checkCrops(turn, zoom, shift, occluders, farShare);
    Schedule.check("motion", motion, 0, 1);
    Schedule.check("soft", soft, 0, 1);
    Schedule.check("partsWeight", partsWeight, 0, 100);
    Schedule.check("edgeWeight", edgeWeight, 0, 100);
  }
}
