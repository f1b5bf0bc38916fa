package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.exr.TimeCode;
import org.likeness.image.Frame;
import org.likeness.image.HalfFloat;
import org.likeness.image.Plane;
import org.likeness.pipeline.FramePipeline;
import org.likeness.pipeline.FrameResult;
import org.likeness.pipeline.Sha256;
import org.likeness.pipeline.SwapSettings;
import org.likeness.pipeline.TestPlates;

class SwapCommandTest extends SwapShot {
  @Test
  void everyPlateFrameHasALayeredFrame() throws IOException {
    Cli r = swap("swap.####.exr");
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(r.out()).contains("6 rendered, 0 skipped, 0 failed");
    for (int f = 1; f <= FRAMES; f++) {
      ExrPart p = ExrReader.read(dir.resolve(String.format("swap.%04d.exr", f))).get(0);
      assertThat(p.channels().stream().map(ExrChannel::name))
          .containsExactlyInAnyOrder(
              "R",
              "G",
              "B",
              "A",
              "comp.R",
              "comp.G",
              "comp.B",
              "comp.A",
              "raw.R",
              "raw.G",
              "raw.B",
              "matte.A",
              "hull.A",
              "learned.A",
              "occlusion.A",
              "edge.A",
              "stmap.u",
              "stmap.v",
              "facemotion.u",
              "facemotion.v",
              "cryptoFace00.R",
              "cryptoFace00.G",
              "cryptoFace00.B",
              "cryptoFace00.A",
              "cryptoFace01.R",
              "cryptoFace01.G",
              "cryptoFace01.B",
              "cryptoFace01.A");
      assertThat(p.displayWindow()).isEqualTo(TestPlates.plate(f).displayWindow());
      assertThat(p.attribute("timeCode").orElseThrow().value())
          .isEqualTo(TimeCode.of(1, 2, 3, f, false));
      assertThat(p.attribute("framesPerSecond")).isPresent();
      assertThat(attribute(p, "nuke/node_hash")).isEqualTo("abc");
      assertThat(attribute(p, "cameraMake")).isEqualTo("none");
      assertThat(attribute(p, "likeness/model")).isEqualTo("test-model");
      assertThat(attribute(p, "likeness/modelSha256"))
          .isEqualTo(Sha256.of(dir.resolve("test.onnx")));
      assertThat(attribute(p, "likeness/identity")).isEqualTo("negative");
      assertThat(attribute(p, "likeness/consentId")).isEqualTo("C-1");
      assertThat(attribute(p, "likeness/analysisSha256"))
          .isEqualTo(Sha256.of(dir.resolve("shot.analysis")));
      assertThat(attribute(p, "likeness/plate")).isEqualTo(String.format("plate.%04d.exr", f));
      assertThat(attribute(p, "likeness/digitalSourceType"))
          .endsWith("compositeWithTrainedAlgorithmicMedia");
      assertThat(attribute(p, "likeness/settings"))
          .contains("\"model\":\"test.onnx\"")
          .doesNotContain(dir.toString());
      if (f == 3) {
        assertThat(p.dataWindow().area()).isEqualTo(1);
        assertThat(p.channel("A").orElseThrow().plane().data()).containsOnly(0f);
      } else {
        assertThat(p.dataWindow().width()).isBetween(50, 80);
      }
    }
    assertThat(r.err()).contains("no face in this frame").contains("(frames 3)");
  }

  @Test
  void theFileHoldsThePipelinesPixelsAsHalf() throws IOException {
    assertThat(swap("swap.####.exr").code()).isZero();
    SwapSettings s =
        SwapSettings.of(
            Map.of(
                "model", dir + "/test.onnx",
                "identity", "negative",
                "analysis", dir + "/shot.analysis"));
    ExrPart file = ExrReader.read(dir.resolve("swap.0002.exr")).get(0);
    try (FramePipeline p = FramePipeline.open(s)) {
      FrameResult r = p.render(ExrReader.readFrame(plate(2)), 2, s);
      assertThat(file.dataWindow().intersect(r.window())).isEqualTo(r.window());
      assertHalf(file, "R", r.face().r());
      assertHalf(file, "comp.G", r.compTile().g());
      assertHalf(file, "raw.B", r.raw().b());
      assertHalf(file, "matte.A", r.matte());
      assertHalf(file, "A", r.matte());
    }
  }

