package org.likeness.train.net;

import org.likeness.train.data.CounterRandom;

/**
 * Chooses channels at random for one identity's samples of one iteration. Each sample has a share
 * of its own, drawn evenly but with both ends often met, so that a control is trained over all of
 * its range.
 *
 * @param seed of the training
 * @param iteration from 0
 * @param identity from 0
 * @param from number of the first sample among the identity's of the iteration
 * @param count samples
 */
public record Mixing(long seed, long iteration, int identity, int from, int count) {
  /** By how much the share is drawn beyond 0 and 1, where it counts as 0 and 1. */
  private static final double BEYOND = 0.25;

  /** Ones and zeros, {@code count · channels}; the same for the same record. */
  float[] mask(int channels) {
    float[] out = new float[count * channels];
    for (int n = 0; n < count; n++) {
      CounterRandom random = new CounterRandom(seed, iteration, -1 - (1009L * identity + from + n));
      double share = random.uniform(-BEYOND, 1 + BEYOND);
      for (int c = 0; c < channels; c++) {
        out[n * channels + c] = random.uniform() < share ? 1 : 0;
      }
    }
    return out;
  }
}
