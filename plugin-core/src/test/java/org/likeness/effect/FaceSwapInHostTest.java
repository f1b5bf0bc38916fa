package org.likeness.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.likeness.effect.NodeBundle.Answer;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.GuideFiles;
import org.likeness.pipeline.TestPlates;

/** The node in a host's process: the same pixels as the command line. */
final class FaceSwapInHostTest extends NodeHostTest {

  @ParameterizedTest
  @CsvSource({"face", "comp", "matte", "raw", "debug", "unpremultiplied", "hull", "edge"})
  void pixelsAreThoseOfTheCommandLine(String output) throws Exception {
    assertDone(render("n-" + output + ".####.exr", "--set", "output=" + output));
    swap("c-" + output + ".####.exr", "output", output);
    double sum = 0;
    for (int f = 1; f <= FRAMES; f++) {
      Frame node = ExrReader.readFrame(frame("n-" + output + ".####.exr", f));
      Frame line = ExrReader.readFrame(frame("c-" + output + ".####.exr", f));
      assertSame(node.r(), line.r());
      assertSame(node.g(), line.g());
      assertSame(node.b(), line.b());
      if (node.a() != null && line.a() != null) {
        assertSame(node.a(), line.a());
      }
      assertThat(node.displayWindow()).isEqualTo(line.displayWindow());
      for (float v : node.r().data()) {
        sum += Math.abs(v);
      }
    }
    assertThat(sum).as("something was drawn at all").isGreaterThan(100);
  }

  @Test
  void hostsMannersAndThreadsDoNotChangeABit() throws Exception {
    assertDone(render("t1.####.exr", "--threads", "1"));
    assertDone(render("t4.####.exr", "--threads", "4"));
    assertDone(render("neg.####.exr", "--negative-row-bytes", "--threads", "2"));
    assertDone(render("pad.####.exr", "--row-padding", "52"));
    assertDone(render("both.####.exr", "--row-padding", "4", "--negative-row-bytes"));
    assertDone(render("gen.####.exr", "--context", "General"));
    for (String other : List.of("t4", "neg", "pad", "both", "gen")) {
      for (int f = 1; f <= FRAMES; f++) {
        assertThat(Files.readAllBytes(frame(other + ".####.exr", f)))
            .as(other + " " + f)
            .isEqualTo(Files.readAllBytes(frame("t1.####.exr", f)));
      }
    }
  }

