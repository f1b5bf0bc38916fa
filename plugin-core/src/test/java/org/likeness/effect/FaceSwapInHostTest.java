package org.likeness.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.likeness.effect.NodeBundle.Answer;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.exr.ExrWriter;
import org.likeness.exr.TimeCode;
import org.likeness.face.FaceObservation;
import org.likeness.face.Landmarks;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.FramePipeline;
import org.likeness.pipeline.GuideFiles;
import org.likeness.pipeline.SequenceJob;
import org.likeness.pipeline.SwapSettings;
import org.likeness.pipeline.TestModels;
import org.likeness.pipeline.TestPlates;

/** The node in a host's process: the same pixels as the command line, and no way to crash it. */
final class FaceSwapInHostTest {
  private static final int FRAMES = 5;

  @TempDir static Path folder;
  private static NodeBundle bundle;
  private static Path model;
  private static Path analysis;

  @BeforeAll
  static void make() throws IOException {
    Path built = nativeFolder();
    assumeTrue(Files.exists(built.resolve("likeness-host")), "the native part was not built");
    bundle = NodeBundle.make(folder, built);
    model = TestModels.write(folder.resolve("m.onnx"), TestModels.RIGHTS);
    List<FaceObservation> seen = new ArrayList<>();
    List<Integer> frames = new ArrayList<>();
    for (int f = 1; f <= FRAMES; f++) {
      frames.add(f);
      TestPlates.track().at(f).ifPresent(o -> seen.add(snapped(o)));
      write(folder.resolve(String.format("plate.%04d.exr", f)), TestPlates.plate(f), f);
    }
    analysis = folder.resolve("shot.analysis");
    new ShotAnalysis(
            Map.of("detector", "0".repeat(64), "mesh", "0".repeat(64)),
            "0".repeat(64),
            frames,
            List.of(new ShotAnalysis.Track(0, seen)))
        .write(analysis);
  }

