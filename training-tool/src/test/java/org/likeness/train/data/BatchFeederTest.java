package org.likeness.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.TinyTraining;

class BatchFeederTest {
  private static final int MANY = 40;

  @TempDir Path folder;

  /** Also where the size changes on the way, and what was there before does not shine through. */
  @Test
  void arraysAreUsedAgainAndHoldWhatFreshOnesWould() throws Exception {
    List<TrainingSet> sets = TinyTraining.sets(folder);
    Augmentation how = Augmentation.DEFAULT;
    Set<float[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    try (BatchFeeder feeder =
        new BatchFeeder(sets, 3, 2, 0, MANY, it -> how, it -> it < 20 ? 16 : 32)) {
      for (int it = 0; it < MANY; it++) {
        List<Batch> batches = feeder.take(it);
        for (int i = 0; i < sets.size(); i++) {
          Batch fresh =
              new SampleMaker(sets.get(i), i, 3, List.of(sets.get(1 - i)))
                  .make(it, 2, how, it < 20 ? 16 : 32);
          Batch got = batches.get(i);
          arrays.add(got.input());
          assertThat(got.input()).isEqualTo(fresh.input());
          assertThat(got.label()).isEqualTo(fresh.label());
          assertThat(got.matte()).isEqualTo(fresh.matte());
          assertThat(got.area()).isEqualTo(fresh.area());
          assertThat(got.priority()).isEqualTo(fresh.priority());
          assertThat(got.colour()).isEqualTo(fresh.colour());
          assertThat(got.chip()).isEqualTo(fresh.chip());
        }
      }
    }
    // Two in the queue, one being made, one in use; for two sizes and two identities.
    assertThat(arrays.size()).isLessThanOrEqualTo(2 * 2 * 5);
  }
}
