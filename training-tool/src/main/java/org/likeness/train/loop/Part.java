package org.likeness.train.loop;

import java.util.ArrayList;
import java.util.List;
import org.likeness.train.data.Batch;
import org.likeness.train.loss.LossWeights;
import org.likeness.train.loss.Whole;

/**
 * A part of an iteration's samples, of every identity as many.
 *
 * @param batches one for each trained identity, of the same count
 * @param from number of the first sample among all of the iteration
 * @param wholes for each identity, what its sums are divided by
 */
record Part(List<Batch> batches, int from, List<Whole> wholes) {
  /**
   * Splits an iteration's samples.
   *
   * @param batches one for each trained identity, of the same count
   * @param weights of the losses
   * @param parts how many, of equal size
   */
  static List<Part> split(List<Batch> batches, LossWeights weights, int parts) {
    List<Whole> wholes =
        batches.stream().map(batch -> Whole.of(batch, weights, 1.0 / parts)).toList();
    if (parts == 1) {
      return List.of(new Part(batches, 0, wholes));
    }
    int count = batches.get(0).count() / parts;
    List<Part> out = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      int from = p * count;
      out.add(new Part(batches.stream().map(b -> b.part(from, count)).toList(), from, wholes));
    }
    return out;
  }
}