  @Test
  void layersAreThoseOfTheCommandLineWithTimeCode() throws Exception {
    assertDone(render("l.####.exr", "--set", "writeLayers=" + folder.resolve("nl.####.exr")));
    swap("cl.####.exr");
    for (int f = 1; f <= FRAMES; f++) {
      ExrPart node = ExrReader.read(frame("nl.####.exr", f)).get(0);
      ExrPart line = ExrReader.read(frame("cl.####.exr", f)).get(0);
      assertThat(node.dataWindow()).isEqualTo(line.dataWindow());
      assertThat(node.channels()).hasSize(28);
      assertThat(line.channels()).hasSize(28);
      for (ExrChannel c : node.channels()) {
        assertSame(c.plane(), line.channel(c.name()).orElseThrow().plane());
      }
      for (String name : List.of("timeCode", "framesPerSecond", "likeness/modelSha256")) {
        assertThat(node.attribute(name)).isEqualTo(line.attribute(name)).isPresent();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"true,false", "false,true", "true,true", "false,false"})
  void mattesFromOutsideLimitTheFaceAsOnTheCommandLine(boolean matte, boolean holdout)
      throws Exception {
    GuideFiles guides = new GuideFiles(guide("roto", 80), guide("hand", 100));
    String name = "g" + matte + holdout;
    assertDone(
        render(
            name + "-n.####.exr",
            "--context",
            "General",
            "--in",
            "Matte=" + guides.matte(),
            "--in",
            "Holdout=" + guides.holdout(),
            "--set",
            "useMatte=" + (matte ? 1 : 0),
            "--set",
            "useHoldout=" + (holdout ? 1 : 0)));
    swap(guides, name + "-c.####.exr", "useMatte", "" + matte, "useHoldout", "" + holdout);
    double[] sums = new double[2];
    for (int f = 1; f <= FRAMES; f++) {
      Frame node = ExrReader.readFrame(frame(name + "-n.####.exr", f));
      Frame line = ExrReader.readFrame(frame(name + "-c.####.exr", f));
      assertSame(node.a(), line.a());
      assertSame(node.g(), line.g());
      sums[0] += f == 3 ? 0 : centre(line.a())[2];
    }
    swap("plain-c.####.exr");
    for (int f = 1; f <= FRAMES; f++) {
      Frame plain = ExrReader.readFrame(frame("plain-c.####.exr", f));
      sums[1] += f == 3 ? 0 : centre(plain.a())[2];
    }
    assertThat(sums[0]).isGreaterThan(1000);
    if (matte || holdout) {
      assertThat(sums[0]).isLessThan(0.95 * sums[1]);
    } else {
      assertThat(sums[0]).isEqualTo(sums[1]);
    }
  }

  @Test
  void aMatteThatIsSwitchedOnAndNotConnectedIsTold() throws Exception {
    Answer a = render("nomatte.####.exr", "--frames", "2", "--set", "useMatte=1");
    assertDone(a);
    assertThat(a.text()).contains("node warning: Use Matte is on, but Matte has no picture here");
  }

  @Test
  void aFrameWithoutAFaceIsEmptyAndSaysSo() throws Exception {
    Answer a = render("none.####.exr", "--frames", "3");
    assertDone(a);
    assertThat(a.text()).contains("node warning: no face");
    Frame f = ExrReader.readFrame(frame("none.####.exr", 3));
    assertThat(f.dataWindow()).isEqualTo(PixelRect.ofSize(TestPlates.WIDTH, TestPlates.HEIGHT));
    assertThat(f.a()).isNotNull();
    for (Plane p : Arrays.asList(f.r(), f.g(), f.b(), f.a())) {
      assertThat(p.data()).containsOnly(0f);
    }
  }

  @Test
  void aHalfSizeProxyHasItsFaceInTheSamePlace() throws Exception {
    assertDone(render("full.####.exr", "--frames", "2", "--set", "output=matte"));
    assertDone(render("half.####.exr", "--frames", "2", "--set", "output=matte", "--scale", "0.5"));
    Frame full = ExrReader.readFrame(frame("full.####.exr", 2));
    Frame half = ExrReader.readFrame(frame("half.####.exr", 2));
    assertThat(half.displayWindow())
        .isEqualTo(PixelRect.ofSize(TestPlates.WIDTH / 2, TestPlates.HEIGHT / 2));
    double[] a = centre(full.r());
    double[] b = centre(half.r());
    assertThat(b[0] * 2).isCloseTo(a[0], org.assertj.core.data.Offset.offset(0.3));
    assertThat(b[1] * 2).isCloseTo(a[1], org.assertj.core.data.Offset.offset(0.3));
    assertThat(b[2] * 4).isCloseTo(a[2], org.assertj.core.data.Percentage.withPercentage(3));
  }

  @Test
  void anOddDataWindowKeepsItsPlace() throws Exception {
    // Overscan on the left and top, cut on the right and bottom; only the window's pixels exist.
    PixelRect window = new PixelRect(-7, -5, 151, 103);
    Frame whole = TestPlates.plate(2);
    Frame odd =
        new Frame(
            window,
            whole.displayWindow(),
            1f,
            whole.r().crop(window),
            whole.g().crop(window),
            whole.b().crop(window),
            null);
    write(folder.resolve("odd.0002.exr"), odd, 2);
    for (String out : List.of("face", "comp")) {
      Answer a =
          renderOf(
              "odd.####.exr",
              "odd-" + out + ".####.exr",
              "--frames",
              "2",
              "--negative-row-bytes",
              "--set",
              "output=" + out);
      assertDone(a);
      Frame node = ExrReader.readFrame(frame("odd-" + out + ".####.exr", 2));
      assertThat(node.dataWindow()).isEqualTo(window);
      assertThat(node.displayWindow()).isEqualTo(whole.displayWindow());
    }
    Frame comp = ExrReader.readFrame(frame("odd-comp.####.exr", 2));
    Frame face = ExrReader.readFrame(frame("odd-face.####.exr", 2));
    assertThat(face.a()).isNotNull();
    int away = comp.r().index(-7, -5);
    assertThat(comp.r().data()[away]).isEqualTo(half(odd.r().data()[away]));
    assertThat(centre(java.util.Objects.requireNonNull(face.a()))[2]).isGreaterThan(500);
  }

  @Test
  void withoutAModelThePlatePasses() throws Exception {
    Answer a = render("id.####.exr", "--set", "model=", "--frames", "1");
    assertDone(a);
    assertThat(a.text())
        .contains("node warning: no model is chosen, so the plate passes unchanged")
        .contains("frame 1 identity of Source");
    Frame plate = ExrReader.readFrame(frame("plate.####.exr", 1));
    Frame same = ExrReader.readFrame(frame("id.####.exr", 1));
    for (int i = 0; i < plate.r().data().length; i++) {
      assertThat(same.r().data()[i]).isEqualTo(half(plate.r().data()[i]));
    }
  }

  @Test
  void theStatusLineTellsWhatTheModelIs() throws Exception {
    Answer a = render("st.####.exr", "--frames", "1", "--print-params");
    assertDone(a);
    assertThat(a.text())
        .contains("status = test-model, negative; analysis in order; rights in order");
  }
}
