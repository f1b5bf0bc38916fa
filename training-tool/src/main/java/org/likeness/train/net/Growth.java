package org.likeness.train.net;

/**
 * How far a network has grown at some iteration.
 *
 * @param resolution side of the crops that it takes and makes now, pixels
 * @param fade share of the newest level, 0..1: at 0 the network makes what the level before made,
 *     enlarged; at 1 the level before is no longer used
 * @param refined whether the refiner works, if the network has one
 */
public record Growth(int resolution, double fade, boolean refined) {
  /** A network that has grown up. */
  public static Growth full(int resolution) {
    return new Growth(resolution, 1, true);
  }
}
