package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.face.ShotChunk;
import org.likeness.face.Weights;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;

/** An analysis in parts, stopped and gone on with, is that of one run. */
class AnalyseChunksTest {
  @TempDir Path dir;

  @Test
  void partsInAnyOrderAndAStoppedRunGiveTheBytesOfOneRun() throws IOException {
    faces(7);
    byte[] whole = Files.readAllBytes(analyse("whole.analysis"));
    analyse("b.chunk", "--chunk", "--frames", "4-6");
    analyse("c.chunk", "--chunk", "--frames", "7", "--threads", "1");
    analyse("a.chunk", "--chunk", "--frames", "1-3");
    for (List<String> order :
        List.of(List.of("a", "b", "c"), List.of("c", "a", "b"), List.of("b", "c", "a"))) {
      Path out = dir.resolve("merged.analysis");
      List<String> args = new ArrayList<>(List.of("analysis", "merge", "--out", out.toString()));
      order.forEach(n -> args.add(dir.resolve(n + ".chunk").toString()));
      Cli cli = Cli.run(args.toArray(String[]::new));
      assertThat(cli.err()).isEmpty();
      assertThat(cli.out()).contains("7 frames");
      assertThat(Files.readAllBytes(out)).as(order.toString()).isEqualTo(whole);
    }
    ShotChunk half = ShotChunk.read(dir.resolve("b.chunk"));
    Path resumed = dir.resolve("resumed.analysis");
    Path partial = dir.resolve("resumed.analysis.partial");
    new ShotChunk(half.models(), half.settings(), half.plate(), half.shot(), half.frames())
        .write(partial);
    analyse("resumed.analysis", "--resume");
    assertThat(Files.readAllBytes(resumed)).isEqualTo(whole);
    assertThat(partial).doesNotExist();
  }

  @Test
  void aFrameThatChangedSinceIsLookedAtAgain() throws IOException {
    faces(3);
    byte[] whole = Files.readAllBytes(analyse("whole.analysis"));
    Path first = dir.resolve("plate.0001.jpg");
    byte[] kept = Files.readAllBytes(first);
    Files.write(first, Files.readAllBytes(dir.resolve("plate.0003.jpg")));
    analyse("a.chunk", "--chunk", "--frames", "1-2");
    Files.copy(dir.resolve("a.chunk"), dir.resolve("again.analysis.partial"));
    Files.write(first, kept);
    assertThat(Files.readAllBytes(analyse("again.analysis", "--resume"))).isEqualTo(whole);
  }

  @Test
  void partsThatDoNotBelongTogetherAreRefusedEachWithASentence() throws IOException {
    greys(6, 64);
    analyse("a.chunk", "--chunk", "--frames", "1-3");
    analyse("b.chunk", "--chunk", "--frames", "3-6");
    analyse("c.chunk", "--chunk", "--frames", "5-6");
    Path whole = analyse("whole.analysis");
    refused("its frame 3 is also in", "a.chunk", "b.chunk");
    refused("the shot's frame 4 is in none of the parts", "a.chunk", "c.chunk");
    refused("3 frames from 4 to 6 are in none of the parts", "a.chunk");
    refused("is the analysis of a whole shot", "a.chunk", "whole.analysis");
    assertThat(Cli.run("analysis", "merge", "-o", dir + "/x", dir + "/none.chunk").err())
        .contains("none.chunk: no such");
    ShotChunk b = ShotChunk.read(dir.resolve("b.chunk"));
    other(b, "models", new TreeMap<>(Map.of("mesh", "00")), b.settings());
    refused("another network for", "a.chunk", "models.chunk");
    Map<String, String> settings = new TreeMap<>(b.settings());
    settings.put("plate colour space", "acescg");
    other(b, "settings", b.models(), settings);
    refused("plate colour space acescg", "a.chunk", "settings.chunk");
    new ShotChunk(b.models(), b.settings(), "other.####.png", b.shot(), b.frames())
        .write(dir.resolve("plate.chunk"));
    refused("of another plate than", "a.chunk", "plate.chunk");
    new ShotChunk(b.models(), b.settings(), b.plate(), List.of(1, 2, 3, 4, 5, 6, 7), b.frames())
        .write(dir.resolve("shot.chunk"));
    refused("7 frames from 1 to 7", "a.chunk", "shot.chunk");
    greys(6, 80);
    analyse("size.chunk", "--chunk", "--frames", "4-6");
    refused("80x48", "a.chunk", "size.chunk");
    assertThat(Files.size(whole)).isPositive();
    Cli resume = Cli.run("swap", "--analysis", dir + "/a.chunk");
    assertThat(resume.code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("analyse", plate(), "-o", dir + "/x", "--shot", "1-3").code())
        .isEqualTo(ExitCode.USAGE);
    Cli outside =
        Cli.run(
            "analyse", plate(), "-o", dir + "/x", "--chunk", "--shot", "1-3", "--frames", "2-5");
    assertThat(outside.err()).contains("the frames 4,5 are none of the shot's");
  }

