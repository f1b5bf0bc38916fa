package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.exr.ExrWriter;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.Frame;
import org.likeness.pipeline.FrameRange;
import org.likeness.pipeline.TestModels;
import org.likeness.pipeline.TestPlates;

class SwapSignalTest {
  private static final int FRAMES = 3000;

  @TempDir Path dir;

  @Test
  @Timeout(180)
  void theFrameInHandIsFinishedAndTheFarmMayTryAgain() throws Exception {
    writeShot();
    Process p =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dlikeness.log.dir=" + dir.resolve("log"),
                "-cp",
                System.getProperty("java.class.path"),
                "org.likeness.cli.Likeness",
                "swap",
                dir + "/plate.####.exr",
                "--model",
                dir + "/test.onnx",
                "--identity",
                "tint",
                "--analysis",
                dir + "/shot.analysis",
                "--out",
                dir + "/swap.####.exr",
                "--threads",
                "2")
            .redirectErrorStream(true)
            .start();
    List<String> said = new ArrayList<>();
    try (BufferedReader r = p.inputReader(StandardCharsets.UTF_8)) {
      for (String line = r.readLine(); line != null; line = r.readLine()) {
        said.add(line);
        if (line.startsWith("Progress:")) {
          p.toHandle().destroy(); // SIGTERM; Process.destroy would close the streams as well
        }
      }
    }
    assertThat(p.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(p.exitValue()).as(String.join("\n", said)).isEqualTo(ExitCode.TRY_AGAIN);
    List<String> names;
    try (Stream<Path> list = Files.list(dir)) {
      names = list.map(f -> f.getFileName().toString()).toList();
    }
    assertThat(names).noneMatch(n -> n.endsWith(".tmp"));
    List<String> made =
        names.stream().filter(n -> n.startsWith("swap.") && n.endsWith(".exr")).toList();
    assertThat(made).isNotEmpty().hasSizeLessThan(FRAMES);
    for (String n : made) {
      ExrReader.read(dir.resolve(n));
    }
    assertThat(names).contains("swap.manifest.json");
  }

  /** One picture under many names: links cost nothing. */
  private void writeShot() throws IOException {
    Frame p = TestPlates.plate(1);
    Path first = dir.resolve("plate.0001.exr");
    ExrPart part =
        new ExrPart(
            "",
            p.dataWindow(),
            p.displayWindow(),
            1f,
            List.of(
                ExrChannel.half("R", p.r()),
                ExrChannel.half("G", p.g()),
                ExrChannel.half("B", p.b())),
            List.of());
    ExrWriter.write(first, List.of(part), ExrCompression.NONE, 1);
    List<FaceObservation> seen = new ArrayList<>();
    for (int f = 1; f <= FRAMES; f++) {
      if (f > 1) {
        Files.createSymbolicLink(dir.resolve(String.format("plate.%04d.exr", f)), first);
      }
      seen.add(TestPlates.face(f, 90, 60, 60));
    }
    new ShotAnalysis(
            Map.of(),
            "",
            FrameRange.parse("1-" + FRAMES).frames(),
            List.of(new ShotAnalysis.Track(0, seen)))
        .write(dir.resolve("shot.analysis"));
    TestModels.write(dir.resolve("test.onnx"), TestModels.RIGHTS);
  }
}
