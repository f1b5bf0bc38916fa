package org.likeness.train.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.model.SwapModel;
import org.likeness.model.SwapOutput;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.train.TinyTraining;
import org.likeness.train.export.ModelExport;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.Trainer;
import org.likeness.train.net.SwapNet;

class SteeredExportTest {
  private static final int CODE = 24;
  @TempDir Path folder;

  private static Directions directions() {
    Random random = new Random(4);
    float[] smile = new float[CODE];
    float[] gaze = new float[CODE];
    for (int i = 0; i < CODE; i++) {
      smile[i] = random.nextFloat() - 0.5f;
      gaze[i] = random.nextFloat() - 0.5f;
    }
    return new Directions(
        30,
        8,
        List.of(new Direction("smile", "Smile", smile), new Direction("gaze", "Gaze", gaze)));
  }

  @Test
  void controlsAtRestChangeNoBitAndTurnedTheyDoWhatTheEngineDoes() throws Exception {
    TrainConfig config = TinyTraining.config(30, false);
    Path plain = folder.resolve("plain.onnx");
    Path steered = folder.resolve("steered.onnx");
    Checkpoint checkpoint;
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      TinyTraining.train(trainer, config, TinyTraining.sets(folder), 30);
      checkpoint = trainer.checkpoint(TinyTraining.WHO, 0, 0, 16);
      ModelExport.Request request =
          new ModelExport.Request("tiny", List.of(), OnnxGraph.Precision.FP32, "CC0-1.0", null);
      Files.write(plain, ModelExport.onnx(checkpoint, request));
      Files.write(steered, ModelExport.onnx(checkpoint, request, Map.of(), directions()));
      float[] crop = new float[3 * 32 * 32];
      Random random = new Random(2);
      for (int i = 0; i < crop.length; i++) {
        crop[i] = random.nextFloat();
      }
      try (SwapModel without = SwapModel.open(plain, "b");
          SwapModel with = SwapModel.open(steered, "b");
          TrainedModel engine = new TrainedModel(checkpoint)) {
        assertThat(without.manifest().controls()).isEmpty();
        assertThat(with.manifest().controls())
            .extracting(c -> c.id() + " " + c.min() + " " + c.max() + " " + c.initial())
            .containsExactly("smile -1.0 1.0 0.0", "gaze -1.0 1.0 0.0");
        SwapOutput rest = with.run(crop);
        assertThat(rest.face()).isEqualTo(without.run(crop).face());
        assertThat(rest.matte()).isEqualTo(without.run(crop).matte());
        SwapOutput turned = with.run(crop, Map.of("smile", 0.8, "gaze", -0.5));
        assertThat(difference(turned.face(), rest.face())).isGreaterThan(1e-4);
        SwapNet.Output<float[]> expected =
            engine.show(crop, 1, directions(), Map.of("smile", 0.8, "gaze", -0.5));
        assertThat(difference(turned.face(), expected.face())).isLessThan(1e-5);
        assertThat(difference(turned.matte(), expected.matte())).isLessThan(1e-5);
      }
    }
  }

  @Test
  void directionsAreKeptAndThoseOfAnotherNetworkRefused() throws Exception {
    assertThat(Directions.read(folder, CODE)).isEqualTo(Directions.NONE);
    directions().write(folder);
    Directions read = Directions.read(folder, CODE);
    assertThat(read.directions()).hasSize(2);
    assertThat(read.directions().get(1).change())
        .isEqualTo(directions().directions().get(1).change());
    assertThat(read.iteration()).isEqualTo(30);
    assertThatThrownBy(() -> Directions.read(folder, CODE + 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("likeness directions");
    Files.writeString(folder.resolve(Directions.FILE), "{\"directions\": 3}");
    assertThatThrownBy(() -> Directions.read(folder, CODE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a file of directions");
  }

  private static double difference(float[] a, float[] b) {
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }
}
