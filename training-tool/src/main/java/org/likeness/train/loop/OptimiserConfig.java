package org.likeness.train.loop;

/**
 * How the weights follow the gradient.
 *
 * @param kind the rule
 * @param schedule way of the learning rate from its highest to its end
 * @param beta1 decay of the running mean of the gradient
 * @param beta2 decay of the running mean of its square, or of its deviation
 * @param epsilon added to the root of the latter
 * @param changed share of the weights that a step changes, drawn anew for each step and weight; 1 =
 *     all of them. DeepFaceLab's "lr dropout" is 0.3.
 * @param accumulation parts that an iteration's samples are taken in, one after the other, before
 *     the step: as many samples of each identity as {@code batch} times this, with the memory of
 *     {@code batch}
 */
public record OptimiserConfig(
    Kind kind,
    Way schedule,
    double beta1,
    double beta2,
    double epsilon,
    double changed,
    int accumulation) {
  /** A rule. */
  public enum Kind {
    /** Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
    adamw,
    /** Steps by how well the gradient was foreseen (Zhuang et al. 2020). */
    adabelief
  }

  /** A way of the learning rate. */
  public enum Way {
    /** After the warm-up half a cosine from the highest rate to the end's share. */
    cosine,
    /** After the warm-up the highest rate to the end. */
    constant,
    /** Half a cosine up for three tenths of the iterations, half a cosine down for the rest. */
    onecycle
  }

  /** The usual one. */
  public static final OptimiserConfig DEFAULT =
      new OptimiserConfig(Kind.adamw, Way.cosine, 0.9, 0.999, 1e-8, 1, 1);

  /** Checks the ranges. */
  public OptimiserConfig {
    Schedule.check("optimiser.beta1", beta1, 0, 0.9999);
    Schedule.check("optimiser.beta2", beta2, 0, 0.999999);
    Schedule.check("optimiser.epsilon", epsilon, 1e-20, 1);
    Schedule.check("optimiser.changed", changed, 0.01, 1);
    Schedule.check("optimiser.accumulation", accumulation, 1, 1024);
  }
}
