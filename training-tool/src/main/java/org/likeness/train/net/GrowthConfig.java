package org.likeness.train.net;

/**
 * When a network grows. Families that do not grow have their full size from the first iteration;
 * those that do begin at half, a quarter, an eighth ... of the resolution and double it.
 *
 * @param first side of the crops at the beginning, or the next size above it that is the resolution
 *     halved some times; 0 = {@value #SMALLEST}
 * @param share share of all iterations spent below the full resolution, in equal parts for each
 *     size, 0..1; 0 = full resolution from the beginning
 * @param fade part of such a stretch over which a new level is faded in, 0..1
 * @param refine share of all iterations after which the refiner works, 0..1
 */
public record GrowthConfig(int first, double share, double fade, double refine) {
  /** Smallest side to begin with. */
  public static final int SMALLEST = 32;

  /** The usual way. */
  public static final GrowthConfig DEFAULT = new GrowthConfig(0, 0.4, 0.5, 0.75);

  /** Full size from the beginning. */
  public static final GrowthConfig NONE = new GrowthConfig(0, 0, 0, 0);

  /** Checks the ranges. */
  public GrowthConfig {
    if (first != 0 && (first < SMALLEST || first > NetConfig.LARGEST)) {
      throw new IllegalArgumentException(
          "growth.first is "
              + first
              + ": it must be 0 or "
              + SMALLEST
              + " to "
              + NetConfig.LARGEST);
    }
    check("share", share);
    check("fade", fade);
    check("refine", refine);
  }

  private static void check(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("growth." + name + " is " + value + ": it must be 0 to 1");
    }
  }

  /**
   * Where a training stands.
   *
   * @param net a network; its {@link SwapNet#levels} say whether it grows
   * @param iteration from 0
   * @param iterations in all
   */
  public Growth at(SwapNet net, long iteration, long iterations) {
    int full = net.config().resolution();
    boolean refined = iteration >= refine * iterations;
    int smaller = 0;
    int least = first == 0 ? Math.min(SMALLEST, full) : Math.min(first, full);
    for (int level : net.levels()) {
      if (level >= least && level < full) {
        smaller++;
      }
    }
    double each = smaller == 0 ? 0 : share * iterations / smaller;
    if (each < 1) {
      return new Growth(full, 1, refined);
    }
    int stage = (int) Math.min(smaller, Math.floor(iteration / each));
    int resolution = full >> (smaller - stage);
    double into = iteration - stage * each;
    double risen = stage == 0 || fade == 0 ? 1 : Math.min(1, into / (fade * each));
    return new Growth(resolution, risen, refined);
  }
}
