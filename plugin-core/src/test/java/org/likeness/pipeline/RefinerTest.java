package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.cli.Likeness;
import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;
import org.likeness.model.ModelException;
import org.likeness.model.RefinerModel;
import org.likeness.model.onnx.Attr;
import org.likeness.model.onnx.OnnxGraph;
import picocli.CommandLine;

/** A network behind the swap model, which makes its face larger. */
class RefinerTest {
  @TempDir static Path dir;
  private static Path model = Path.of("");
  private static Path sharper = Path.of("");

  @BeforeAll
  static void make() throws Exception {
    model = TestModels.write(dir.resolve("test.onnx"), TestModels.RIGHTS);
    sharper = imported("sharper", network(-1), "NHWC", "BGR");
  }

  /** A cubic resize to twice the size, then a 3 × 3 convolution that sharpens. */
  private static byte[] network(int size) {
    OnnxGraph g = new OnnxGraph("sr");
    g.input("small", 1, size, size, 3);
    g.node("Transpose", List.of("small"), "planes", Attr.ints("perm", 0, 3, 1, 2));
    g.constant("scales", new long[] {4}, new float[] {1, 1, 2, 2});
    g.node(
        "Resize",
        List.of("planes", "", "scales"),
        "twice",
        Attr.of("mode", "cubic"),
        Attr.of("coordinate_transformation_mode", "half_pixel"));
    float[] w = new float[3 * 3 * 9];
    for (int c = 0; c < 3; c++) {
      for (int k = 0; k < 9; k++) {
        w[(c * 3 + c) * 9 + k] = k == 4 ? 5f : k % 2 == 1 ? -1f : 0f;
      }
    }
    g.constant("kernel", new long[] {3, 3, 3, 3}, w);
    g.node(
        "Conv",
        List.of("twice", "kernel"),
        "sharp",
        Attr.ints("pads", 1, 1, 1, 1),
        Attr.ints("kernel_shape", 3, 3));
    g.node("Transpose", List.of("sharp"), "large", Attr.ints("perm", 0, 2, 3, 1));
    int twice = size < 0 ? -1 : 2 * size;
    g.output("large", 1, twice, twice, 3);
    return g.toBytes();
  }

  private static Path imported(String name, byte[] network, String layout, String colours)
      throws Exception {
    Path raw = Files.write(dir.resolve(name + "-raw.onnx"), network);
    Path json = dir.resolve(name + ".json");
    String tensor = "{\"name\": \"%s\", \"layout\": \"" + layout + "\", \"colours\": \"" + colours;
    Files.writeString(
        json,
        "{\"role\": \"refiner\", \"factor\": 2, \"encoding\": \"film-shoulder-v1\", \"input\": "
            + tensor.formatted("small")
            + "\"}, \"face\": "
            + tensor.formatted("large")
            + "\"}}");
    Path made = dir.resolve(name + ".onnx");
    CommandLine line = Likeness.commandLine();
    StringWriter out = new StringWriter();
    line.setOut(new PrintWriter(out, true));
    int code =
        line.execute(
            "model",
            "import",
            raw.toString(),
            "--descriptor",
            json.toString(),
            "--name",
            name,
            "-o",
            made.toString());
    assertThat(code).isZero();
    assertThat(out.toString()).contains("a refiner, 2 times as large");
    return made;
  }

  private static SwapSettings settings(String... more) {
    Map<String, String> m = new java.util.HashMap<>();
    m.put("model", model.toString());
    m.put("identity", "negative");
    m.put("matteCombine", "learned");
    for (int i = 0; i < more.length; i += 2) {
      m.put(more[i], more[i + 1]);
    }
    return SwapSettings.of(m);
  }

  private static FrameResult render(SwapSettings s) {
    try (FramePipeline p = FramePipeline.open(s)) {
      return p.render(TestPlates.plate(1), 1, f -> track(f), s);
    }
  }

  private static java.util.Optional<org.likeness.face.FaceObservation> track(int frame) {
    return java.util.Optional.of(TestPlates.face(frame, 100, 60, 80));
  }

