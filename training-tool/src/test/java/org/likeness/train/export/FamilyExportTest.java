package org.likeness.train.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.likeness.model.FloatTensor;
import org.likeness.model.ModelControl;
import org.likeness.model.OnnxSession;
import org.likeness.model.SwapModel;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.train.TinyNets;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.TrainedIdentity;
import org.likeness.train.loop.Trainer;
import org.likeness.train.net.NetRegistry;
import org.likeness.train.net.SwapNet;
import org.likeness.train.net.TorchRuntime;

/** Every family's file computes what the engine computes. */
class FamilyExportTest {
  private static final double ENGINE = 1e-5;

  /** Weights rounded to half precision. */
  private static final double HALF = 4e-3;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"df", "liae", "amp", "comb"})
  void withOneTwoAndThreeIdentities(String arch) {
    for (int identities = 1; identities <= 3; identities++) {
      check(arch, identities, 8, 1000);
    }
    check(arch, 2, 0, 1000);
  }

  @ParameterizedTest
  @CsvSource({"df", "liae", "amp", "comb"})
  void withASelectorAndHalfPrecision(String arch) throws Exception {
    TrainConfig config = config(arch, 8);
    List<TrainedIdentity> who = who(3);
    Checkpoint checkpoint = shaken(config, who, 1000);
    Path file = folder.resolve("m.onnx");
    Files.write(
        file,
        ModelExport.onnx(
            checkpoint,
            new ModelExport.Request(
                "tiny", List.of(), OnnxGraph.Precision.FP16, "CC0-1.0", null, true)));
    float[] crop = new float[3 * 64 * 64];
    Random random = new Random(9);
    for (int i = 0; i < crop.length; i++) {
      crop[i] = random.nextFloat();
    }
    List<float[]> faces = new ArrayList<>();
    try (Trainer trainer = Trainer.resume(config, checkpoint)) {
      for (int i = 0; i < who.size(); i++) {
        try (SwapModel model = SwapModel.open(file, who.get(i).id())) {
          assertThat(model.manifest().lineage()).containsExactly("base sha256:0");
          assertThat(model.manifest().controls()).hasSize(arch.equals("amp") ? 1 : 0);
          float[] face = model.run(crop).face();
          assertThat(difference(trainer.show(crop, 1, i).face(), face)).isLessThan(HALF);
          faces.add(face);
        }
      }
    }
    assertThat(difference(faces.get(0), faces.get(1))).isGreaterThan(HALF);
    assertThat(difference(faces.get(1), faces.get(2))).isGreaterThan(HALF);
  }

  @ParameterizedTest
  @CsvSource({"0", "10", "30", "45"})
  void whileItGrows(int iteration) {
    check("comb", 2, 0, iteration);
  }

  private static void check(String arch, int identities, int refiner, int iteration) {
    TrainConfig config = config(arch, refiner);
    List<TrainedIdentity> who = who(identities);
    Checkpoint checkpoint = shaken(config, who, iteration);
    byte[] onnx =
        ModelExport.onnx(
            checkpoint,
            new ModelExport.Request("tiny", List.of(), OnnxGraph.Precision.FP32, "CC0-1.0", null));
    SwapNet net = NetRegistry.create(config.net());
    int side = config.growthAt(net, iteration).resolution();
    try (Trainer trainer = Trainer.resume(config, checkpoint);
        OnnxSession session = OnnxSession.open(onnx, "tiny")) {
      assertThat(trainer.iteration()).isEqualTo(iteration);
      for (int n : new int[] {1, 3}) {
        compare(trainer, session, net, n, side, who);
      }
    }
  }

  private static TrainConfig config(String arch, int refiner) {
    TorchRuntime.start(1);
    return TrainConfig.defaults(TinyNets.config(arch, true, refiner))
        .with(
            """
            {"iterations": 100, "bfloat16": false, "growth": {"share": 0.4}}
            """);
  }

  private static List<TrainedIdentity> who(int identities) {
    List<TrainedIdentity> who = new ArrayList<>();
    for (int i = 0; i < identities; i++) {
      who.add(
          new TrainedIdentity(
              "i" + i,
              "i" + i,
              8,
              "whole-face-v1",
              1.3,
              "film-shoulder-v1",
              true,
              List.of(),
              null));
    }
    return who;
  }

  /** A checkpoint of random numbers: biases and the refiner's zeros too. */
  private static Checkpoint shaken(TrainConfig config, List<TrainedIdentity> who, int iteration) {
    try (Trainer fresh = Trainer.fresh(config, who.size())) {
      Checkpoint begun = fresh.checkpoint(who, 0, 0, 16);
      float[] average = begun.average();
      Random random = new Random(3);
      for (int i = 0; i < average.length; i++) {
        average[i] += 0.02f * (float) random.nextGaussian();
      }
      return new Checkpoint(
          new Checkpoint.Header(config, who, iteration, 0, 0, 16, List.of("base sha256:0")),
          new HashMap<>(copies(begun.parts())));
    }
  }

  private static Map<String, float[]> copies(Map<String, float[]> parts) {
    Map<String, float[]> out = new HashMap<>();
    parts.forEach((name, values) -> out.put(name, values.clone()));
    return out;
  }

  private static void compare(
      Trainer trainer,
      OnnxSession session,
      SwapNet net,
      int n,
      int side,
      List<TrainedIdentity> who) {
    int full = net.config().resolution();
    int by = full / side;
    float[] small = new float[n * 3 * side * side];
    Random random = new Random(n);
    for (int i = 0; i < small.length; i++) {
      small[i] = random.nextFloat();
    }
    float[] large = enlarge(small, side, by);
    Map<String, FloatTensor> in = new HashMap<>();
    in.put(ModelExport.INPUT, FloatTensor.of(small, n, 3, side, side));
    for (ModelControl control : net.controls()) {
      in.put(control.input(), FloatTensor.of(new float[] {(float) control.initial()}, 1));
    }
    Map<String, FloatTensor> out = session.run(in);
    for (int id = 0; id < who.size(); id++) {
      SwapNet.Output<float[]> engine = trainer.show(large, n, id);
      String name = who.get(id).id();
      float[] face = enlarge(out.get("face_" + name).toArray(), side, by);
      float[] matte = enlarge(out.get("matte_" + name).toArray(), side, by);
      assertThat(difference(engine.face(), face)).isLessThan(ENGINE);
      assertThat(difference(engine.matte(), matte)).isLessThan(ENGINE);
    }
  }

  private static float[] enlarge(float[] values, int side, int by) {
    int planes = values.length / (side * side);
    float[] out = new float[values.length * by * by];
    int large = side * by;
    for (int p = 0; p < planes; p++) {
      for (int y = 0; y < large; y++) {
        for (int x = 0; x < large; x++) {
          out[(p * large + y) * large + x] = values[(p * side + y / by) * side + x / by];
        }
      }
    }
    return out;
  }

  private static double difference(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }
}
