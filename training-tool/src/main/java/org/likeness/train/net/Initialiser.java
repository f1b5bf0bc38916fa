package org.likeness.train.net;

import org.likeness.train.data.CounterRandom;

/**
 * First values of the parameters: weights uniform with the variance that keeps the signal's power
 * through leaky rectifiers (He et al. 2015), biases zero. Where a pixel shuffle follows, the four
 * channels that become one square start alike (Aitken et al. 2017), which avoids a checkerboard.
 * Layers named {@code ...zero} begin with zeros: a residual that is nothing at first.
 */
public final class Initialiser {
  private Initialiser() {}

  /** Fresh values for all parameters, the same for the same seed. */
  public static float[] initialise(ParameterSet set, long seed) {
    float[] values = new float[set.total()];
    int stream = 0;
    for (ParameterSet.Spec spec : set.specs()) {
      stream++;
      if (spec.isBias() || spec.name().endsWith("zero.weight")) {
        continue;
      }
      CounterRandom random = new CounterRandom(seed, -1, stream);
      double bound = Math.sqrt(6.0 / (spec.fanIn() * (1 + Ops.LEAK * Ops.LEAK)));
      int outputs = (int) spec.shape()[0];
      int row = spec.count() / outputs;
      for (int o = 0; o < outputs; o++) {
        int at = spec.offset() + o * row;
        if (spec.shuffled() && o % 4 != 0) {
          System.arraycopy(values, at - row, values, at, row);
        } else {
          for (int i = 0; i < row; i++) {
            values[at + i] = (float) (bound * (2 * random.uniform() - 1));
          }
        }
      }
    }
    return values;
  }
}
