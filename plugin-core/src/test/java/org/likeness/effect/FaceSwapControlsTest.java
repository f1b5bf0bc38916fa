package org.likeness.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.likeness.effect.NodeBundle.Answer;
import org.likeness.exr.ExrReader;
import org.likeness.face.Weights;
import org.likeness.image.Frame;
import org.likeness.image.opencv.PictureIo;
import org.likeness.pipeline.AnalyseJob;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.PlateSource;
import org.likeness.pipeline.TestPlates;

/** Buttons, menus, overlay, log and the host's wish to stop, in a host's process. */
final class FaceSwapControlsTest extends NodeHostTest {
  private static Path demoPlate() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      if (Files.exists(p.resolve("presets/demo-plate/plate.0001.exr"))) {
        return p.resolve("presets/demo-plate/plate.####.exr");
      }
    }
    throw new IllegalStateException("presets/demo-plate is not in this checkout");
  }

  /** Without the settings of {@link #render}: of a plate with a real face, without a model. */
  private static Answer press(Path file, String... more) throws Exception {
    List<String> args =
        arguments(
            demoPlate(),
            "pressed.####.exr",
            "--frames",
            "1",
            "--set",
            "analysis=" + file,
            "--press",
            "analyse",
            "--abort-limit",
            "600000",
            "--print-params");
    args.addAll(List.of(more));
    return bundle.host(Map.of(), args);
  }

  @Test
  void theButtonWritesTheFileThatTheCommandLineWrites() throws Exception {
    Weights.store();
    Path file = folder.resolve("button.analysis");
    Answer a = press(file, "--set", "analysisFrames=1-3");
    assertDone(a);
    assertThat(a.text())
        .contains("progress: Likeness analyses 3 frames of the plate")
        .contains("analysed = frames 1-3, 1 face, ")
        .contains("status = no model is chosen");
    Path line = folder.resolve("line.analysis");
    FramePattern plate = FramePattern.parse(demoPlate().toString());
    AnalyseJob.run(new PlateSource(plate, List.of(1, 2, 3), "lin_rec709"), "lin_rec709", 1, f -> {})
        .write(line);
    assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(line));
  }

  @Test
  void aCancelledAnalysisWritesNothing() throws Exception {
    Weights.store();
    Path file = folder.resolve("cancelled.analysis");
    Answer a = press(file, "--set", "analysisFrames=1-8", "--cancel-at", "1");
    assertDone(a);
    assertThat(a.text()).contains("button analyse pressed").contains("cancelled, answered after");
    assertThat(file).doesNotExist();
    assertThat(a.text()).contains("analysed = \n");
  }

  @Test
  void whatCannotBeAnalysedIsASentence() throws Exception {
    assertThat(press(Path.of("")).text()).contains("node error: Analysis names no file");
    assertThat(press(Path.of("shot.analysis")).text())
        .contains("node error: Analysis is \"shot.analysis\"; give the whole path");
    Path other = Files.writeString(folder.resolve("script.nk"), "Root {}\n");
    assertThat(press(other).text()).contains("cannot be read as an analysis, so it is not");
    assertThat(other).hasContent("Root {}\n");
    Path file = folder.resolve("never.analysis");
    assertThat(press(file, "--set", "analysisFrames=a-b").text())
        .contains("node error: Frames to analyse: ");
    Weights.store();
    assertThat(press(file, "--set", "analysisFrames=900-901").text())
        .contains("node error: ")
        .contains("900");
    assertThat(file).doesNotExist();
  }

  @Test
  void aPresetSetsItsKnobsAndAKnobLeavesIt() throws Exception {
    Answer soft =
        render("ps.####.exr", "--frames", "1", "--set", "preset=Soft edge", "--print-params");
    assertDone(soft);
    assertThat(soft.text())
        .contains("preset = 2\n")
        .contains("matteErode = 2")
        .contains("matteBlur = 3");
    Answer own = render("po.####.exr", "--frames", "1", "--set", "matteBlur=7", "--print-params");
    assertDone(own);
    assertThat(own.text()).contains("preset = 0\n").contains("matteBlur = 7");
    Answer same =
        render(
            "pd.####.exr",
            "--frames",
            "1",
            "--set",
            "matteBlur=0.5",
            "--set",
            "matteCombine=learned*(1-occlusion)",
            "--print-params");
    assertThat(same.text()).contains("preset = 1\n");
  }

  @Test
  void aStudiosPresetIsAFile() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("night.json"),
            "{\"formatVersion\": 1, \"presets\": [{\"name\": \"night\", \"settings\":"
                + " {\"matteErode\": 4, \"partMouth\": false}}]}");
    Answer night =
        render(
            "pf.####.exr",
            "--frames",
            "1",
            "--set",
            "matteBlur=7",
            "--set",
            "presetFile=" + file,
            "--print-params");
    assertDone(night);
    // What the file does not name goes to its default.
    assertThat(night.text())
        .contains("preset = 0\n")
        .contains("matteErode = 4")
        .contains("partMouth = 0")
        .contains("matteBlur = 0.5");
    Answer wrong = render("pw.####.exr", "--frames", "1", "--set", "presetFile=gone.json");
    assertThat(wrong.text()).contains("node error: Preset file: gone.json: no such preset file");
  }

  @Test
  void theOverlayShowsTheFaceAndAClickPicksIt() throws Exception {
    Path picture = folder.resolve("overlay.png");
    // The face of frame 1 stands about 92, 60, the plate is 120 high and canonical y goes up.
    Answer a =
        render(
            "ov.####.exr",
            "--frames",
            "1",
            "--overlay",
            picture.toString(),
            "--overlay-events",
            "gain;draw;move 92,60;down 92,60;up 92,60;draw;lose",
            "--print-params");
    assertDone(a);
    assertThat(a.text())
        .contains("overlay: text \"id:0\"")
        .contains("overlay: loop")
        .contains("overlay: lines")
        .contains("face = id:0");
    Frame drawn = PictureIo.read(picture);
    assertThat(drawn.dataWindow().width()).isEqualTo(TestPlates.WIDTH);
    Answer beside =
        render(
            "ob.####.exr",
            "--frames",
            "1",
            "--overlay",
            picture.toString(),
            "--overlay-events",
            "draw;down 3,3",
            "--print-params");
    assertThat(beside.text()).contains("face = largest");
    Answer off =
        render(
            "of.####.exr",
            "--frames",
            "1",
            "--set",
            "showFaces=0",
            "--overlay",
            picture.toString());
    assertDone(off);
    assertThat(off.text()).doesNotContain("overlay: text");
  }

  @Test
  void theDragOfAFaceIsACorrectionOfTheNode() throws Exception {
    String picture = folder.resolve("drag.png").toString();
    Answer a =
        render(
            "dr.####.exr",
            "--frames",
            "1",
            "--set",
            "correctFace=1",
            "--overlay",
            picture,
            "--overlay-events",
            "gain;draw;down 92,60;move 95,61;draw;up 97,62;draw;lose",
            "--print-params");
    assertDone(a);
    assertThat(a.text())
        .contains("corrections = {\"corrections\":[{\"do\":\"")
        .contains("\"frame\":1")
        .contains("\"at\":{")
        .contains("face = largest");
    Answer click =
        render(
            "dc.####.exr",
            "--frames",
            "1",
            "--set",
            "correctFace=1",
            "--overlay",
            picture,
            "--overlay-events",
            "down 92,60;up 92,60;down 3,3;up 9,9",
            "--print-params");
    assertThat(click.text()).doesNotContain("\"do\":");
  }

  @Test
  void aHostThatStopsGetsItsAnswerAndLivesOn() throws Exception {
    Answer a = render("ab.####.exr", "--abort-after", "0", "--abort-limit", "600000");
    assertDone(a);
    assertThat(a.text())
        .containsPattern(
            "aborted, answered after [0-9.]+ ms, of which the host's own images took [0-9.]+");
    assertDone(render("after.####.exr"));
  }

  @Test
  void halfPicturesGiveTheSameFile() throws Exception {
    assertDone(render("df.####.exr"));
    assertDone(render("dh.####.exr", "--depth", "half"));
    for (int f = 1; f <= FRAMES; f++) {
      assertThat(Files.readAllBytes(frame("dh.####.exr", f)))
          .isEqualTo(Files.readAllBytes(frame("df.####.exr", f)));
    }
  }

  @Test
  void aFrameInPiecesIsComputedOnce() throws Exception {
    assertDone(render("whole.####.exr"));
    Path log = folder.resolve("log-of-tiles");
    List<String> args = swapArguments("plate.####.exr", "tiled.####.exr", "--tiles", "64x48");
    assertDone(
        bundle.host(
            Map.of("LIKENESS_LOG_DIR", log.toString(), "LIKENESS_LOG_LEVEL", "debug"), args));
    for (int f = 1; f <= FRAMES; f++) {
      Frame whole = ExrReader.readFrame(frame("whole.####.exr", f));
      Frame tiled = ExrReader.readFrame(frame("tiled.####.exr", f));
      assertSame(tiled.a(), whole.a());
      assertSame(tiled.r(), whole.r());
    }
    String text = Files.readString(log.resolve("likeness.log"));
    // 200 x 120 in pieces of 64 x 48: 12 a frame.
    assertThat(text.split("render of frame", -1)).hasSize(12 * FRAMES + 1);
    assertThat(text.split("result of before", -1)).hasSize(11 * FRAMES + 1);
  }

  @Test
  void rgbPlatesAndAlphaMattesAreTaken() throws Exception {
    FramePattern roto = guide("croto", 85);
    assertDone(render("cf.####.exr", "--in", "Matte=" + roto, "--set", "useMatte=1"));
    assertDone(
        render(
            "ca.####.exr",
            "--in",
            "Matte=" + roto,
            "--set",
            "useMatte=1",
            "--components",
            "Source=rgb",
            "--components",
            "Matte=alpha"));
    for (int f = 1; f <= FRAMES; f++) {
      Frame whole = ExrReader.readFrame(frame("cf.####.exr", f));
      Frame other = ExrReader.readFrame(frame("ca.####.exr", f));
      assertSame(other.a(), whole.a());
      assertSame(other.g(), whole.g());
    }
  }

  @Test
  void theLogTellsHostSuitesErrorsAndTimes() throws Exception {
    Path log = folder.resolve("log-of-one");
    List<String> args =
        arguments(
            folder.resolve("plate.####.exr"),
            "lg.####.exr",
            "--frames",
            "1",
            "--set",
            "model=" + folder.resolve("none.onnx"));
    Map<String, String> loud =
        Map.of("LIKENESS_LOG_DIR", log.toString(), "LIKENESS_LOG_LEVEL", "debug");
    assertThat(bundle.host(loud, args).code()).isEqualTo(3);
    String text = Files.readString(log.resolve("likeness.log"));
    assertThat(text)
        .contains("host org.likeness.Host")
        .contains("progress")
        .contains("timeline")
        .containsPattern("DEBUG .*render of frame 1, window .* failed after \\d+ ms")
        .contains("no such model file")
        .contains("\tat org.likeness.");
    Path quiet = folder.resolve("log-of-two");
    bundle.host(Map.of("LIKENESS_LOG_DIR", quiet.toString()), args);
    assertThat(Files.readString(quiet.resolve("likeness.log"))).doesNotContain("DEBUG");
  }
}