  private static Path nativeFolder() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      if (Files.exists(p.resolve("native/target/cmake/Likeness.ofx"))) {
        return p.resolve("native/target/cmake");
      }
    }
    return Path.of("/nowhere");
  }

  /** To the fineness of the file. */
  private static FaceObservation snapped(FaceObservation o) {
    float[] xyz = o.landmarks().xyz().clone();
    for (int i = 0; i < xyz.length; i++) {
      xyz[i] = Math.round(xyz[i] * 1024) / 1024f;
    }
    return new FaceObservation(
        o.trackId(),
        o.frame(),
        o.score(),
        new Landmarks(xyz, o.landmarks().presence()),
        o.pose(),
        o.flags());
  }

  private static void write(Path file, Frame f, int frame) throws IOException {
    List<ExrChannel> channels =
        List.of(
            new ExrChannel("R", ExrChannel.Type.FLOAT, f.r()),
            new ExrChannel("G", ExrChannel.Type.FLOAT, f.g()),
            new ExrChannel("B", ExrChannel.Type.FLOAT, f.b()));
    List<ExrAttribute> attributes =
        List.of(
            ExrAttribute.rational("framesPerSecond", 24000, 1001),
            ExrAttribute.timeCode("timeCode", TimeCode.of(1, 0, 0, frame, false)));
    ExrWriter.write(
        file,
        List.of(new ExrPart("", f.dataWindow(), f.displayWindow(), 1f, channels, attributes)),
        ExrCompression.ZIPS,
        1);
  }

  private static Answer render(String out, String... more) throws Exception {
    return renderOf("plate.####.exr", out, more);
  }

  private static Answer renderOf(String plate, String out, String... more) throws Exception {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--effect",
                FaceSwapEffect.ID,
                "--in",
                "Source=" + folder.resolve(plate),
                "--out",
                folder.resolve(out).toString(),
                "--set",
                "model=" + model,
                "--set",
                "identity=negative",
                "--set",
                "analysis=" + analysis));
    args.addAll(List.of(more));
    return bundle.host(Map.of(), args);
  }

  private static Path frame(String pattern, int f) {
    return FramePattern.parse(folder.resolve(pattern).toString()).path(f);
  }

  private static void assertDone(Answer a) {
    assertThat(a.code()).as(a.text()).isZero();
  }

  /** Pixel by pixel, whatever the windows; outside its window a picture is 0. */
  private static void assertSame(Plane a, Plane b) {
    PixelRect all = a.rect().union(b.rect());
    assertThat(a.crop(all).data()).isEqualTo(b.crop(all).data());
  }

  private static void swap(String out, String... settings) throws IOException {
    swap(GuideFiles.NONE, out, settings);
  }

  private static void swap(GuideFiles guides, String out, String... settings) throws IOException {
    Map<String, String> values = new java.util.HashMap<>();
    values.put("model", model.toString());
    values.put("identity", "negative");
    values.put("analysis", analysis.toString());
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    SwapSettings s = SwapSettings.of(values);
    FramePattern in = FramePattern.parse(folder.resolve("plate.####.exr").toString());
    FramePattern to = FramePattern.parse(folder.resolve(out).toString());
    try (FramePipeline p = FramePipeline.open(s)) {
      new SequenceJob(
              p,
              new SequenceJob.Request(
                  in, to, in.existing(), s, ExrCompression.ZIPS, 1, false, "test", guides))
          .run((f, o) -> {});
    }
  }

  @ParameterizedTest
  @CsvSource({"face", "comp", "matte", "raw", "debug"})
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
      assertThat(node.channels()).hasSize(12);
      for (ExrChannel c : node.channels()) {
        assertSame(c.plane(), line.channel(c.name()).orElseThrow().plane());
      }
      for (String name : List.of("timeCode", "framesPerSecond", "likeness/modelSha256")) {
        assertThat(node.attribute(name)).isEqualTo(line.attribute(name)).isPresent();
      }
    }
  }

  /** A soft matte that moves, as A alone. */
  private static FramePattern guide(String name, double middle) throws IOException {
    for (int f = 1; f <= FRAMES; f++) {
      PixelRect w = PixelRect.ofSize(TestPlates.WIDTH, TestPlates.HEIGHT);
      Plane a = Plane.zeros(w);
      for (int i = 0; i < a.data().length; i++) {
        double x = i % TestPlates.WIDTH - middle - 2 * f;
        a.data()[i] = half((float) Math.min(1, Math.max(0, x / 12 + 0.5)));
      }
      List<ExrChannel> channels = new ArrayList<>();
      for (String c : List.of("A", "B", "G", "R")) {
        channels.add(new ExrChannel(c, ExrChannel.Type.FLOAT, a));
      }
      ExrWriter.write(
          folder.resolve(String.format("%s.%04d.exr", name, f)),
          List.of(new ExrPart("", w, w, 1f, channels, List.of())),
          ExrCompression.ZIPS,
          1);
    }
    return FramePattern.parse(folder.resolve(name + ".####.exr").toString());
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

  /** Centre of gravity in pixels, and the sum. */
  private static double[] centre(Plane p) {
    double x = 0;
    double y = 0;
    double sum = 0;
    for (int j = p.rect().y0(); j < p.rect().y1(); j++) {
      for (int i = p.rect().x0(); i < p.rect().x1(); i++) {
        double v = p.get(i, j);
        x += v * (i + 0.5);
        y += v * (j + 0.5);
        sum += v;
      }
    }
    return new double[] {x / sum, y / sum, sum};
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

  private static float half(float v) {
    return org.likeness.image.HalfFloat.toFloat(org.likeness.image.HalfFloat.fromFloat(v));
  }

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
        List.of(
            "--effect",
            FaceSwapEffect.ID,
            "--in",
            "Source=" + folder.resolve("plate.####.exr"),
            "--out",
            folder.resolve("pol.####.exr").toString(),
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
    List<String> args =
        List.of(
            "--effect",
            FaceSwapEffect.ID,
            "--in",
            "Source=" + folder.resolve("plate.####.exr"),
            "--out",
            folder.resolve("ns.####.exr").toString(),
            "--frames",
            "1");
    Answer flag = bundle.host(Map.of("LIKENESS_JAVA_OPTS", "-XX:+NoSuchFlagAtAll"), args);
    assertThat(flag.code()).as(flag.text()).isEqualTo(3);
    assertThat(flag.text()).contains("node error: ").contains("-XX:+NoSuchFlagAtAll");
    Answer heap = bundle.host(Map.of("LIKENESS_JAVA_OPTS", "-Xms100000g -Xmx100000g"), args);
    assertThat(heap.code()).as(heap.text()).isEqualTo(3);
    assertThat(heap.text()).contains("node error: Likeness cannot run here: the Java runtime");
  }

  @Test
  void theStatusLineTellsWhatTheModelIs() throws Exception {
    Answer a = render("st.####.exr", "--frames", "1", "--print-params");
    assertDone(a);
    assertThat(a.text())
        .contains("status = test-model, negative; analysis in order; rights in order");
  }
}
