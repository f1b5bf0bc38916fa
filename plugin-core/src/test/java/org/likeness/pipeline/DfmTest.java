package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.colour.ColourEncoding;
import org.likeness.image.Frame;
import org.likeness.image.opencv.PictureIo;
import org.likeness.model.DfmWriter;
import org.likeness.model.FloatTensor;
import org.likeness.model.ImportDescriptor;
import org.likeness.model.ModelException;
import org.likeness.model.ModelFile;
import org.likeness.model.ModelImport;
import org.likeness.model.ModelManifest;
import org.likeness.model.OnnxSession;
import org.likeness.model.SwapModel;
import org.likeness.model.SwapOutput;
import org.likeness.model.onnx.OnnxGraph;

class DfmTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final ColourEncoding FILM = ColourEncoding.byName("film-shoulder-v1");
  private static final ColourEncoding DISPLAY = ColourEncoding.byName("srgb-display-v1");

  @TempDir Path dir;

  private static Path demo() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isDirectory(at.resolve("presets/models/demo"))) {
      at = at.getParent();
    }
    Assumptions.assumeTrue(at != null, "the demo model is not here");
    return Objects.requireNonNull(at).resolve("presets/models/demo");
  }

  private static byte[] dfm(Path onnx) throws Exception {
    ModelManifest m = ModelFile.readManifest(onnx).withRights(TestModels.RIGHTS);
    byte[] with = ModelFile.withManifest(Files.readAllBytes(onnx), m);
    return DfmExport.bytes(with, m, "demo", "ben", "ana", TODAY);
  }

  /** The demo's first crop: planes R, G, B in the model's encoding. */
  private static float[] crop(int size) throws Exception {
    Frame preview = PictureIo.read(demo().resolve("preview.png"));
    int width = preview.dataWindow().width();
    float[] out = new float[3 * size * size];
    float[][] planes = {preview.r().data(), preview.g().data(), preview.b().data()};
    for (int i = 0; i < out.length; i++) {
      int p = i % (size * size);
      out[i] = planes[i / (size * size)][(p / size) * width + p % size];
    }
    return out;
  }

  private static float bilinear(float[] plane, int size, double x, double y) {
    double cx = Math.max(0, Math.min(size - 1.001, x - 0.5));
    double cy = Math.max(0, Math.min(size - 1.001, y - 0.5));
    int i = (int) cx;
    int j = (int) cy;
    double u = cx - i;
    double v = cy - j;
    double top = plane[j * size + i] * (1 - u) + plane[j * size + i + 1] * u;
    double low = plane[(j + 1) * size + i] * (1 - u) + plane[(j + 1) * size + i + 1] * u;
    return (float) (top * (1 - v) + low * v);
  }

  /** Another crop's picture of one plane, by this test's own arithmetic. */
  private static float[] moved(float[] plane, int from, int to, DfmWriter.Placing p) {
    float[] out = new float[to * to];
    for (int i = 0; i < out.length; i++) {
      double x = ((i % to + 0.5) / to - 0.5) * p.scale() + p.right() + 0.5;
      double y = ((i / to + 0.5) / to - 0.5) * p.scale() + p.down() + 0.5;
      out[i] = bilinear(plane, from, x * from, y * from);
    }
    return out;
  }

  private static float[] plane(float[] planes, int c) {
    int n = planes.length / 3;
    return Arrays.copyOfRange(planes, c * n, (c + 1) * n);
  }

  @Test
  void playersSeeWhatTheModelMakes() throws Exception {
    Path onnx = demo().resolve("ana-ben-192.onnx");
    byte[] dfm = dfm(onnx);
    assertThat(dfm).isEqualTo(dfm(onnx));
    ModelManifest m = ModelFile.readManifest(onnx);
    int s = m.size();
    float[] crop = crop(s);
    SwapOutput own;
    SwapOutput performer;
    try (SwapModel model = SwapModel.open(onnx, "ben");
        SwapModel other = SwapModel.open(onnx, "ana")) {
      own = model.run(crop);
      performer = other.run(crop);
    }
    DfmWriter.Placing p = DfmExport.placing(m);
    try (OnnxSession session = OnnxSession.open(dfm, "dfm")) {
      // What players rely on: the input first, its side in the shape, three outputs in this order.
      assertThat(session.inputs().get(0).name()).isEqualTo("in_face:0");
      int r = (int) session.inputs().get(0).shape()[1];
      assertThat(session.inputs().get(0).shape()).containsExactly(-1, r, r, 3);
      assertThat(session.outputs().stream().map(OnnxSession.Port::name))
          .containsExactly("out_face_mask:0", "out_celeb_face:0", "out_celeb_face_mask:0");
      float[] in = new float[3 * r * r];
      for (int c = 0; c < 3; c++) {
        float[] display = plane(crop, c);
        for (int i = 0; i < display.length; i++) {
          display[i] = DISPLAY.encode(FILM.decode(display[i]));
        }
        float[] there = moved(display, s, r, p);
        for (int i = 0; i < there.length; i++) {
          in[3 * i + 2 - c] = Math.round(255 * there[i]) / 255f; // 8 bit, B, G, R
        }
      }
      Map<String, FloatTensor> out =
          session.run(Map.of("in_face:0", FloatTensor.of(in, 1, r, r, 3)));
      float[] face = out.get("out_celeb_face:0").toArray();
      float[] mask = out.get("out_celeb_face_mask:0").toArray();
      float[] plateMask = out.get("out_face_mask:0").toArray();
      double square = 0;
      int n = 0;
      for (int c = 0; c < 3; c++) {
        float[] display = plane(own.face(), c);
        for (int i = 0; i < display.length; i++) {
          display[i] = DISPLAY.encode(FILM.decode(display[i]));
        }
        float[] wanted = moved(display, s, r, p);
        for (int i = 0; i < wanted.length; i++) {
          if (mask[i] > 0.5) {
            double d = face[3 * i + 2 - c] - wanted[i];
            square += d * d;
            n++;
          }
        }
      }
      assertThat(n).isGreaterThan(3 * r * r / 8);
      assertThat(-10 * Math.log10(square / n)).as("PSNR, dB").isGreaterThan(34);
      assertThat(meanDifference(mask, moved(own.matte(), s, r, p))).isLessThan(0.02);
      assertThat(meanDifference(plateMask, moved(performer.matte(), s, r, p))).isLessThan(0.02);
      // Outside the model's crop the plate stays and nothing is covered.
      assertThat(mask[0]).isZero();
      assertThat(face[0]).isEqualTo(in[0]);
    }
  }

  private static double meanDifference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }

  @Test
  void whatComesBackPlaysAsItWentOut() throws Exception {
    byte[] dfm = dfm(demo().resolve("ana-ben-192.onnx"));
    byte[] back =
        ModelImport.dfm(
            dfm,
            "demo.dfm",
            new ModelImport.Naming("Ben", "ben", "Ben", "CC0-1.0"),
            ModelImport.DfmMatte.IDENTITY,
            1.585);
    Path file = Files.write(dir.resolve("back.onnx"), back);
    ModelManifest m = ModelFile.readManifest(file);
    assertThat(m.template()).isEqualTo("dfl-whole-face");
    assertThat(m.encoding()).isEqualTo("srgb-display-v1");
    assertThat(m.rights()).isEqualTo(TestModels.RIGHTS);
    int r = m.size();
    float[] planes = new float[3 * r * r];
    float[] rows = new float[3 * r * r];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (i * 37 % 101) / 101f;
      rows[3 * (i % (r * r)) + 2 - i / (r * r)] = planes[i];
    }
    try (SwapModel model = SwapModel.open(file, null);
        OnnxSession session = OnnxSession.open(dfm, "dfm")) {
      SwapOutput out = model.run(planes);
      Map<String, FloatTensor> there =
          session.run(Map.of("in_face:0", FloatTensor.of(rows, 1, r, r, 3)));
      float[] face = there.get("out_celeb_face:0").toArray();
      for (int i = 0; i < planes.length; i++) {
        assertThat(out.face()[i]).isEqualTo(face[3 * (i % (r * r)) + 2 - i / (r * r)]);
      }
      assertThat(out.matte()).isEqualTo(there.get("out_celeb_face_mask:0").toArray());
    }
    ModelVerification found = ModelVerification.of(file, null, TODAY);
    assertThat(found.findings())
        .extracting(ModelVerification.Finding::kind)
        .doesNotContain(ModelVerification.Kind.BAD, ModelVerification.Kind.RIGHTS);
  }

  @Test
  void withoutRightsNothingIsWrittenForPlayersThatDrawNoMark() throws Exception {
    Path file = TestModels.write(dir.resolve("m.onnx"), null);
    ModelManifest m = ModelFile.readManifest(file);
    byte[] bytes = Files.readAllBytes(file);
    assertThatThrownBy(() -> DfmExport.bytes(bytes, m, "m", "tint", null, TODAY))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("needs a rights record")
        .hasMessageContaining("likeness model rights");
    Path with = TestModels.write(dir.resolve("n.onnx"), TestModels.RIGHTS);
    byte[] good = Files.readAllBytes(with);
    ModelManifest ok = ModelFile.readManifest(with);
    assertThat(DfmExport.bytes(good, ok, "n", "tint", null, TODAY)).isNotEmpty();
    assertThatThrownBy(() -> DfmExport.bytes(good, ok, "n", "tint", null, LocalDate.of(3000, 1, 1)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("ended on");
  }

  @Test
  void anIndependentCheckerAcceptsTheFiles() throws Exception {
    Path python = Path.of("/usr/bin/python3");
    Assumptions.assumeTrue(Files.isExecutable(python), "no Debian Python here");
    Process there = new ProcessBuilder(python.toString(), "-c", "import onnx").start();
    Assumptions.assumeTrue(there.waitFor() == 0, "Debian's python3-onnx is not installed");
    byte[] dfm = dfm(demo().resolve("ana-ben-192.onnx"));
    byte[] back =
        ModelImport.dfm(
            dfm,
            "demo.dfm",
            new ModelImport.Naming("Ben", "ben", "Ben", "CC0-1.0"),
            ModelImport.DfmMatte.BOTH,
            1.585);
    for (byte[] bytes : List.of(dfm, back)) {
      Path file = Files.write(dir.resolve("c.onnx"), bytes);
      String check =
          "import onnx, sys; m = onnx.load(sys.argv[1]); "
              + "onnx.checker.check_model(m, full_check=True); "
              + "assert m.opset_import[0].version == 12, m.opset_import";
      Process process =
          new ProcessBuilder(python.toString(), "-c", check, file.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes());
      assertThat(process.waitFor()).as(said).isZero();
    }
  }

  @Test
  void aForeignNetworkIsDescribed() throws Exception {
    OnnxGraph g = new OnnxGraph("foreign", 13);
    g.input("in", 1, 16, 16, 3);
    g.input("strength", 1);
    g.node("Mul", List.of("in", "strength"), "out");
    g.output("out", 1, 16, 16, 3);
    String json =
        """
        {"role": "swap", "template": "dfl-whole-face", "coverage": 1.585,
         "encoding": "srgb-display-v1",
         "input": {"name": "in", "layout": "NHWC", "colours": "BGR", "range": [-1, 1]},
         "face": {"name": "out", "layout": "NHWC", "colours": "RGB", "range": [-1, 1]},
         "controls": [{"id": "strength", "label": "Strength", "input": "strength",
                       "min": 0, "max": 2, "initial": 1}]}
        """;
    ModelImport.Naming naming = new ModelImport.Naming("x", "x", "X", "MIT");
    byte[] made =
        ModelImport.described(
            g.toBytes(), "f.onnx", naming, ImportDescriptor.parse(json, "d.json"));
    Path file = Files.write(dir.resolve("f.onnx"), made);
    assertThat(ModelFile.readManifest(file).formatVersion()).isEqualTo(2);
    try (SwapModel model = SwapModel.open(file, null)) {
      float[] crop = new float[3 * 256];
      Arrays.fill(crop, 0, 256, 0.75f); // red
      float[] face = model.run(crop).face();
      assertThat(face[0]).isEqualTo(0f); // the network takes B, G, R and says it gives R, G, B
      assertThat(face[2 * 256]).isEqualTo(0.75f);
      assertThat(model.run(crop, Map.of("strength", 0.0)).face()).containsOnly(0.5f);
      assertThat(model.run(crop).matte()[8 * 16 + 8]).isEqualTo(1f);
    }
    assertThatThrownBy(() -> ImportDescriptor.parse("{\"role\": \"hat\"}", "d.json"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("the roles that can be imported are: swap");
    assertThatThrownBy(
            () -> ModelImport.dfm(g.toBytes(), "f.onnx", naming, ModelImport.DfmMatte.BOTH, 1.5))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("is no DFM");
  }

  @Test
  void aChangedFileIsNoticed() throws Exception {
    Path file = TestModels.write(dir.resolve("m.onnx"), TestModels.RIGHTS);
    assertThat(ModelVerification.of(file, null, TODAY).has(ModelVerification.Kind.BAD)).isFalse();
    Path marked = TestModels.write(dir.resolve("u.onnx"), null);
    assertThat(ModelVerification.of(marked, null, TODAY).has(ModelVerification.Kind.RIGHTS))
        .isTrue();
    assertThat(ModelVerification.of(file, "00", TODAY).has(ModelVerification.Kind.BAD)).isTrue();
    byte[] bytes = Files.readAllBytes(file);
    // One bit of a weight: the numbers 1, 0.6, 0.3 of the tint lie in the file as floats.
    byte[] tint = {(byte) 0x9a, (byte) 0x99, 0x19, 0x3f};
    int at = 0;
    while (!Arrays.equals(bytes, at, at + 4, tint, 0, 4)) {
      at++;
    }
    bytes[at] ^= 1;
    Files.write(file, bytes);
    assertThat(ModelVerification.of(file, null, TODAY).findings())
        .anyMatch(f -> f.text().contains("have changed since they were written"));
  }
}
