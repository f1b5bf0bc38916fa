package org.likeness.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.likeness.face.Weights;
import org.likeness.model.tfjs.TfjsReader;

/** The networks that our readers make, against others' word on them. */
class ParityTest {
  @TempDir Path dir;

  @Test
  void ourMeshEqualsTheIndependentConversion() {
    byte[] ours = FaceNetwork.MESH.onnx(Weights.store());
    byte[] theirs =
        TfjsReader.toOnnx(
            Weights.bytes(NpmPackage.HUMAN, "models/facemesh.json"),
            Weights.bytes(NpmPackage.HUMAN, "models/facemesh.bin"),
            "facemesh");
    try (OnnxSession a = OnnxSession.open(ours, "tflite");
        OnnxSession b = OnnxSession.open(theirs, "tfjs")) {
      for (int seed = 1; seed <= 3; seed++) {
        FloatTensor in = picture(seed, 192);
        float[] x = points(a.run(Map.of("input", in)));
        float[] y = points(b.run(Map.of("input", in)));
        double worst = 0;
        for (int i = 0; i < x.length; i++) {
          worst = Math.max(worst, Math.abs(x[i] - y[i]));
        }
        assertThat(worst).as("largest difference in pixels of the crop").isLessThan(1e-4);
        double largest = 0;
        for (float v : y) {
          largest = Math.max(largest, v);
        }
        assertThat(largest).as("the points are spread over the crop").isGreaterThan(60);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FaceNetwork.class)
  void everyNetworkRunsWithAnyBatch(FaceNetwork network) {
    byte[] onnx = network.onnx(Weights.store());
    try (OnnxSession s = OnnxSession.open(onnx, network.role())) {
      int size = (int) s.inputs().get(0).shape()[2];
      float[] one = picture(5, size).toArray();
      float[] two = new float[2 * one.length];
      System.arraycopy(one, 0, two, one.length, one.length);
      Map<String, FloatTensor> single =
          s.run(Map.of("input", FloatTensor.of(one, 1, 3, size, size)));
      Map<String, FloatTensor> pair = s.run(Map.of("input", FloatTensor.of(two, 2, 3, size, size)));
      for (Map.Entry<String, FloatTensor> e : single.entrySet()) {
        float[] x = e.getValue().toArray();
        float[] y = pair.get(e.getKey()).toArray();
        assertThat(y).hasSize(2 * x.length);
        for (int i = 0; i < x.length; i += 7) {
          assertThat(x[i]).isFinite();
          assertThat(y[x.length + i]).isCloseTo(x[i], within(1e-3f));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FaceNetwork.class)
  void theOnnxCheckerAcceptsEveryNetwork(FaceNetwork network)
      throws IOException, InterruptedException {
    Path file = dir.resolve(network.role() + ".onnx");
    Files.write(file, network.onnx(Weights.store()));
    Path python = Path.of("/usr/bin/python3");
    Assumptions.assumeTrue(
        Files.isExecutable(python) && run(python, "import onnx").isEmpty(),
        "python3-onnx is not installed: the checker's word is not asked for");
    String said =
        run(
            python,
            "import onnx; m = onnx.load('"
                + file
                + "'); onnx.checker.check_model(m, full_check=True)");
    assertThat(said).isEmpty();
  }

  /** What Python said, empty if it ended well. */
  private static String run(Path python, String code) throws IOException, InterruptedException {
    Process p = new ProcessBuilder(python.toString(), "-c", code).redirectErrorStream(true).start();
    try (InputStream out = p.getInputStream()) {
      String said = new String(out.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(p.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return p.exitValue() == 0 ? "" : "exit " + p.exitValue() + ": " + said;
    }
  }

  private static float[] points(Map<String, FloatTensor> out) {
    for (FloatTensor t : out.values()) {
      if (t.data().limit() == 1404) {
        return t.toArray();
      }
    }
    throw new AssertionError("no output has 1404 numbers: " + out.keySet());
  }

  /** Soft blobs, a face's colours: a picture on which the net gives moderate numbers. */
  private static FloatTensor picture(int seed, int size) {
    Random random = new Random(seed);
    float[] data = new float[3 * size * size];
    for (int blob = 0; blob < 8; blob++) {
      double cx = size * random.nextDouble();
      double cy = size * random.nextDouble();
      double r = size * (0.05 + 0.3 * random.nextDouble());
      for (int c = 0; c < 3; c++) {
        double v = random.nextDouble() / 3;
        for (int y = 0; y < size; y++) {
          for (int x = 0; x < size; x++) {
            double d = Math.hypot(x - cx, y - cy) / r;
            data[(c * size + y) * size + x] += (float) (v * Math.exp(-d * d));
          }
        }
      }
    }
    return FloatTensor.of(data, 1, 3, size, size);
  }
}
