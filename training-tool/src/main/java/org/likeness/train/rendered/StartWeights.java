package org.likeness.train.rendered;

import java.util.Arrays;
import java.util.Map;
import org.likeness.model.onnx.OnnxWeights;
import org.likeness.train.net.Initialiser;
import org.likeness.train.net.ParameterSet;

/**
 * First weights of one of the product's own networks that are taken from another, or from an
 * earlier one of the same kind: every layer whose name and shape agree.
 *
 * @param weights all of them; what was not taken is random
 * @param taken how many numbers were taken
 */
public record StartWeights(float[] weights, int taken) {
  /**
   * Takes them.
   *
   * @param seed of the others
   * @param onnx a network that this program has exported
   * @param name of it, for messages
   */
  public static StartWeights of(ParameterSet set, long seed, byte[] onnx, String name) {
    float[] weights = Initialiser.initialise(set, seed);
    Map<String, OnnxWeights.Weight> known = OnnxWeights.read(onnx, name);
    int taken = 0;
    for (ParameterSet.Spec spec : set.specs()) {
      OnnxWeights.Weight w = known.get(spec.name());
      if (w != null && Arrays.equals(w.shape(), spec.shape())) {
        System.arraycopy(w.values(), 0, weights, spec.offset(), spec.count());
        taken += spec.count();
      }
    }
    return new StartWeights(weights, taken);
  }
}
