package org.likeness.train.rendered;

import org.likeness.train.loop.Schedule;

/**
 * The settings that the trainings of all of the product's own networks have; each is a record that
 * says what they mean and adds its own.
 */
public interface RenderedConfig {
  /** How many in all. */
  long iterations();

  /** Samples an iteration. */
  int batch();

  /** Seed of all random numbers. */
  long seed();

  /** The highest rate. */
  double learningRate();

  /** Iterations over which it rises. */
  int warmUp();

  /** Rate at the end as a share of the highest; it falls by half a cosine. */
  double finalRate();

  /** Decoupled decay of the weights, per unit of the rate. */
  double weightDecay();

  /** Greatest norm of the gradient. */
  double clip();

  /** Decay of the running average of the weights, which is what is exported. */
  double average();

  /** Whether convolutions run in bfloat16. */
  boolean bfloat16();

  /** Share of the samples that are drawn from faces turned far. */
  double farShare();

  /** The learning rate of an iteration, from 0. */
  default double rateAt(long iteration) {
    return Schedule.rate(iteration, iterations(), learningRate(), warmUp(), finalRate());
  }

  /**
   * Checks how crops vary: standard deviations of turn in degrees, of the logarithm of the scale
   * and of the place in sides, the probability of occluders, the share of faces turned far.
   *
   * @throws IllegalArgumentException with a sentence
   */
  static void checkCrops(
      double turn, double zoom, double shift, double occluders, double farShare) {
    Schedule.check("turn", turn, 0, 180);
    Schedule.check("zoom", zoom, 0, 1);
    Schedule.check("shift", shift, 0, 1);
    Schedule.check("occluders", occluders, 0, 1);
    Schedule.check("farShare", farShare, 0, 1);
  }
}
