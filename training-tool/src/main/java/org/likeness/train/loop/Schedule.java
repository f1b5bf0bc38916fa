package org.likeness.train.loop;

/** The ways of a learning rate, shared by trainings of all kinds. */
public final class Schedule {
  /** Share of the iterations over which {@link OptimiserConfig.Way#onecycle} rises. */
  private static final double RISE = 0.3;

  /** Its first rate as a share of the highest. */
  private static final double START = 0.04;

  private Schedule() {}

  /**
   * The learning rate of an iteration.
   *
   * @param way from the highest rate to the end
   * @param iteration from 0
   * @param iterations in all
   * @param highest rate
   * @param warmUp iterations of a straight rise from 0; one-cycle rises by itself and has none
   * @param end rate at the end as a share of the highest; a constant rate has none
   */
  public static double rate(
      OptimiserConfig.Way way,
      long iteration,
      long iterations,
      double highest,
      int warmUp,
      double end) {
    double rise = warmUp == 0 ? 1 : Math.min(1, (iteration + 1.0) / warmUp);
    double done = Math.min(1, (double) iteration / iterations);
    return highest
        * switch (way) {
          case constant -> rise;
          case cosine -> rise * fall(done, end);
          case onecycle ->
              done < RISE ? fall(1 - done / RISE, START) : fall((done - RISE) / (1 - RISE), end);
        };
  }

  /** A straight rise, times half a cosine. */
  public static double rate(
      long iteration, long iterations, double highest, int warmUp, double end) {
    return rate(OptimiserConfig.Way.cosine, iteration, iterations, highest, warmUp, end);
  }

  private static double fall(double done, double end) {
    return end + (1 - end) * 0.5 * (1 + Math.cos(Math.PI * done));
  }

  /**
   * Refuses a setting outside its range.
   *
   * @throws IllegalArgumentException with a sentence
   */
  public static void check(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": it must be " + least + " to " + most);
    }
  }

  /**
   * Refuses a training's length and rate outside their ranges.
   *
   * @param mostBatch largest batch of this kind of training
   * @throws IllegalArgumentException with a sentence
   */
  public static void checkLearning(
      long iterations,
      int batch,
      int mostBatch,
      double learningRate,
      int warmUp,
      double finalRate) {
    check("iterations", iterations, 1, 100_000_000);
    check("batch", batch, 1, mostBatch);
    check("learningRate", learningRate, 1e-9, 1);
    check("warmUp", warmUp, 0, 1_000_000);
    check("finalRate", finalRate, 0, 1);
  }

  /**
   * Refuses what a step does to the weights outside its ranges.
   *
   * @throws IllegalArgumentException with a sentence
   */
  public static void checkStep(double weightDecay, double clip, double average) {
    check("weightDecay", weightDecay, 0, 1);
    check("clip", clip, 1e-6, 1e9);
    check("average", average, 0, 0.999999);
  }
}
