package org.likeness.train.data;

/**
 * Random numbers that depend on nothing but (seed, iteration, index) and how many were drawn: a
 * training that is resumed draws what the uninterrupted one would have drawn. SplitMix64 (Steele,
 * Lea, Flood 2014) over a mixed counter.
 */
public final class CounterRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private long state;

  /**
   * @param seed of the training
   * @param iteration number of the iteration, or a negative number for other uses
   * @param index of the sample in the batch, or any stream number
   */
  public CounterRandom(long seed, long iteration, long index) {
    state = mix(mix(mix(seed + GOLDEN) + iteration * GOLDEN) + index * GOLDEN);
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  /** 64 random bits. */
  public long bits() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in 0..1, 1 excluded. */
  public double uniform() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in low..high. */
  public double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** A whole number 0..bound-1. */
  public int below(int bound) {
    return (int) (uniform() * bound);
  }

  /** Normal with mean 0 and standard deviation 1 (Box and Muller 1958). */
  public double normal() {
    double radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  }
}
