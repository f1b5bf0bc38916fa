package org.likeness.train.loop;

/** What trainings of all kinds share: the learning rate's way, and ranges of settings. */
public final class Schedule {
  private Schedule() {}

  /**
   * The learning rate of an iteration: a straight rise, times half a cosine from 1 to the end's
   * share.
   *
   * @param iteration from 0
   * @param iterations in all
   * @param highest rate
   * @param warmUp iterations of the rise
   * @param end rate at the end as a share of the highest
   */
  public static double rate(
      long iteration, long iterations, double highest, int warmUp, double end) {
    double rise = warmUp == 0 ? 1 : Math.min(1, (iteration + 1.0) / warmUp);
    double done = Math.min(1, (double) iteration / iterations);
    double fall = end + (1 - end) * 0.5 * (1 + Math.cos(Math.PI * done));
    return highest * rise * fall;
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
}
