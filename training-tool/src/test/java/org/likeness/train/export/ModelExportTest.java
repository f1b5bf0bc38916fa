package org.likeness.train.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.model.FloatTensor;
import org.likeness.model.ModelFile;
import org.likeness.model.ModelManifest;
import org.likeness.model.OnnxSession;
import org.likeness.model.RightsRecord;
import org.likeness.model.SwapModel;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.train.TinyTraining;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.TrainedIdentity;
import org.likeness.train.loop.Trainer;
import org.likeness.train.net.SwapNet;

class ModelExportTest {
  private static final double ENGINE = 1e-5;

  /** Weights rounded to half precision: about 2^-11 each, added up over the layers. */
  private static final double HALF = 2e-3;

  @TempDir Path folder;

  private static ModelExport.Request request(OnnxGraph.Precision precision, String... ids) {
    return new ModelExport.Request(
        "tiny",
        List.of(ids),
        precision,
        "CC0-1.0",
        new RightsRecord("7", "holder", "tests", null, "nobody"));
  }

  private static Trainer trained(Path folder) throws Exception {
    TrainConfig config = TinyTraining.config(30, false);
    Trainer trainer = Trainer.fresh(config, 2);
    TinyTraining.train(trainer, config, TinyTraining.sets(folder), 30);
    return trainer;
  }

  private static double difference(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }

  @Test
  void theShapeOfAnIdentitysFaceComesAlong() throws Exception {
    List<Float> shape = new ArrayList<>();
    for (int i = 0; i < 54; i++) {
      shape.add(0.01f * i - 0.25f);
    }
    try (Trainer trainer = Trainer.fresh(TinyTraining.config(1, false), 2)) {
      List<TrainedIdentity> who =
          List.of(TinyTraining.WHO.get(0).withShape(shape), TinyTraining.WHO.get(1));
      byte[] onnx =
          ModelExport.onnx(trainer.checkpoint(who, 0, 0, 16), request(OnnxGraph.Precision.FP16));
      ModelManifest m = ModelFile.manifest(onnx, "tiny");
      assertThat(m.shape("a")).isEqualTo(shape);
      assertThat(m.shape("b")).isEmpty();
      assertThat(m.shape("nobody")).isEmpty();
    }
  }

  @Test
  void theFileComputesWhatTheEngineComputes() throws Exception {
    try (Trainer trainer = trained(folder)) {
      Checkpoint checkpoint = trainer.checkpoint(TinyTraining.WHO, 0, 0, 16);
      for (OnnxGraph.Precision precision : OnnxGraph.Precision.values()) {
        byte[] onnx = ModelExport.onnx(checkpoint, request(precision));
        assertThat(onnx).isEqualTo(ModelExport.onnx(checkpoint, request(precision)));
        double allowed = precision == OnnxGraph.Precision.FP32 ? ENGINE : HALF;
        try (OnnxSession session = OnnxSession.open(onnx, "tiny")) {
          for (int n : new int[] {1, 3}) {
            compare(trainer, session, n, allowed);
          }
        }
      }
    }
  }

  private static void compare(Trainer trainer, OnnxSession session, int n, double allowed) {
    float[] crops = new float[n * 3 * 32 * 32];
    Random random = new Random(n);
    for (int i = 0; i < crops.length; i++) {
      crops[i] = random.nextFloat();
    }
    Map<String, FloatTensor> out =
        session.run(Map.of(ModelExport.INPUT, FloatTensor.of(crops, n, 3, 32, 32)));
    for (int id = 0; id < 2; id++) {
      String name = TinyTraining.WHO.get(id).id();
      SwapNet.Output<float[]> engine = trainer.show(crops, n, id);
      double face = difference(engine.face(), out.get("face_" + name).toArray());
      double matte = difference(engine.matte(), out.get("matte_" + name).toArray());
      assertThat(face).isLessThan(allowed);
      assertThat(matte).isLessThan(allowed);
    }
  }