  private static void assertHalf(ExrPart file, String channel, Plane expected) {
    float[] found = file.channel(channel).orElseThrow().plane().crop(expected.rect()).data();
    for (int i = 0; i < found.length; i++) {
      float half = HalfFloat.toFloat(HalfFloat.fromFloat(expected.data()[i]));
      assertThat(found[i]).isEqualTo(half);
    }
  }

  @Test
  void theManifestHasEveryFramesHash() throws IOException {
    assertThat(swap("swap.####.exr", "--frames", "1-3").code()).isZero();
    assertThat(swap("swap.####.exr", "--frames", "4-6").code()).isZero();
    JsonNode m = new ObjectMapper().readTree(dir.resolve("swap.manifest.json").toFile());
    assertThat(m.path("frames")).hasSize(FRAMES);
    for (JsonNode f : m.path("frames")) {
      assertThat(f.path("sha256").asText())
          .isEqualTo(Sha256.of(dir.resolve(f.path("file").asText())));
    }
    assertThat(m.path("sequence").asText()).isEqualTo("swap.####.exr");
  }

  @Test
  void theSameBytesOnOneThreadAndOnFour() throws IOException {
    assertThat(swap("one.####.exr", "--threads", "1").code()).isZero();
    assertThat(swap("four.%04d.exr", "--threads", "4").code()).isZero();
    Map<String, String> one = hashes("one.");
    Map<String, String> four = hashes("four.");
    one.remove("manifest.json");
    four.remove("manifest.json");
    assertThat(one).hasSize(FRAMES).isEqualTo(four);
  }

