package org.likeness.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.face.Weights;
import org.likeness.model.tfjs.DlibResnet;

/** The identity net, of which only weights are published, against its publisher's own code. */
class DlibResnetTest {
  private static final int SIDE = DlibResnet.SIZE;
  private static final double[] MEAN = {122.782, 117.001, 104.298};

  @TempDir Path dir;

  @Test
  void ourGraphGivesTheNumbersOfThePublishersCode() throws IOException, InterruptedException {
    byte[] onnx = FaceNetwork.IDENTITY.onnx(Weights.store());
    Path bundle = Weights.store().file(NpmPackage.FACE_API, "dist/face-api.js");
    Path root = bundle.getParent().getParent();
    for (int seed = 1; seed <= 2; seed++) {
      float[] picture = picture(seed);
      float[] theirs = publisher(root, picture);
      float[] ours;
      try (OnnxSession s = OnnxSession.open(onnx, "identity")) {
        ours = s.run(Map.of("input", asOurs(picture))).get("identity").toArray();
      }
      assertThat(ours).hasSize(DlibResnet.LENGTH);
      double worst = 0;
      double size = 0;
      for (int i = 0; i < ours.length; i++) {
        worst = Math.max(worst, Math.abs(ours[i] - theirs[i]));
        size += (double) theirs[i] * theirs[i];
      }
      assertThat(Math.sqrt(size)).as("the vector says something").isGreaterThan(0.5);
      assertThat(worst).as("largest difference of a number").isLessThan(1e-5);
    }
  }

  @Test
  void weightsOfAnotherNetAreRefusedByName() {
    WeightStore store = Weights.store();
    byte[] list = store.bytes(NpmPackage.FACE_API, LIST);
    byte[] bin = FaceNetwork.IDENTITY.weights(store);
    assertThatThrownBy(() -> DlibResnet.toOnnx(list, Arrays.copyOf(bin, 1000), "face.bin"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("face.bin")
        .hasMessageContaining("cut short");
    byte[] other =
        new String(list, StandardCharsets.UTF_8)
            .replace("\"shape\":[256,128]", "\"shape\":[128,256]")
            .getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> DlibResnet.toOnnx(other, bin, "face.bin"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("'fc' of shape [128, 256], not [256, 128]");
    assertThatThrownBy(() -> DlibResnet.toOnnx(new byte[] {'{'}, bin, "face.bin"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("not JSON");
  }

  private static final String LIST = "model/face_recognition_model-weights_manifest.json";

  /** What the package's own code says of a picture (0..255, R, G, B by turns). */
  private float[] publisher(Path root, float[] picture) throws IOException, InterruptedException {
    Path script = dir.resolve("face-api-vector.js");
    try (InputStream in = DlibResnetTest.class.getResourceAsStream("face-api-vector.js")) {
      Files.write(script, in.readAllBytes());
    }
    Path error = dir.resolve("error.txt");
    Process p;
    try {
      p =
          new ProcessBuilder("node", script.toString(), root.toString())
              .redirectError(error.toFile())
              .start();
    } catch (IOException e) {
      Assumptions.abort("node is not installed: the publisher's code is not asked");
      throw e;
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * picture.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(picture);
    try (OutputStream out = p.getOutputStream()) {
      out.write(bytes.array());
    }
    byte[] said = p.getInputStream().readAllBytes();
    assertThat(p.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(said).as(Files.readString(error)).hasSize(4 * DlibResnet.LENGTH);
    float[] v = new float[DlibResnet.LENGTH];
    ByteBuffer.wrap(said).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(v);
    return v;
  }

  /**
   * The same picture for our net. The publisher divides by 255 after taking off the mean, dlib (and
   * our net) by 256: the difference is put into the picture.
   */
  private static FloatTensor asOurs(float[] picture) {
    float[] planes = new float[picture.length];
    for (int i = 0; i < SIDE * SIDE; i++) {
      for (int c = 0; c < 3; c++) {
        double v = MEAN[c] + (picture[3 * i + c] - MEAN[c]) * 256 / 255;
        planes[c * SIDE * SIDE + i] = (float) (v / 255);
      }
    }
    return FloatTensor.of(planes, 1, 3, SIDE, SIDE);
  }

  private static float[] picture(int seed) {
    Random random = new Random(seed);
    double[] wave = random.doubles(12, 0.02, 0.2).toArray();
    float[] out = new float[3 * SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        for (int c = 0; c < 3; c++) {
          double v = Math.sin(wave[c] * x + wave[c + 3] * y) + Math.cos(wave[c + 6] * (x - y));
          out[3 * (y * SIDE + x) + c] = (float) (Math.round(127 + 55 * v) + random.nextInt(10));
        }
      }
    }
    return out;
  }
}