  @Test
  void theLargerFaceLandsWhereTheSmallOneDidAndIsSharper() {
    FrameResult plain = render(settings("colourMatch", "0"));
    FrameResult fine = render(settings("colourMatch", "0", "refiner", sharper.toString()));
    assertThat(fine.window()).isEqualTo(plain.window());
    assertThat(fine.matte().data()).isEqualTo(plain.matte().data());
    assertThat(mean(fine.raw().g().data())).isCloseTo(mean(plain.raw().g().data()), within(0.01));
    assertThat(steps(fine)).isGreaterThan(1.3 * steps(plain));
    FrameResult matched = render(settings("refiner", sharper.toString(), "matchMode", "mkl"));
    assertThat(matched.raw().r().data()).isEqualTo(fine.raw().r().data());
    assertThat(matched.face().r().data()).isNotEqualTo(fine.face().r().data());
  }

  private static double mean(float[] v) {
    double sum = 0;
    for (float x : v) {
      sum += x;
    }
    return sum / v.length;
  }

  private static double steps(FrameResult r) {
    PixelRect in = r.window().grow(-12);
    double sum = 0;
    for (int y = in.y0(); y < in.y1(); y++) {
      for (int x = in.x0(); x < in.x1() - 1; x++) {
        sum += Math.abs(r.raw().g().get(x + 1, y) - r.raw().g().get(x, y));
      }
    }
    return sum;
  }

  /** A picture of places: each pixel says where in the face it lies. */
  @Test
  void eachPixelOfTheLargerFaceLiesWhereItSays() throws Exception {
    int side = 2 * TestModels.SIZE;
    float[] ramp = new float[3 * side * side];
    for (int i = 0; i < side * side; i++) {
      ramp[i] = (i % side + 0.5f) / side * 0.5f;
      ramp[side * side + i] = ((float) (i / side) + 0.5f) / side * 0.5f;
    }
    OnnxGraph g = new OnnxGraph("places");
    g.input("small", 1, 3, TestModels.SIZE, TestModels.SIZE);
    g.constant("ramp", new long[] {1, 3, side, side}, ramp);
    g.constant("nothing", new long[] {1}, new float[] {0});
    g.constant("scales", new long[] {4}, new float[] {1, 1, 2, 2});
    g.node("Resize", List.of("small", "", "scales"), "twice", Attr.of("mode", "nearest"));
    g.node("Mul", List.of("twice", "nothing"), "zero");
    g.node("Add", List.of("zero", "ramp"), "large");
    g.output("large", 1, 3, side, side);
    Path places = imported("places", g.toBytes(), "NCHW", "RGB");
    FrameResult r = render(settings("colourMatch", "0", "refiner", places.toString()));
    Affine2 map = r.plateToCrop();
    assertThat(map).isNotNull();
    var encoding = org.likeness.colour.ColourEncoding.byName("film-shoulder-v1");
    PixelRect in = r.window();
    for (int y = in.y0(); y < in.y1(); y += 3) {
      for (int x = in.x0(); x < in.x1(); x += 3) {
        if (r.matte().get(x, y) == 1f) {
          double u = map.mapX(x + 0.5, y + 0.5) / TestModels.SIZE;
          double under = Math.min(0, TestPlates.plate(1).r().get(x, y));
          double is = encoding.encode((float) (r.raw().r().get(x, y) - under));
          assertThat(is).isCloseTo(u * 0.5, within(4e-3));
        }
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefusedWithASentence() throws Exception {
    assertThatThrownBy(() -> RefinerModel.open(model))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("no refiner")
        .hasMessageContaining("likeness model import");
    Path other = imported("other", network(96), "NHWC", "BGR");
    SwapSettings s = settings("refiner", other.toString());
    assertThatThrownBy(() -> FramePipeline.open(s))
        .hasMessageContaining("96 px")
        .hasMessageContaining("have 64");
    assertThatThrownBy(() -> FramePipeline.open(settings("refiner", dir + "/gone.onnx")))
        .hasMessageContaining("no such refiner file");
    try (FramePipeline p = FramePipeline.open(settings("refiner", sharper.toString()))) {
      Provenance with = Provenance.of(p, settings("refiner", sharper.toString()), "test");
      assertThat(with.fields()).containsKey("refinerSha256");
      assertThat(with.fields().get("settings")).contains("\"refiner\":\"sharper.onnx\"");
    }
  }
}
