package org.likeness.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.model.ModelManifest;
import org.likeness.model.RightsRecord;
import org.likeness.model.onnx.OnnxGraph;

/** Swap models that need no training: one that inverts the crop, one that tints it. */
public final class TestModels {
  public static final int SIZE = 64;
  public static final double COVERAGE = 1.3;

  /** A record that holds for a long time. */
  public static final RightsRecord RIGHTS =
      new RightsRecord("C-1", "the test", "tests", "2999-12-31", "nobody");

  private TestModels() {}

  /** Writes the model: identities {@code negative} and {@code tint}, matte a soft disc. */
  public static Path write(Path file, @Nullable RightsRecord rights) throws IOException {
    OnnxGraph g = new OnnxGraph("test");
    g.input("in", -1, 3, SIZE, SIZE);
    g.constant("one", new long[] {1}, new float[] {1f});
    g.constant("gain", new long[] {1, 3, 1, 1}, new float[] {1f, 0.6f, 0.3f});
    g.constant("disc", new long[] {1, 1, SIZE, SIZE}, disc());
    g.constant("zero", new long[] {1}, new float[] {0f});
    g.constant("start", new long[] {1}, new long[] {0});
    g.constant("end", new long[] {1}, new long[] {1});
    g.constant("axis", new long[] {1}, new long[] {1});
    // The matte follows the batch of the input, whatever its colours.
    g.node("Slice", List.of("in", "start", "end", "axis"), "red");
    g.node("Mul", List.of("red", "zero"), "nothing");
    g.node("Add", List.of("nothing", "disc"), "matte");
    g.node("Identity", List.of("matte"), "matte2");
    g.node("Sub", List.of("one", "in"), "inverted");
    g.node("Mul", List.of("in", "gain"), "tinted");
    g.output("inverted", -1, 3, SIZE, SIZE);
    g.output("matte", -1, 1, SIZE, SIZE);
    g.output("tinted", -1, 3, SIZE, SIZE);
    g.output("matte2", -1, 1, SIZE, SIZE);
    ModelManifest m =
        new ModelManifest(
            1,
            "test-model",
            "df",
            "00",
            List.of(),
            List.of(
                new ModelManifest.Identity("negative", "Negative", "inverted", "matte"),
                new ModelManifest.Identity("tint", "Tint", "tinted", "matte2")),
            "in",
            SIZE,
            "whole-face-v1",
            COVERAGE,
            "film-shoulder-v1",
            false,
            Map.of("iterations", 0),
            "CC0-1.0",
            rights);
    g.metadata(ModelManifest.METADATA_KEY, org.likeness.model.ModelFile.toJson(m));
    return Files.write(file, g.toBytes());
  }

  private static float[] disc() {
    float[] d = new float[SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double r = Math.hypot(x + 0.5 - SIZE / 2.0, y + 0.5 - SIZE / 2.0);
        d[y * SIZE + x] = (float) Math.min(1, Math.max(0, (0.38 * SIZE - r) / 4 + 0.5));
      }
    }
    return d;
  }
}
