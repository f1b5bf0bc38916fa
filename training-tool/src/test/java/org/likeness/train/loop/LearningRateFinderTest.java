package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.TinyTraining;

class LearningRateFinderTest {
  @TempDir Path folder;

  @Test
  void aTenthOfTheRateOfTheLeastLoss() {
    List<LearningRateFinder.Point> points = new ArrayList<>();
    for (int i = 0; i <= 60; i++) {
      double rate = 1e-6 * Math.pow(10, i / 10.0);
      double loss = 2 + Math.pow(Math.log10(rate) + 2, 2);
      points.add(new LearningRateFinder.Point(rate, loss, loss));
    }
    assertThat(LearningRateFinder.suggestion(points)).isEqualTo(1e-3);
  }

  @Test
  void itRaisesTheRateUntilTheLossRunsAwayAndDrawsIt() throws Exception {
    TrainConfig config =
        LearningRateFinder.plain(TinyTraining.config(1000, false).with("{\"batch\": 1}"));
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      LearningRateFinder.Result result =
          LearningRateFinder.find(trainer, TinyTraining.sets(folder), 60, new AtomicBoolean());
      List<LearningRateFinder.Point> points = result.points();
      assertThat(points).hasSizeGreaterThan(20);
      for (int i = 1; i < points.size(); i++) {
        assertThat(points.get(i).rate()).isGreaterThan(points.get(i - 1).rate());
      }
      assertThat(result.suggestion()).isBetween(1e-5, 0.05);
      result.write(folder);
    }
    assertThat(folder.resolve("find-lr.svg")).content().contains("<polyline", "</svg>");
    JsonNode data = Settings.JSON.readTree(folder.resolve("find-lr.json").toFile());
    assertThat(data.at("/points/3/rate").asDouble()).isPositive();
  }

  @Test
  void aFolderHasOneTrainingAtATimeAndNoRemains() throws Exception {
    Path m = folder.resolve("m");
    try (RunFolder first = RunFolder.open(m)) {
      assertThatThrownBy(() -> RunFolder.open(m))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another training runs in this folder");
      Files.writeString(m.resolve(".checkpoint-000000003.ckpt.77-1.tmp"), "half");
      Files.writeString(m.resolve("checkpoint-000000002.ckpt"), "x");
    }
    try (RunFolder second = RunFolder.open(m)) {
      assertThat(m.resolve(".checkpoint-000000003.ckpt.77-1.tmp")).doesNotExist();
      assertThat(m.resolve("checkpoint-000000002.ckpt")).exists();
    }
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> RunFolder.open(file.resolve("m")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be made");
  }
}
