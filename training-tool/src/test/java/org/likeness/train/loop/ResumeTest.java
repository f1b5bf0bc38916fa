package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.train.TinyTraining;
import org.likeness.train.data.BatchFeeder;
import org.likeness.train.data.TrainingSet;

class ResumeTest {
  @TempDir static Path faces;
  @TempDir Path folder;
  private static List<TrainingSet> sets = List.of();

  @BeforeAll
  static void draw() throws Exception {
    sets = TinyTraining.sets(faces);
  }

  private static TrainConfig config(String more) {
    return TinyTraining.config(6, false).with("{\"batch\": 2}").with(more.replace('\'', '"'));
  }

  private static List<Double> train(Trainer trainer, int count) throws InterruptedException {
    return train(trainer, sets, count);
  }

  static List<Double> train(Trainer trainer, List<TrainingSet> sets, int count)
      throws InterruptedException {
    TrainConfig config = trainer.config();
    List<Double> losses = new ArrayList<>();
    long from = trainer.iteration();
    try (BatchFeeder feeder =
        new BatchFeeder(
            sets,
            config.seed(),
            config.batch() * config.optimiser().accumulation(),
            from,
            from + count,
            config::augmentationAt,
            it -> trainer.growthAt(it).resolution())) {
      for (long it = from; it < from + count; it++) {
        losses.add(trainer.step(feeder.take(it)).loss());
      }
    }
    return losses;
  }

  /** Not nearly: every bit of every part. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'bfloat16': true}",
        "{'optimiser': {'kind': 'adabelief', 'changed': 0.3, 'schedule': 'onecycle'}}",
        "{'optimiser': {'accumulation': 2}, 'weightDecay': 0.1, 'freeze': {'parts': ['encoder']}}",
        "{'stages': [{'until': 0.5}, {'until': 1, 'rate': 0.5, 'augmentation': {'warp': 0},"
            + " 'loss': {'gradient': 3}}]}",
      })
  void threeStepsAndThreeMoreAreSix(String more) throws Exception {
    TrainConfig config = config(more);
    List<Double> through;
    Checkpoint end;
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      through = train(trainer, 6);
      trainer.checkpoint(TinyTraining.WHO, 1, 1, 16).write(folder.resolve(mkdir("six")));
      end = Checkpoint.newest(folder.resolve("six"));
    }
    Path half = folder.resolve(mkdir("three"));
    List<Double> pieces;
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      pieces = new ArrayList<>(train(trainer, 3));
      trainer.checkpoint(TinyTraining.WHO, 1, 1, 16).write(half);
    }
    Checkpoint middle = Checkpoint.newest(half);
    try (Trainer trainer = Trainer.resume(middle.header().config(), middle)) {
      pieces.addAll(train(trainer, 3));
      Checkpoint again = trainer.checkpoint(TinyTraining.WHO, 1, 1, 16);
      assertThat(pieces).isEqualTo(through);
      assertThat(again.parts().keySet()).isEqualTo(end.parts().keySet());
      for (String part : end.parts().keySet()) {
        assertThat(again.get(part)).as(part).isEqualTo(end.get(part));
      }
    }
  }

  private String mkdir(String name) throws Exception {
    java.nio.file.Files.createDirectories(folder.resolve(name));
    return name;
  }

  @Test
  void anotherRuleIsRefused() {
    Checkpoint checkpoint;
    try (Trainer trainer = Trainer.fresh(config("{}"), 2)) {
      checkpoint = trainer.checkpoint(TinyTraining.WHO, 0, 0, 16);
    }
    assertThatThrownBy(
            () -> Trainer.resume(config("{'optimiser': {'kind': 'adabelief'}}"), checkpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("optimiser.kind is adabelief, the checkpoint's is adamw");
  }
}