  @Test
  void aPartialRunOfAnotherKindIsNotGoneOnWith() throws IOException {
    greys(2, 64);
    analyse("a.chunk", "--chunk", "--frames", "1");
    ShotChunk a = ShotChunk.read(dir.resolve("a.chunk"));
    Path partial = dir.resolve("x.analysis.partial");
    new ShotChunk(
            a.models(), Map.of("plate colour space", "acescg"), a.plate(), a.shot(), a.frames())
        .write(partial);
    Cli cli = Cli.run("analyse", plate(), "-o", dir + "/x.analysis", "--resume");
    assertThat(cli.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("x.analysis.partial: is of a run with other settings");
    Files.write(partial, Arrays.copyOf(Files.readAllBytes(partial), 70));
    assertThat(Cli.run("analyse", plate(), "-o", dir + "/x.analysis", "--resume").err())
        .contains("x.analysis.partial: the analysis is cut short");
    assertThat(Cli.run("analyse", plate(), "-o", dir + "/x.analysis").code()).isZero();
    assertThat(partial).doesNotExist();
  }

  @Test
  @Timeout(180)
  void onSigtermWhatIsDoneIsKept() throws Exception {
    faces(1);
    Path first = dir.resolve("plate.0001.jpg");
    for (int f = 2; f <= 2000; f++) {
      Files.createSymbolicLink(dir.resolve(String.format("plate.%04d.jpg", f)), first);
    }
    Process p =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dlikeness.log.dir=" + dir.resolve("log"),
                "-cp",
                System.getProperty("java.class.path"),
                "org.likeness.cli.Likeness",
                "analyse",
                plate(),
                "--out",
                dir + "/shot.analysis",
                "--threads",
                "2")
            .redirectErrorStream(true)
            .start();
    List<String> said = new ArrayList<>();
    try (BufferedReader r = p.inputReader(StandardCharsets.UTF_8)) {
      for (String line = r.readLine(); line != null; line = r.readLine()) {
        said.add(line);
        if (line.startsWith("Progress:")) {
          p.toHandle().destroy();
        }
      }
    }
    assertThat(p.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(p.exitValue()).as(String.join("\n", said)).isEqualTo(ExitCode.TRY_AGAIN);
    assertThat(dir.resolve("shot.analysis")).doesNotExist();
    ShotChunk kept = ShotChunk.read(dir.resolve("shot.analysis.partial"));
    assertThat(kept.frames()).isNotEmpty().hasSizeLessThan(2000);
    assertThat(kept.frames().get(0).faces()).hasSize(1);
  }

  private void other(
      ShotChunk c, String name, Map<String, String> models, Map<String, String> settings)
      throws IOException {
    new ShotChunk(models, settings, c.plate(), c.shot(), c.frames())
        .write(dir.resolve(name + ".chunk"));
  }

  private void refused(String sentence, String... names) {
    Path out = dir.resolve("refused.analysis");
    List<String> args = new ArrayList<>(List.of("analysis", "merge", "--out", out.toString()));
    for (String n : names) {
      args.add(dir.resolve(n).toString());
    }
    Cli cli = Cli.run(args.toArray(String[]::new));
    assertThat(cli.err()).contains(sentence);
    assertThat(cli.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(out).doesNotExist();
  }

  private String plate() {
    return plate;
  }

  private String plate = "";

  private Path analyse(String out, String... more) {
    List<String> args = new ArrayList<>(List.of("analyse", plate(), "--out"));
    args.add(dir.resolve(out).toString());
    args.addAll(List.of(more));
    Cli cli = Cli.run(args.toArray(String[]::new));
    assertThat(cli.err()).isEmpty();
    assertThat(cli.code()).isZero();
    return dir.resolve(out);
  }

  private void greys(int n, int width) throws IOException {
    Weights.store();
    for (int f = 1; f <= n; f++) {
      PictureIo.writePng(
          dir.resolve("plate.000" + f + ".png"),
          Plane.filled(PixelRect.ofSize(width, 48), 0.1f * f));
    }
    plate = dir.resolve("plate.####.png").toString();
  }

  private void faces(int n) throws IOException {
    Path actors = Path.of("").toAbsolutePath();
    while (actors != null
        && !Files.isDirectory(actors.resolve("shared/data/actors/faces/ana/img"))) {
      actors = actors.getParent();
    }
    Assumptions.assumeTrue(actors != null, "the CG actors are not beside this checkout");
    Weights.store();
    for (int f = 1; f <= n; f++) {
      Files.copy(
          actors.resolve("shared/data/actors/faces/ana/img/000" + f + ".jpg"),
          dir.resolve("plate.000" + f + ".jpg"));
    }
    plate = dir.resolve("plate.####.jpg").toString();
  }
}
