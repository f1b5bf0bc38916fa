package org.likeness.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.effect.NodeBundle.Answer;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
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

/**
 * A bundle of the node, plates with a face, a model and an analysis, for tests in a host's process.
 */
abstract class NodeHostTest {
  static final int FRAMES = 5;

  @TempDir static Path folder;
  static NodeBundle bundle;
  static Path model;
  static Path analysis;

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

  static Path nativeFolder() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      if (Files.exists(p.resolve("native/target/cmake/Likeness.ofx"))) {
        return p.resolve("native/target/cmake");
      }
    }
    return Path.of("/nowhere");
  }

  /** To the fineness of the file. */
  static FaceObservation snapped(FaceObservation o) {
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

  static void write(Path file, Frame f, int frame) throws IOException {
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

  static Answer render(String out, String... more) throws Exception {
    return renderOf("plate.####.exr", out, more);
  }

  static Answer renderOf(String plate, String out, String... more) throws Exception {
    return bundle.host(Map.of(), swapArguments(plate, out, more));
  }

  /** For a render of a plate of the folder with the tests' model and analysis. */
  static List<String> swapArguments(String plate, String out, String... more) {
    List<String> args = arguments(folder.resolve(plate), out);
    args.addAll(
        List.of(
            "--set",
            "model=" + model,
            "--set",
            "identity=negative",
            "--set",
            "analysis=" + analysis));
    // A drawn plate: what a network sees in it says nothing. A preset is a look of its own.
    if (Stream.of(more).noneMatch(m -> m.startsWith("preset") || m.startsWith("matteCombine="))) {
      args.addAll(List.of("--set", "matteCombine=learned"));
    }
    args.addAll(List.of(more));
    return args;
  }

  /** For a render of any plate, with no parameter set. */
  static List<String> arguments(Path plate, String out, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--effect",
                FaceSwapEffect.ID,
                "--in",
                "Source=" + plate,
                "--out",
                folder.resolve(out).toString()));
    args.addAll(List.of(more));
    return args;
  }

  static Path frame(String pattern, int f) {
    return FramePattern.parse(folder.resolve(pattern).toString()).path(f);
  }

  static void assertDone(Answer a) {
    assertThat(a.code()).as(a.text()).isZero();
  }

  /** Pixel by pixel, whatever the windows; outside its window a picture is 0. */
  static void assertSame(Plane a, Plane b) {
    PixelRect all = a.rect().union(b.rect());
    assertThat(a.crop(all).data()).isEqualTo(b.crop(all).data());
  }

  static void swap(String out, String... settings) throws IOException {
    swap(GuideFiles.NONE, out, settings);
  }

  static void swap(GuideFiles guides, String out, String... settings) throws IOException {
    Map<String, String> values = new java.util.HashMap<>();
    values.put("model", model.toString());
    values.put("identity", "negative");
    values.put("matteCombine", "learned");
    values.put("analysis", analysis.toString());
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    SwapSettings s = SwapSettings.of(values);
    FramePattern in = FramePattern.parse(folder.resolve("plate.####.exr").toString());
    FramePattern to = FramePattern.parse(folder.resolve(out).toString());
    try (FramePipeline p = FramePipeline.open(s)) {
      new SequenceJob(
              p, new SequenceJob.Request(in, to, in.existing(), s, 1, false, "test", guides))
          .run((f, o) -> {});
    }
  }

  /** A soft matte that moves, as A alone. */
  static FramePattern guide(String name, double middle) throws IOException {
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

  /** Centre of gravity in pixels, and the sum. */
  static double[] centre(Plane p) {
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

  static float half(float v) {
    return org.likeness.image.HalfFloat.toFloat(org.likeness.image.HalfFloat.fromFloat(v));
  }
}