  @Test
  void theSwapModelOpensItAndItSaysWhatItIs() throws Exception {
    try (Trainer trainer = trained(folder)) {
      Checkpoint checkpoint = trainer.checkpoint(TinyTraining.WHO, 90, 1.25, 16);
      byte[] onnx = ModelExport.onnx(checkpoint, request(OnnxGraph.Precision.FP16, "b"));
      Path file = Files.write(folder.resolve("m.onnx"), onnx);
      try (SwapModel model = SwapModel.open(file, null)) {
        ModelManifest manifest = model.manifest();
        assertThat(manifest.size()).isEqualTo(32);
        assertThat(manifest.identities()).hasSize(1);
        assertThat(manifest.configSha256()).isEqualTo(checkpoint.header().config().sha256());
        assertThat(manifest.training()).containsEntry("iterations", 30);
        assertThat(manifest.rights()).isNotNull();
        float[] crop = new float[3 * 32 * 32];
        assertThat(difference(trainer.show(crop, 1, 1).face(), model.run(crop).face()))
            .isCloseTo(0, within(HALF));
      }
    }
  }

  @Test
  void aSelectorChoosesWhoseDecoderRuns() throws Exception {
    try (Trainer trainer = trained(folder)) {
      Checkpoint checkpoint = trainer.checkpoint(TinyTraining.WHO, 0, 0, 16);
      ModelExport.Request plain = request(OnnxGraph.Precision.FP16);
      ModelExport.Request request =
          new ModelExport.Request(
              "tiny", List.of(), plain.precision(), "CC0-1.0", plain.rights(), true);
      byte[] onnx = ModelExport.onnx(checkpoint, request);
      assertThat(onnx).isEqualTo(ModelExport.onnx(checkpoint, request));
      Path file = Files.write(folder.resolve("m.onnx"), onnx);
      assertThat(ModelFile.readManifest(file).formatVersion()).isEqualTo(2);
      assertThat(ModelFile.readManifest(file).selector()).isEqualTo(ModelExport.SELECTOR);
      Path apart = Files.write(folder.resolve("n.onnx"), ModelExport.onnx(checkpoint, plain));
      float[] crop = new float[3 * 32 * 32];
      for (int i = 0; i < crop.length; i++) {
        crop[i] = (i * 31 % 97) / 97f;
      }
      float[][] faces = new float[2][];
      for (int id = 0; id < 2; id++) {
        String name = TinyTraining.WHO.get(id).id();
        try (SwapModel one = SwapModel.open(file, name);
            SwapModel other = SwapModel.open(apart, name)) {
          faces[id] = one.run(crop).face();
          assertThat(difference(faces[id], other.run(crop).face())).isLessThan(1e-6);
          assertThat(difference(one.run(crop).matte(), other.run(crop).matte())).isLessThan(1e-6);
        }
      }
      assertThat(difference(faces[0], faces[1])).isGreaterThan(0.01);
    }
  }

  @Test
  void anUnknownIdentityIsNamed() throws Exception {
    try (Trainer trainer = trained(folder)) {
      Checkpoint checkpoint = trainer.checkpoint(TinyTraining.WHO, 0, 0, 16);
      assertThatThrownBy(
              () -> ModelExport.onnx(checkpoint, request(OnnxGraph.Precision.FP32, "carol")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no identity carol")
          .hasMessageContaining("a, b");
    }
  }

  @Test
  void anIndependentCheckerAcceptsTheFile() throws Exception {
    Path python = Path.of("/usr/bin/python3");
    Assumptions.assumeTrue(Files.isExecutable(python), "no Debian Python here");
    Process there = new ProcessBuilder(python.toString(), "-c", "import onnx").start();
    Assumptions.assumeTrue(there.waitFor() == 0, "Debian's python3-onnx is not installed");
    try (Trainer trainer = trained(folder)) {
      Checkpoint checkpoint = trainer.checkpoint(TinyTraining.WHO, 0, 0, 16);
      for (int i = 0; i < 4; i++) {
        ModelExport.Request plain = request(OnnxGraph.Precision.values()[i % 2]);
        ModelExport.Request request =
            new ModelExport.Request(
                "tiny", List.of(), plain.precision(), "CC0-1.0", plain.rights(), i > 1);
        Path file = Files.write(folder.resolve("m.onnx"), ModelExport.onnx(checkpoint, request));
        String check =
            "import onnx, sys; onnx.checker.check_model(onnx.load(sys.argv[1]), full_check=True)";
        Process process =
            new ProcessBuilder(python.toString(), "-c", check, file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
      }
    }
  }
}
