package org.likeness.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.likeness.effect.NodeBundle.Answer;
import org.likeness.exr.ExrReader;
import org.likeness.image.Frame;
import org.likeness.image.Plane;
import org.likeness.pipeline.TestModels;
import org.likeness.pipeline.TestPlates;

/** What is wrong becomes a sentence, and nothing crashes the host. */
final class FaceSwapFailuresTest extends NodeHostTest {

  @Test
  void notFinitePixelsAreSafeAndNamed() throws Exception {
    Frame p = TestPlates.plate(2);
    p.r().data()[p.r().index(95, 60)] = Float.NaN;
    p.g().data()[p.g().index(90, 50)] = Float.POSITIVE_INFINITY;
    p.b().data()[p.b().index(100, 70)] = Float.NEGATIVE_INFINITY;
    p.b().data()[p.b().index(0, 0)] = Float.NaN;
    write(folder.resolve("nan.0002.exr"), p, 2);
    Answer a = renderOf("nan.####.exr", "nan-out.####.exr", "--frames", "2");
    assertDone(a);
    assertThat(a.text()).contains("node warning: the plate has 4 pixels that are not finite");
    Frame face = ExrReader.readFrame(frame("nan-out.####.exr", 2));
    for (Plane plane : List.of(face.r(), face.g(), face.b())) {
      for (float v : plane.data()) {
        assertThat(Float.isFinite(v)).isTrue();
      }
    }
  }

  @Test
  void aModelThatIsNotThereFailsWithASentence() throws Exception {
    Answer a = render("mm.####.exr", "--set", "model=" + folder.resolve("gone.onnx"));
    assertThat(a.code()).as(a.text()).isEqualTo(3);
    assertThat(a.text()).contains("node error: ").contains("gone.onnx: no such model file");
    assertThat(frame("mm.####.exr", 1)).doesNotExist();
  }

  @Test
  void aModelThatIsNoneFailsWithASentence() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.onnx"), "not a model at all");
    Answer a = render("bm.####.exr", "--set", "model=" + bad, "--frames", "1");
    assertThat(a.code()).as(a.text()).isEqualTo(3);
    assertThat(a.text()).contains("node error: ").contains("bad.onnx");
  }

  @Test
  void aModelWithoutRightsIsMarkedAndSaysWhy() throws Exception {
    Path none = TestModels.write(folder.resolve("norights.onnx"), null);
    Answer a = render("nr.####.exr", "--set", "model=" + none, "--frames", "1");
    assertDone(a);
    assertThat(a.text()).contains("node warning: test-model carries no rights record");
    assertDone(render("r.####.exr", "--frames", "1"));
    assertThat(Files.readAllBytes(frame("nr.####.exr", 1)))
        .isNotEqualTo(Files.readAllBytes(frame("r.####.exr", 1)));
  }

  @Test
  void aPolicyRefusesWithASentence() throws Exception {
    Path none = TestModels.write(folder.resolve("norights2.onnx"), null);
    Path policy = Files.writeString(folder.resolve("policy.json"), "{\"requireRights\": true}");
    List<String> args =
        arguments(
            folder.resolve("plate.####.exr"),
            "pol.####.exr",
            "--frames",
            "1",
            "--set",
            "model=" + none,
            "--set",
            "identity=tint");
    Answer a = bundle.host(Map.of("LIKENESS_POLICY", policy.toString()), args);
    assertThat(a.code()).as(a.text()).isEqualTo(3);
    assertThat(a.text()).contains("refused by the studio's policy");
  }

  @Test
  void aTruncatedPlateIsASentence() throws Exception {
    byte[] whole = Files.readAllBytes(frame("plate.####.exr", 2));
    Files.write(folder.resolve("cut.0002.exr"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(folder.resolve("cut.0003.exr"), new byte[0]);
    Files.write(folder.resolve("cut.0001.exr"), whole);
    Answer a = renderOf("cut.####.exr", "cut-out.####.exr", "--frames", "1-3");
    assertThat(a.code()).as(a.text()).isEqualTo(4);
    assertThat(a.text())
        .contains("cut.0002.exr cannot be read")
        .contains("cut.0003.exr cannot be read")
        .contains("2 of 3 frames failed");
    assertThat(frame("cut-out.####.exr", 1)).exists();
    assertThat(frame("cut-out.####.exr", 2)).doesNotExist();
  }

  @Test
  void withoutARuntimeTheNodeSaysSo() throws Exception {
    Path runtime = bundle.resources().resolve("runtime");
    Path aside = bundle.resources().resolve("aside");
    Files.move(runtime, aside);
    try {
      Answer a = render("rt.####.exr", "--frames", "1");
      assertThat(a.code()).as(a.text()).isEqualTo(3);
      assertThat(a.text())
          .contains("node error: Likeness cannot run here: its Java runtime is not complete")
          .contains("install Likeness.ofx.bundle again");
      assertThat(a.text().split("node error", -1)).as("said once").hasSize(2);
    } finally {
      Files.move(aside, runtime);
    }
  }

  @Test
  void javaThatCannotStartIsASentence() throws Exception {
    List<String> args = arguments(folder.resolve("plate.####.exr"), "ns.####.exr", "--frames", "1");
    Answer flag = bundle.host(Map.of("LIKENESS_JAVA_OPTS", "-XX:+NoSuchFlagAtAll"), args);
    assertThat(flag.code()).as(flag.text()).isEqualTo(3);
    assertThat(flag.text()).contains("node error: ").contains("-XX:+NoSuchFlagAtAll");
    Answer heap = bundle.host(Map.of("LIKENESS_JAVA_OPTS", "-Xms100000g -Xmx100000g"), args);
    assertThat(heap.code()).as(heap.text()).isEqualTo(3);
    assertThat(heap.text()).contains("node error: Likeness cannot run here: the Java runtime");
  }
}
