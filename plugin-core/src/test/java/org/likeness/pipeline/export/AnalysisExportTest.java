package org.likeness.pipeline.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.face.ClassicPoints;
import org.likeness.face.FaceChoice;
import org.likeness.face.FaceObservation;
import org.likeness.face.PointName;
import org.likeness.face.ShotAnalysis;
import org.likeness.helpers.NukeScriptReader;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.TestPlates;

class AnalysisExportTest {
  private static final int HEIGHT = 120;

  @TempDir Path dir;

  @Test
  void aTrackerHasThirtyOneColumnsATrackAndIsOffInGaps() {
    String nk = text(AnalysisExport.Format.NUKE_TRACKER, List.of());
    assertThat(nk).startsWith("set cut_paste_input [stack 0]\n").contains("Tracker4 {");
    List<Object> node = tcl(nk.substring(nk.indexOf('{')));
    List<?> body = (List<?>) node.get(0);
    assertThat(body.get(0)).isEqualTo("tracks");
    List<?> tracks = (List<?>) body.get(1);
    assertThat(tracks.get(0)).isEqualTo(List.of("1", "31", "8"));
    List<?> columns = (List<?>) tracks.get(1);
    assertThat(columns).hasSize(31).allMatch(c -> ((List<?>) c).size() == 6);
    List<?> rows = (List<?>) tracks.get(2);
    assertThat(rows).hasSize(8).allMatch(r -> ((List<?>) r).size() == 31);
    List<?> row = (List<?>) rows.get(4);
    assertThat(row.get(0))
        .isEqualTo(List.of("curve", "K", "x1001", "1", "x1004", "0", "x1008", "1"));
    assertThat(row.get(1)).isEqualTo("\"point_30\"");
    FaceObservation face = shot().tracks().get(0).at(1002).orElseThrow();
    int nose = ClassicPoints.mesh(30);
    assertThat(key(row.get(2), "x1002")).isCloseTo(face.landmarks().x(nose), within(1e-3));
    assertThat(key(row.get(3), "x1002")).isCloseTo(HEIGHT - face.landmarks().y(nose), within(1e-3));
    assertThat(nk).contains("name Likeness_face_0\n");
  }

  @Test
  void aCornerPinGoesAroundTheFaceFromTheLowerLeft() {
    String nk = text(AnalysisExport.Format.NUKE_CORNERPIN, List.of());
    List<?> body = (List<?>) tcl(nk.substring(nk.indexOf('{'))).get(0);
    double[][] at = new double[4][];
    for (int i = 0; i < 4; i++) {
      List<?> to = (List<?>) body.get(body.indexOf("to" + (i + 1)) + 1);
      at[i] = new double[] {key(to.get(0), "x1001"), key(to.get(1), "x1001")};
    }
    assertThat(body.get(body.indexOf("from3") + 1)).isEqualTo(List.of("512", "512"));
    FaceObservation f = shot().tracks().get(0).at(1001).orElseThrow();
    double cx = (at[0][0] + at[2][0]) / 2;
    double cy = (at[0][1] + at[2][1]) / 2;
    assertThat(Math.hypot(cx - f.landmarks().x(1), cy - (HEIGHT - f.landmarks().y(1))))
        .isLessThan(30);
    assertThat(at[1][0]).isGreaterThan(at[0][0]);
    assertThat(at[3][1]).isGreaterThan(at[0][1]);
    assertThat(at[2][0]).isGreaterThan(at[3][0]);
  }

  /** What the menu in Nuke pastes: one node each, behind what is selected. */
  @Test
  void bothAreScriptsOfNuke() {
    for (AnalysisExport.Format f :
        List.of(AnalysisExport.Format.NUKE_TRACKER, AnalysisExport.Format.NUKE_CORNERPIN)) {
      var nodes = NukeScriptReader.of(text(f, List.of())).nodes.values();
      assertThat(nodes).hasSize(1);
      NukeScriptReader.Node n = nodes.iterator().next();
      assertThat(n.type()).isIn("Tracker4", "CornerPin2D");
      assertThat(n.inputNames()).containsExactly("the selected node");
      assertThat(n.knobs()).containsEntry("selected", "true");
    }
  }

  @Test
  void textHasALineAFrame() {
    String all = text(AnalysisExport.Format.ASCII, List.of());
    assertThat(all.lines().filter(l -> !l.startsWith("#"))).hasSize(8 * 6);
    assertThat(all).contains("# name frame x y, pixels from the lower left\npoint_36 1001 ");
    String one = text(AnalysisExport.Format.ASCII, List.of(PointName.parse("mesh:4")));
    FaceObservation f = shot().tracks().get(0).at(1010).orElseThrow();
    String[] last = one.lines().toList().get(2 + 5).split(" ");
    assertThat(last[0]).isEqualTo("1010");
    assertThat(Double.parseDouble(last[1])).isCloseTo(f.landmarks().x(4), within(1e-3));
    assertThat(Double.parseDouble(last[2])).isCloseTo(HEIGHT - f.landmarks().y(4), within(1e-3));
  }

