package org.likeness.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.likeness.effect.NodeBundle.Answer;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.Frame;
import org.likeness.pipeline.TestPlates;

/** Several faces a frame in a host's process: the same as on the command line. */
final class SeveralFacesInHostTest extends NodeHostTest {
  private static final String BOTH = "id:1=tint; name:ana=negative";
  private static Path two;

  /** One passes before the other, and one is alone in the third frame. */
  @BeforeAll
  static void analyse() throws IOException {
    List<FaceObservation> near = new ArrayList<>();
    List<FaceObservation> far = new ArrayList<>();
    List<Integer> frames = new ArrayList<>();
    for (int f = 1; f <= FRAMES; f++) {
      frames.add(f);
      TestPlates.track().at(f).ifPresent(o -> near.add(snapped(of(0, o))));
      far.add(snapped(of(1, TestPlates.face(f, 150 - 5 * f, 58, 40))));
    }
    two = folder.resolve("two.analysis");
    new ShotAnalysis(
            Map.of("detector", "0".repeat(64), "mesh", "0".repeat(64)),
            "0".repeat(64),
            frames,
            List.of(new ShotAnalysis.Track(0, "ana", "", near), new ShotAnalysis.Track(1, far)))
        .write(two);
  }

  private static FaceObservation of(int track, FaceObservation o) {
    return new FaceObservation(
        track,
        o.frame(),
        o.score(),
        o.landmarks(),
        o.pose(),
        EnumSet.noneOf(FaceObservation.Flag.class));
  }

  private static Answer node(String out, String... more) throws Exception {
    List<String> all = new ArrayList<>(List.of("--set", "analysis=" + two));
    all.addAll(List.of("--set", "faces=" + BOTH));
    all.addAll(List.of(more));
    return render(out, all.toArray(new String[0]));
  }

  private static void line(String out, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of("analysis", two.toString(), "faces", BOTH));
    all.addAll(List.of(more));
    swap(out, all.toArray(new String[0]));
  }

  @ParameterizedTest
  @CsvSource({"face,size", "comp,list"})
  void pixelsAreThoseOfTheCommandLine(String output, String order) throws Exception {
    String name = output + "-" + order;
    String[] set = {"--set", "output=" + output, "--set", "faceOrder=" + order};
    assertDone(node("n-" + name + ".####.exr", set));
    line("c-" + name + ".####.exr", "output", output, "faceOrder", order);
    double sum = 0;
    for (int f = 1; f <= FRAMES; f++) {
      Frame node = ExrReader.readFrame(frame("n-" + name + ".####.exr", f));
      Frame line = ExrReader.readFrame(frame("c-" + name + ".####.exr", f));
      assertSame(node.r(), line.r());
      assertSame(node.g(), line.g());
      assertSame(node.b(), line.b());
      for (float v : node.g().data()) {
        sum += Math.abs(v);
      }
    }
    assertThat(sum).as("something was drawn at all").isGreaterThan(100);
  }

  @Test
  void framesInAnyOrderAndOnAnyThreadsAreTheSame() throws Exception {
    assertDone(node("up.####.exr", "--threads", "1"));
    assertDone(node("down.####.exr", "--frames", "5,1,4,2,3", "--threads", "3"));
    assertDone(node("alone.####.exr", "--frames", "4", "--negative-row-bytes"));
    assertDone(render("one.####.exr", "--frames", "4"));
    for (int f = 1; f <= FRAMES; f++) {
      assertThat(Files.readAllBytes(frame("down.####.exr", f)))
          .as("frame " + f)
          .isEqualTo(Files.readAllBytes(frame("up.####.exr", f)));
    }
    assertThat(Files.readAllBytes(frame("alone.####.exr", 4)))
        .isEqualTo(Files.readAllBytes(frame("up.####.exr", 4)))
        .isNotEqualTo(Files.readAllBytes(frame("one.####.exr", 4)));
  }

  @Test
  void filesHaveTheSameLayersOfEachFace() throws Exception {
    String[] set = {"--set", "layers=matte,each", "--set", "layerFile=multi"};
    List<String> more = new ArrayList<>(List.of(set));
    more.addAll(List.of("--frames", "2-3"));
    more.addAll(List.of("--set", "writeLayers=" + folder.resolve("each-n.####.exr")));
    assertDone(node("each.####.exr", more.toArray(new String[0])));
    line("each-c.####.exr", "layers", "matte,each", "layerFile", "multi");
    Set<String> names = new HashSet<>();
    for (int f = 2; f <= 3; f++) {
      List<ExrPart> node = ExrReader.read(frame("each-n.####.exr", f));
      List<ExrPart> line = ExrReader.read(frame("each-c.####.exr", f));
      assertThat(node).hasSameSizeAs(line).hasSize(2 + 2 * 9);
      for (int i = 0; i < node.size(); i++) {
        assertThat(node.get(i).name()).isEqualTo(line.get(i).name());
        assertThat(node.get(i).dataWindow()).isEqualTo(line.get(i).dataWindow());
        assertThat(node.get(i).attribute("likeness/facesNearFirst"))
            .isEqualTo(line.get(i).attribute("likeness/facesNearFirst"))
            .hasValueSatisfying(a -> assertThat((String) a.value()).contains("face1"));
        for (ExrChannel c : node.get(i).channels()) {
          names.add(c.name());
          assertSame(c.plane(), line.get(i).channel(c.name()).orElseThrow().plane());
        }
      }
    }
    assertThat(names).contains("ana_face.R", "ana_matte.A", "face1_stmap.u", "face1_facemotion.v");
  }

  @Test
  void planesOfEachFaceAreThoseOfTheFile() throws Exception {
    assertDone(
        node(
            "p.####.exr",
            "--profile",
            "natron",
            "--planes",
            "--frames",
            "2",
            "--set",
            "layers=each_face,each_matte"));
    line("pf.####.exr", "layers", "each_face,each_matte", "layerFile", "multi");
    double sum = 0;
    for (ExrPart part : ExrReader.read(frame("pf.####.exr", 2))) {
      if (!part.name().equals("rgba")) {
        for (ExrChannel c : part.channels()) {
          ExrPart plane = ExrReader.read(frame("p.####." + part.name() + ".exr", 2)).get(0);
          String letter = c.name().substring(c.name().indexOf('.') + 1);
          var seen = plane.channel(letter).orElseThrow().plane().crop(c.plane().rect());
          for (int i = 0; i < seen.data().length; i++) {
            assertThat(c.plane().data()[i]).as(c.name()).isEqualTo(half(seen.data()[i]));
            sum += Math.abs(c.plane().data()[i]);
          }
        }
      }
    }
    assertThat(sum).isGreaterThan(1000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id:0 | is not FACE=IDENTITY",
        "id:0=tint; id:0=negative | id:0 is there twice",
        "id:0=cleo | cleo",
        "name:nobody=tint | the analysis knows ana",
        "id:0=tint@gone.onnx | gone.onnx: no such model file"
      })
  void whatIsWrongWithTheListIsASentence(String faces, String said) throws Exception {
    Answer a = node("bad.####.exr", "--frames", "1", "--set", "faces=" + faces);
    assertThat(a.code()).as(a.text()).isEqualTo(3);
    assertThat(a.text()).contains("node error: ").contains(said).doesNotContain("Exception");
    assertThat(frame("bad.####.exr", 1)).doesNotExist();
  }
}