  @Test
  void resumeRendersOnlyWhatIsMissingBrokenOrOutOfDate() throws IOException {
    assertThat(swap("swap.####.exr").code()).isZero();
    Path truncated = dir.resolve("swap.0002.exr");
    byte[] whole = Files.readAllBytes(truncated);
    Files.write(truncated, Arrays.copyOf(whole, whole.length * 2 / 3));
    Files.delete(dir.resolve("swap.0004.exr"));
    Files.copy(plate(1), plate(6), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    FileTime before = Files.getLastModifiedTime(dir.resolve("swap.0001.exr"));

    Cli r = swap("swap.####.exr", "--resume");
    assertThat(r.code()).isZero();
    assertThat(r.out()).contains("3 rendered, 3 skipped, 0 failed");
    assertThat(Files.readAllBytes(truncated)).isEqualTo(whole);
    assertThat(Files.getLastModifiedTime(dir.resolve("swap.0001.exr"))).isEqualTo(before);

    assertThat(swap("swap.####.exr", "--resume").out()).contains("0 rendered, 6 skipped");
    assertThat(swap("swap.####.exr", "--resume", "--set", "mix=0.5").out())
        .contains("6 rendered, 0 skipped");
  }

  @Test
  void onlyFramesThatACorrectionTouchesAreRenderedAgain() throws IOException {
    assertThat(swap("swap.####.exr").code()).isZero();
    byte[] fourth = Files.readAllBytes(dir.resolve("swap.0004.exr"));
    String move =
        "{\"corrections\":[{\"do\":\"move\",\"track\":0,\"fade\":0,"
            + "\"keys\":[{\"frame\":4,\"by\":[4,0]}]}]}";
    Cli set = swap("swap.####.exr", "--resume", "--set", "corrections=" + move);
    assertThat(set.err()).doesNotContain("correction");
    assertThat(set.out()).contains("1 rendered, 5 skipped");
    assertThat(Files.readAllBytes(dir.resolve("swap.0004.exr"))).isNotEqualTo(fourth);

    Path fixes = dir.resolve("fixes.json");
    Files.writeString(fixes, move);
    Path analysis = dir.resolve("shot.analysis");
    assertThat(Cli.run("analysis", "edit", analysis + "", "--with", fixes + "").code()).isZero();
    assertThat(swap("swap.####.exr", "--resume").out()).contains("0 rendered, 6 skipped");
    assertThat(Cli.run("analysis", "edit", analysis + "", "--clear").code()).isZero();
    assertThat(swap("swap.####.exr", "--resume").out()).contains("1 rendered, 5 skipped");

    Cli gone = swap("s.####.exr", "--set", "corrections=" + move.replace(":0,\"fade", ":7,\"fade"));
    assertThat(gone.code()).isZero();
    assertThat(gone.err()).contains("correction 1 (move): there is no track 7");
    Cli bad = swap("s.####.exr", "--set", "corrections={}");
    assertThat(bad.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(bad.err()).contains("corrections must be");
  }

  @Test
  void aBrokenFrameIsNamedAndTheOthersGoOn() throws IOException {
    byte[] whole = Files.readAllBytes(plate(2));
    Files.write(plate(2), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(plate(5), "not a picture");
    Cli r = swap("swap.####.exr", "--frames", "1-7");
    assertThat(r.code()).isEqualTo(ExitCode.PARTLY);
    assertThat(r.err()).contains("failed frames: 2,5,7").contains("plate.0002.exr");
    for (int f : new int[] {1, 3, 4, 6}) {
      assertThat(dir.resolve(String.format("swap.%04d.exr", f))).exists();
    }
    try (Stream<Path> list = Files.list(dir)) {
      assertThat(list.map(p -> p.getFileName().toString()))
          .noneMatch(n -> n.contains("0002") && n.startsWith("swap"))
          .noneMatch(n -> n.contains("tmp") || n.contains("part"));
    }
  }

  @Test
  void nothingRenderedIsBadInput() throws IOException {
    assertThat(swap("swap.####.exr", "--frames", "100-102").code()).isEqualTo(ExitCode.BAD_INPUT);
    Files.delete(dir.resolve("test.onnx"));
    Cli r = swap("swap.####.exr");
    assertThat(r.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(r.err()).contains("test.onnx").contains("no such model");
    assertThat(r.err().strip().lines()).hasSize(1);
    assertThat(Cli.run("swap", dir + "/none.####.exr", "--out", dir + "/o.####.exr").code())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void wrongUseIsSaidBeforeAnythingIsOpened() {
    assertThat(swap("swap.exr").err()).contains("add ####");
    assertThat(swap("plate.####.exr").err()).contains("overwrite the plate");
    assertThat(swap("s.####.exr", "--set", "mix=2").code()).isEqualTo(ExitCode.USAGE);
    assertThat(swap("s.####.exr", "--set", "blur=2").err()).contains("matteBlur");
    assertThat(swap("s.####.exr", "--frames", "9-1").code()).isEqualTo(ExitCode.USAGE);
    assertThat(swap("s.####.exr", "--threads", "0").code()).isEqualTo(ExitCode.USAGE);
    Cli lossy = swap("s.####.exr", "--compression", "dwaa");
    assertThat(lossy.code()).isEqualTo(ExitCode.USAGE);
    assertThat(lossy.err()).contains("layers=all,-data").contains("layerFile=multi");
    assertThat(swap("s.####.exr", "--compression", "best").code()).isEqualTo(ExitCode.USAGE);
    assertThat(swap("s.####.exr", "--layers", "comp,mat").err()).contains("no layer \"mat\"");
  }

  @Test
  void theWholeCompIsThere() throws IOException {
    assertThat(swap("comp.####.exr", "--set", "output=comp").code()).isZero();
    ExrPart p = ExrReader.read(dir.resolve("comp.0001.exr")).get(0);
    Frame plate = ExrReader.readFrame(plate(1));
    assertThat(p.dataWindow()).isEqualTo(plate.dataWindow());
    Plane matte = p.channel("matte.A").orElseThrow().plane();
    for (int i = 0; i < matte.data().length; i++) {
      if (matte.data()[i] == 0f) {
        assertThat(p.channel("R").orElseThrow().plane().data()[i]).isEqualTo(plate.r().data()[i]);
      }
    }
    // A frame without a face is the plate.
    assertThat(ExrReader.readFrame(dir.resolve("comp.0003.exr")).g().data())
        .isEqualTo(ExrReader.readFrame(plate(3)).g().data());
  }
}