  @Test
  void pythonReadsTheAlignments() throws Exception {
    byte[] fsa =
        new AnalysisExport(shot(), null, List.of(), HEIGHT)
            .write(AnalysisExport.Format.FACESWAP, FramePattern.parse("plate.####.png"));
    Path file = dir.resolve("alignments.fsa");
    Files.write(file, fsa);
    Path script = dir.resolve("read.py");
    Files.writeString(
        script,
        "import json, pickle, sys, zlib\n"
            + "print(json.dumps(pickle.loads(zlib.decompress(open(sys.argv[1], 'rb').read()))))\n");
    Process p;
    try {
      p =
          new ProcessBuilder("python3", script.toString(), file.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      Assumptions.abort("there is no python3 here: " + e.getMessage());
      return;
    }
    String said = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(p.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(p.exitValue()).as(said).isZero();
    JsonNode j = new ObjectMapper().readTree(said);
    assertThat(j.at("/__meta__/version").asDouble()).isEqualTo(2.4);
    assertThat(j.path("__data__").size()).isEqualTo(10);
    JsonNode frame = j.path("__data__").path("plate.1002.png");
    assertThat(frame.path("faces").size()).isEqualTo(2);
    JsonNode face = frame.path("faces").get(0);
    FaceObservation o = shot().tracks().get(0).at(1002).orElseThrow();
    assertThat(face.path("landmarks_xy").size()).isEqualTo(68);
    float[] xy = ClassicPoints.of(o.landmarks());
    assertThat(face.at("/landmarks_xy/30/0").asDouble()).isCloseTo(xy[60] - 0.5, within(1e-3));
    assertThat(face.at("/landmarks_xy/30/1").asDouble()).isCloseTo(xy[61] - 0.5, within(1e-3));
    assertThat(face.path("thumb").isNull()).isTrue();
    assertThat(face.path("mask").isObject()).isTrue();
    double left = Double.POSITIVE_INFINITY;
    for (JsonNode q : face.path("landmarks_xy")) {
      left = Math.min(left, q.get(0).asDouble());
    }
    assertThat(face.path("x").asInt()).isEqualTo((int) Math.floor(left));
    assertThat(j.path("__data__").path("plate.1005.png").path("faces").size()).isEqualTo(1);
  }

  @Test
  void whatIsNotKnownIsSaid() {
    AnalysisExport low = new AnalysisExport(shot(), null, List.of(), 0);
    assertThatThrownBy(() -> low.write(AnalysisExport.Format.ASCII, null))
        .hasMessageContaining("--height");
    AnalysisExport e = new AnalysisExport(shot(), null, List.of(), HEIGHT);
    assertThatThrownBy(() -> e.write(AnalysisExport.Format.FACESWAP, null))
        .hasMessageContaining("plate.####.png");
    AnalysisExport iris =
        new AnalysisExport(shot(), null, List.of(PointName.parse("iris:left")), HEIGHT);
    assertThatThrownBy(() -> iris.write(AnalysisExport.Format.ASCII, null))
        .hasMessage("the face has no iris:left in any frame");
    ShotAnalysis none = new ShotAnalysis(Map.of(), "", List.of(1), List.of());
    assertThatThrownBy(
            () ->
                new AnalysisExport(none, null, List.of(), 9)
                    .write(AnalysisExport.Format.NUKE_TRACKER, null))
        .hasMessageContaining("no such face");
    assertThatThrownBy(() -> AnalysisExport.Format.parse("fbx"))
        .hasMessageContaining("nuke-tracker, nuke-cornerpin, ascii, faceswap");
  }

  private static String text(AnalysisExport.Format format, List<PointName> points) {
    return new String(
        new AnalysisExport(shot(), FaceChoice.parse("id:0"), points, HEIGHT).write(format, null),
        StandardCharsets.UTF_8);
  }

  private static ShotAnalysis shot() {
    List<FaceObservation> first = new ArrayList<>();
    List<FaceObservation> second = new ArrayList<>();
    List<Integer> frames = new ArrayList<>();
    for (int f = 1001; f <= 1010; f++) {
      frames.add(f);
      if (f <= 1003 || f >= 1008) {
        first.add(TestPlates.face(f, 90 + f % 10, 60, 60));
      }
      second.add(TestPlates.face(f, 30, 60, 30));
    }
    return new ShotAnalysis(
        Map.of(),
        "",
        frames,
        List.of(new ShotAnalysis.Track(0, first), new ShotAnalysis.Track(1, second)));
  }

  private static double key(Object curve, String frame) {
    List<?> words = (List<?>) curve;
    return Double.parseDouble((String) words.get(words.indexOf(frame) + 1));
  }

  /** Words and braced lists, as Tcl splits them. */
  private static List<Object> tcl(String text) {
    List<List<Object>> open = new ArrayList<>(List.of(new ArrayList<>()));
    for (String word : text.replace("{", " { ").replace("}", " } ").strip().split("\\s+")) {
      if (word.equals("{")) {
        open.add(new ArrayList<>());
      } else if (word.equals("}")) {
        List<Object> done = open.remove(open.size() - 1);
        open.get(open.size() - 1).add(done);
      } else {
        open.get(open.size() - 1).add(word);
      }
    }
    assertThat(open).as("braces in pairs").hasSize(1);
    return open.get(0);
  }
}
