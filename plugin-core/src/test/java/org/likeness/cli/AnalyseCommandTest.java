package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.face.FaceChoice;
import org.likeness.face.ShotAnalysis;
import org.likeness.face.Weights;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;

class AnalyseCommandTest {
  @TempDir Path dir;

  @Test
  void aPlateOfPicturesIsAnalysed() throws IOException {
    Path faces = Path.of("").toAbsolutePath();
    while (faces != null && !Files.isDirectory(faces.resolve("shared/data/actors/faces/ana/img"))) {
      faces = faces.getParent();
    }
    Assumptions.assumeTrue(faces != null, "the CG actors are not beside this checkout");
    Weights.store();
    for (int f = 1; f <= 2; f++) {
      Files.copy(
          faces.resolve("shared/data/actors/faces/ana/img/000" + f + ".jpg"),
          dir.resolve("plate.000" + f + ".jpg"));
    }
    Path out = dir.resolve("made/shot.analysis");
    Path json = dir.resolve("shot.json");

    Cli cli =
        Cli.run(
            "analyse",
            dir.resolve("plate.####.jpg").toString(),
            "--out",
            out.toString(),
            "--focal",
            "70/25",
            "--json",
            json.toString());

    assertThat(cli.err()).isEmpty();
    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("2 frames").contains("id:0");
    ShotAnalysis a = ShotAnalysis.read(out);
    assertThat(a.frames()).containsExactly(1, 2);
    assertThat(a.models()).containsKeys("detector", "mesh");
    assertThat(a.plateSha256()).hasSize(64);
    assertThat(a.settings().get("focal length")).startsWith("2.8 widths");
    assertThat(Cli.run("analysis", "info", out.toString()).out()).contains("2.8 widths");
    assertThat(a.track(FaceChoice.parse("largest")).at(1)).isPresent();
    assertThat(new ObjectMapper().readTree(json.toFile()).path("frames").size()).isEqualTo(2);
  }

  @Test
  void aPlateWithoutFacesIsAnAnalysisWithoutTracks() throws IOException {
    Weights.store();
    PictureIo.writePng(dir.resolve("grey.png"), Plane.filled(PixelRect.ofSize(64, 48), 0.4f));
    Path out = dir.resolve("shot.analysis");
    Cli cli = Cli.run("analyse", dir.resolve("grey.png").toString(), "--out", out.toString());
    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("no face in frames 1");
    assertThat(ShotAnalysis.read(out).tracks()).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadIsKeptAsideAndSaid() throws IOException {
    Weights.store();
    PictureIo.writePng(dir.resolve("grey.png"), Plane.filled(PixelRect.ofSize(64, 48), 0.4f));
    Path out = dir.resolve("shot.analysis");
    for (String work : new String[] {"first work", "second work"}) {
      Files.writeString(out, work);
      Cli cli = Cli.run("analyse", dir.resolve("grey.png").toString(), "--out", out.toString());
      assertThat(cli.code()).isZero();
      assertThat(cli.err()).contains("kept as shot.analysis.unreadable").contains("corrections");
      assertThat(ShotAnalysis.read(out).frames()).hasSize(1);
    }
    assertThat(Files.readString(dir.resolve("shot.analysis.unreadable"))).isEqualTo("first work");
    assertThat(Files.readString(dir.resolve("shot.analysis.unreadable.2")))
        .isEqualTo("second work");
  }

  @Test
  void wrongUseAndBadInputHaveTheirCodesAndSentences() throws IOException {
    String out = dir.resolve("x.analysis").toString();
    Cli missing = Cli.run("analyse", dir.resolve("none.####.exr").toString(), "--out", out);
    assertThat(missing.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(missing.err()).contains("none.####.exr");
    PictureIo.writePng(dir.resolve("p.0001.png"), Plane.filled(PixelRect.ofSize(8, 8), 0.4f));
    String plate = dir.resolve("p.####.png").toString();
    Cli focal = Cli.run("analyse", plate, "--out", out, "--focal", "50mm");
    assertThat(focal.code()).isEqualTo(ExitCode.USAGE);
    assertThat(focal.err()).contains("--focal").contains("75/27.2");
    Cli frame = Cli.run("analyse", plate, "--out", out, "--frames", "1-3");
    assertThat(frame.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(frame.err()).contains("p.0002.png");
    assertThat(Cli.run("analyse", plate, "--out", out, "--frames", "a-b").code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("analyse", plate, "--out", out, "--threads", "0").code())
        .isEqualTo(ExitCode.USAGE);
    Cli space = Cli.run("analyse", plate, "--out", out, "--plate-colour-space", "mauve");
    assertThat(space.code()).isEqualTo(ExitCode.USAGE);
    assertThat(space.err()).contains("mauve").contains("acescg");
    Cli weights =
        Cli.run("analyse", plate, "--out", out, "--models", dir.resolve("nothing").toString());
    assertThat(weights.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(weights.err()).contains("face_detection_full_range.tflite");
    assertThat(dir.resolve("x.analysis")).doesNotExist();
  }
}
