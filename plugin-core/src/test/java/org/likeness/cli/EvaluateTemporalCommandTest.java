package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrWriter;
import org.likeness.face.ClassicPoints;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.TestPlates;

/** A shot whose truth is known and whose result is as good, or not. */
class EvaluateTemporalCommandTest {
  private static final int FRAMES = 31;
  private static final PixelRect RECT = PixelRect.ofSize(200, 120);

  @TempDir Path dir;

  @BeforeEach
  void writeShot() throws IOException {
    for (String layer : List.of("plate", "truth", "truth_matte", "meta", "result")) {
      Files.createDirectories(dir.resolve(layer));
    }
    for (int f = 1; f <= FRAMES; f++) {
      Plane[] plate = {Plane.zeros(RECT), Plane.zeros(RECT), Plane.zeros(RECT)};
      Plane[] truth = {Plane.zeros(RECT), Plane.zeros(RECT), Plane.zeros(RECT)};
      Plane[] bright = {Plane.zeros(RECT), Plane.zeros(RECT), Plane.zeros(RECT)};
      Plane matte = Plane.zeros(RECT);
      Plane less = Plane.zeros(RECT);
      for (int i = 0; i < matte.data().length; i++) {
        double u = i % RECT.width() - f;
        double v = i / RECT.width();
        double t = 0.3 + 0.1 * Math.sin(0.31 * u + 0.05 * v) + 0.1 * Math.sin(0.43 * v - 0.3 * u);
        double r = Math.hypot(u - 80, v - 60);
        float a = (float) Math.min(1, Math.max(0, 24 - r));
        matte.data()[i] = a;
        // The result's matte trembles, and its colour pumps by one per cent.
        less.data()[i] = (float) Math.min(1, Math.max(0, (f % 2 == 0 ? 24 : 22) - r));
        for (int c = 0; c < 3; c++) {
          plate[c].data()[i] = (float) t;
          float face = (float) (t * (0.8 - 0.1 * c));
          truth[c].data()[i] = a * face + (1 - a) * (float) t;
          float own = face * (f % 2 == 0 ? 1.01f : 1f);
          bright[c].data()[i] = less.data()[i] * own;
        }
      }
      write("plate", f, plate, null);
      write("truth", f, truth, null);
      write("truth_matte", f, new Plane[] {matte, matte, matte}, null);
      write("result", f, bright, less);
      StringBuilder points = new StringBuilder();
      float[] xy = ClassicPoints.of(TestPlates.face(f, 80 + f, 60, 56).landmarks());
      for (int i = 0; i < xy.length; i += 2) {
        points.append(i == 0 ? "" : ",").append("[" + xy[i] + "," + xy[i + 1] + "]");
      }
      String face = "\"landmarks68\":[" + points + "],\"pose\":{\"yaw\":0}";
      Files.writeString(
          dir.resolve(String.format("meta/%04d.json", f)),
          "{\"faces\":[{"
              + face
              + "}],\"truth_faces\":[{\"identity\":\"ana+ben-face\","
              + face
              + "}]}");
    }
  }

  private void write(
      String layer, int frame, Plane[] rgb, @org.jspecify.annotations.Nullable Plane alpha)
      throws IOException {
    List<ExrChannel> channels = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      channels.add(ExrChannel.ofFloat("RGB".substring(c, c + 1), rgb[c]));
    }
    if (alpha != null) {
      channels.add(ExrChannel.ofFloat("A", alpha));
    }
    ExrWriter.write(
        dir.resolve(String.format("%s/%s.%04d.exr", layer, layer, frame)),
        List.of(new ExrPart("", RECT, RECT, 1f, channels, List.of())),
        ExrCompression.ZIP,
        1);
  }

  private Cli evaluate(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "evaluate",
                "temporal",
                "--shot",
                dir.toString(),
                "--no-identity",
                "--json",
                dir + "/t.json"));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  @Test
  void knownFlawsHaveKnownFigures() throws IOException {
    Cli r = evaluate("--result", dir + "/result");
    assertThat(r.code()).as(r.err()).isZero();
    JsonNode j = new ObjectMapper().readTree(dir.resolve("t.json").toFile()).path("result");
    assertThat(j.path("pumping").asDouble()).isBetween(0.9, 1.1);
    assertThat(j.path("jaw").asDouble()).isGreaterThan(30);
    assertThat(j.path("dtssd").asDouble()).isBetween(5.0, j.path("jaw").asDouble());
    assertThat(r.out()).contains("flicker: ");
    Cli truth = evaluate("--result", dir + "/truth", "--frames", "1-9");
    assertThat(truth.code()).as(truth.err()).isZero();
    assertThat(truth.out()).contains("found    0 beyond");
  }

  @Test
  void everyFlawThatIsPutInIsFoundAndNothingElse() {
    Cli r = evaluate("--search");
    assertThat(r.out()).contains("4 of 4 flaws found, 0 false in the truth, 0 false beside flaws");
    assertThat(r.code()).as(r.out()).isZero();
    // With limits that nothing reaches all four are missed, and the exit code says so.
    Cli blind = evaluate("--search", "--flash", "99", "--matte-jump", "99", "--pumping", "99");
    assertThat(blind.out()).contains("0 of 4 flaws found").contains("missed: frames 4,11,18,25");
    assertThat(blind.code()).isEqualTo(ExitCode.INTERNAL);
  }

  @Test
  void badInputIsSaid() {
    assertThat(evaluate().code()).isEqualTo(ExitCode.USAGE);
    Cli none = evaluate("--result", dir + "/plate/none.####.exr");
    assertThat(none.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(none.err()).contains("not one of the frames 1-31 is there");
    assertThat(evaluate("--search", "--frames", "1-99").err()).contains("has no frames 32-99");
  }
}
