package org.likeness.train.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.model.FloatTensor;
import org.likeness.model.ModelFile;
import org.likeness.model.ModelImport;
import org.likeness.model.ModelManifest;
import org.likeness.model.OnnxSession;
import org.likeness.model.RightsRecord;
import org.likeness.model.SwapModel;
import org.likeness.model.SwapOutput;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.pipeline.DfmExport;
import org.likeness.train.TinyNets;
import org.likeness.train.TinyTraining;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.TrainedIdentity;
import org.likeness.train.loop.Trainer;
import org.likeness.train.net.TorchRuntime;

/** Every family can be said as a DFM; one trained in the players' crop without resampling. */
class DfmFamilyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final int SIDE = 32;
  @TempDir Path folder;

  private static Trainer fresh(String arch) {
    TorchRuntime.start(1);
    TrainConfig config =
        TrainConfig.defaults(TinyNets.config(arch, false, 0))
            .with("{\"bfloat16\": false, \"growth\": {\"share\": 0}}");
    return Trainer.fresh(config, 2);
  }

  private static List<TrainedIdentity> who() {
    return TinyTraining.WHO.stream()
        .map(
            w ->
                new TrainedIdentity(
                    w.id(),
                    w.displayName(),
                    w.images(),
                    "dfl-whole-face",
                    1.585,
                    "srgb-display-v1",
                    true,
                    w.licences(),
                    null))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"df", "liae", "amp", "comb"})
  void playersGetTheSameNumbers(String arch) throws Exception {
    for (boolean selector : new boolean[] {false, true}) {
      byte[] onnx;
      try (Trainer trainer = fresh(arch)) {
        Checkpoint checkpoint = trainer.checkpoint(who(), 0, 0, 16);
        onnx =
            ModelExport.onnx(
                checkpoint,
                new ModelExport.Request(
                    "m",
                    List.of(),
                    OnnxGraph.Precision.FP32,
                    "CC0-1.0",
                    new RightsRecord("C-1", "h", "s", null, "c"),
                    selector));
      }
      Path file = Files.write(folder.resolve("m.onnx"), onnx);
      ModelManifest m = ModelFile.readManifest(file);
      assertThat(DfmExport.resamples(m)).isFalse();
      byte[] dfm = DfmExport.bytes(onnx, m, "m", "b", selector ? null : "a", TODAY);
      float[] planes = new float[3 * SIDE * SIDE];
      float[] rows = new float[3 * SIDE * SIDE];
      int n = SIDE * SIDE;
      for (int i = 0; i < planes.length; i++) {
        planes[i] = (i * 37 % 101) / 101f;
        rows[3 * (i % n) + 2 - i / n] = planes[i];
      }
      boolean morphs = m.controls().stream().anyMatch(c -> c.id().equals("morph"));
      assertThat(morphs).isEqualTo(arch.equals("amp"));
      Map<String, FloatTensor> in = new HashMap<>();
      in.put("in_face:0", FloatTensor.of(rows, 1, SIDE, SIDE, 3));
      if (morphs) {
        in.put("morph_value:0", FloatTensor.of(new float[] {0.5f}, 1));
      }
      Map<String, Double> values = morphs ? Map.of("morph", 0.5) : Map.of();
      Path back =
          Files.write(
              folder.resolve("back.onnx"),
              ModelImport.dfm(
                  dfm,
                  "m.dfm",
                  new ModelImport.Naming("B", "b", "B", "CC0-1.0"),
                  ModelImport.DfmMatte.IDENTITY,
                  1.585));
      try (SwapModel model = SwapModel.open(file, "b");
          SwapModel again = SwapModel.open(back, null);
          OnnxSession players = OnnxSession.open(dfm, "m.dfm")) {
        SwapOutput own = model.run(planes, values);
        SwapOutput other = again.run(planes, values);
        Map<String, FloatTensor> there = players.run(in);
        float[] face = there.get("out_celeb_face:0").toArray();
        for (int i = 0; i < planes.length; i++) {
          assertThat(face[3 * (i % n) + 2 - i / n]).isCloseTo(own.face()[i], within(1e-5f));
          assertThat(other.face()[i]).isCloseTo(own.face()[i], within(1e-5f));
        }
        float[] mask = there.get("out_celeb_face_mask:0").toArray();
        for (int i = 0; i < n; i++) {
          assertThat(mask[i]).isCloseTo(own.matte()[i], within(1e-5f));
        }
      }
    }
  }
}
