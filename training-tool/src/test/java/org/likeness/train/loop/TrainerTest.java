package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.train.TinyTraining;
import org.likeness.train.data.TrainingSet;

class TrainerTest {
  @TempDir Path folder;

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoHundredStepsLowerTheLossAndResumeExactly(boolean bfloat16) throws Exception {
    TrainConfig config = TinyTraining.config(205, bfloat16);
    List<TrainingSet> sets = TinyTraining.sets(folder);
    List<Double> on;
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      List<Double> losses = TinyTraining.train(trainer, config, sets, 200);
      assertThat(mean(losses.subList(180, 200))).isLessThan(0.6 * mean(losses.subList(0, 20)));
      trainer.checkpoint(TinyTraining.WHO, 1, 2, 16).write(folder);
      on = TinyTraining.train(trainer, config, sets, 5);
    }
    Checkpoint read = Checkpoint.newest(folder);
    assertThat(read.header().iteration()).isEqualTo(200);
    try (Trainer again = Trainer.resume(config, read)) {
      List<Double> resumed = TinyTraining.train(again, config, sets, 5);
      for (int i = 0; i < 5; i++) {
        assertThat(resumed.get(i)).isCloseTo(on.get(i), within(1e-5));
      }
    }
  }

  @Test
  void anotherNetworkIsRefusedAtResume() {
    TrainConfig config = TinyTraining.config(10, false);
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      Checkpoint checkpoint = trainer.checkpoint(TinyTraining.WHO, 0, 0, 16);
      TrainConfig other = config.with("{\"net\": {\"resolution\": 64}}");
      assertThatThrownBy(() -> Trainer.resume(other, checkpoint))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("resolution=64");
    }
  }

  @Test
  void aRunKeepsItsFolderStopsWhenAskedAndGoesOnWithMoreIterations() throws Exception {
    TrainConfig config = TinyTraining.config(60, true);
    List<TrainingSet> sets = TinyTraining.sets(folder);
    Path out = folder.resolve("model");
    TrainingRun.Plan plan = new TrainingRun.Plan(out, 1e9, 1e9, 1e9);
    AtomicBoolean stop = new AtomicBoolean();
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      boolean done =
          new TrainingRun(sets, TinyTraining.WHO, trainer, plan, 0, 0)
              .run(stop, (at, total, step, pace) -> stop.set(at >= 20));
      assertThat(done).isFalse();
    }
    Checkpoint read = Checkpoint.newest(out);
    assertThat(read.header().iteration()).isEqualTo(20);
    TrainConfig longer = TinyTraining.config(100, true);
    try (Trainer trainer = Trainer.resume(longer, read)) {
      boolean done =
          new TrainingRun(sets, TinyTraining.WHO, trainer, plan, 5, 1)
              .run(new AtomicBoolean(), (at, total, step, pace) -> {});
      assertThat(done).isTrue();
    }
    assertThat(Checkpoint.newest(out).header().iteration()).isEqualTo(100);
    assertThat(Checkpoint.newest(out).header().seconds()).isGreaterThan(5);
    List<String> log = Files.readAllLines(out.resolve(TrainingRun.LOG));
    assertThat(log.stream().filter(l -> l.contains("\"loss\""))).hasSize(2);
    assertThat(log)
        .anySatisfy(l -> assertThat(l).contains("\"iteration\":20", "\"ended\"", "\"stopped\""));
    assertThat(log.get(log.size() - 1)).contains("\"iteration\":100", "\"done\"");
    assertThat(out.resolve("preview.png")).isNotEmptyFile();
    assertThat(out.resolve("config.json")).content().contains("\"iterations\" : 100");
  }
}
