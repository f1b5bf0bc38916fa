package org.likeness.train.landmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.face.FacePoints;
import org.likeness.model.FloatTensor;
import org.likeness.model.OnnxSession;
import org.likeness.train.loop.WeightFile;
import org.likeness.train.net.TorchRuntime;
import org.likeness.train.rendered.NetTrainer;
import org.likeness.train.rendered.RenderedRun;
import org.likeness.train.rendered.RenderedSet;

/** Pictures drawn here: a disc for each point, so that there is something to learn in a minute. */
class LandmarkNetTest {
  @TempDir private Path folder;

  @BeforeAll
  static void libtorch() {
    TorchRuntime.start(1);
  }

  private static LandmarkConfig config(long iterations) {
    LandmarkConfig d = LandmarkConfig.DEFAULT;
    return new LandmarkConfig(
        iterations,
        4,
        5,
        1e-3,
        0,
        1,
        0,
        20,
        0.9,
        false,
        4,
        0.05,
        0.03,
        0.2,
        d.hiddenWeight(),
        d.anchorWeight(),
        d.turnWeight(),
        d.farShare(),
        d.deviationWeight(),
        d.visibilityWeight());
  }

  private static final LandmarkTraining NET = new LandmarkTraining();

  private RenderedSet<LandmarkPicture> data() throws IOException {
    return NET.read(List.of(DrawnFaces.write(folder.resolve("faces"), 2, 4)));
  }

  @Test
  void theExportedGraphGivesWhatWasTrained() throws IOException {
    RenderedSet<LandmarkPicture> data = data();
    try (LandmarkTrainer trainer = fresh(config(10))) {
      LandmarkSamples samples = new LandmarkSamples(data.pictures(), config(10));
      for (int i = 0; i < 3; i++) {
        trainer.step(samples.make(i));
      }
      LandmarkBatch batch = LandmarkSamples.plain(data.pictures().subList(0, 2));
      LandmarkNet.Output<float[]> torch = trainer.show(batch);
      byte[] onnx =
          NET.onnx(trainer.state().get(3), new RenderedRun.Header<>(config(10), 3, 0, 8, 2, ""));
      try (OnnxSession session = OnnxSession.open(onnx, "landmarks")) {
        Map<String, FloatTensor> out =
            session.run(
                Map.of(
                    "crop",
                    FloatTensor.of(batch.input(), 2, 3, LandmarkNet.SIZE, LandmarkNet.SIZE)));
        compare(out.get("places"), torch.places(), 5e-4);
        compare(out.get("turn"), torch.turn(), 2e-2);
        compare(out.get("units"), torch.units(), 2e-2);
        compare(out.get("facts"), torch.facts(), 2e-2);
      }
    }
  }

  private static void compare(FloatTensor made, float[] expected, double tolerance) {
    float[] v = made.toArray();
    assertThat(v).hasSameSizeAs(expected);
    for (int i = 0; i < v.length; i++) {
      assertThat((double) v[i]).isCloseTo(expected[i], within(tolerance));
    }
  }

  @Test
  void whereTheTruthIsMirroredTheSampleIsToo() throws IOException {
    RenderedSet<LandmarkPicture> data = data();
    LandmarkBatch plain = LandmarkSamples.plain(data.pictures());
    for (int k = 0; k < FacePoints.CLASSIC; k++) {
      assertThat(plain.places()[2 * k]).isBetween(0f, 1f);
    }
    LandmarkSamples samples = new LandmarkSamples(data.pictures(), config(10));
    boolean ordinary = false;
    boolean mirrored = false;
    for (int i = 0; i < 8; i++) {
      LandmarkBatch b = samples.make(i);
      for (int s = 0; s < b.count(); s++) {
        // In every sample the jaw's first point lies left of its last: the numbers are swapped too.
        int at = 2 * s * LandmarkNet.POINTS;
        assertThat(b.places()[at]).isLessThan(b.places()[at + 32]);
        boolean bright = b.input()[s * 3 * LandmarkNet.SIZE * LandmarkNet.SIZE] > 0;
        ordinary |= bright;
        mirrored |= !bright;
      }
    }
    assertThat(ordinary && mirrored).isTrue();
  }

  @Test
  void theSameIterationGivesTheSameSamples() throws IOException {
    RenderedSet<LandmarkPicture> data = data();
    LandmarkBatch a = new LandmarkSamples(data.pictures(), config(10)).make(7);
    LandmarkBatch b = new LandmarkSamples(data.pictures(), config(10)).make(7);
    LandmarkBatch other = new LandmarkSamples(data.pictures(), config(10)).make(8);
    assertThat(a.input()).isEqualTo(b.input());
    assertThat(a.places()).isEqualTo(b.places());
    assertThat(a.input()).isNotEqualTo(other.input());
  }

  @Test
  void itLearnsAndGoesOnFromItsCheckpointBitForBit() throws IOException {
    RenderedSet<LandmarkPicture> data = data();
    Path whole = folder.resolve("whole");
    run(whole, data, data.pictures(), new AtomicBoolean(), 1e9);
    Path parts = folder.resolve("parts");
    AtomicBoolean stop = new AtomicBoolean();
    // A run that is told to stop at once saves where it is.
    stop.set(true);
    run(parts, data, List.of(), stop, 1e9);
    run(parts, data, List.of(), new AtomicBoolean(), 0);
    assertThat(RenderedRun.header(parts, NET).iteration()).isBetween(1L, 39L);
    run(parts, data, List.of(), new AtomicBoolean(), 1e9);
    RenderedRun.export(whole, NET, folder.resolve("a.onnx"));
    RenderedRun.export(parts, NET, folder.resolve("b.onnx"));
    assertThat(RenderedRun.header(whole, NET).iteration()).isEqualTo(40);
    assertThat(weights(parts)).isEqualTo(weights(whole));
    double[] before;
    double[] after;
    try (LandmarkTrainer fresh = fresh(config(40));
        LandmarkTrainer trained = new LandmarkTrainer(config(40), weightsOf(whole), 40)) {
      before = LandmarkValidation.of(fresh, data.pictures());
      after = LandmarkValidation.of(trained, data.pictures());
    }
    assertThat(after[0]).isLessThan(0.7 * before[0]);
    assertThat(Files.size(folder.resolve("a.onnx"))).isBetween(500_000L, 8_000_000L);
  }

  private static void run(
      Path folder,
      RenderedSet<LandmarkPicture> data,
      List<LandmarkPicture> judge,
      AtomicBoolean stop,
      double seconds)
      throws IOException {
    new RenderedRun<>(folder, NET, config(40), data, judge, line -> {})
        .run(null, stop, new RenderedRun.Times(seconds, 1e9, 1e9));
  }

  private static LandmarkTrainer fresh(LandmarkConfig config) {
    return NET.trainer(config, NetTrainer.fresh(NET.parameters(), config.seed(), null), 0);
  }

  private static float[] weights(Path run) throws IOException {
    return weightsOf(run).get(0);
  }

  private static List<float[]> weightsOf(Path run) throws IOException {
    return WeightFile.read(run.resolve(NET.checkpoint())).four();
  }
}
