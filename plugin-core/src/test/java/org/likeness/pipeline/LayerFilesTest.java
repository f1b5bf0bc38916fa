package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
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
import org.likeness.face.ShotRisk;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.Layer;
import org.likeness.pipeline.layers.LayerFile;

/** Rendered frames as files: every layer, in one part and in several, and as others read them. */
class LayerFilesTest {
  @TempDir static Path dir;
  private static Path model;
  private static Path analysis;

  private static final List<ExrAttribute> PLATE =
      List.of(
          ExrAttribute.timeCode("timeCode", TimeCode.of(10, 20, 30, 12, false)),
          ExrAttribute.rational("framesPerSecond", 24000, 1001),
          ExrAttribute.chromaticities(0.64f, 0.33f, 0.3f, 0.6f, 0.15f, 0.06f, 0.3127f, 0.329f),
          ExrAttribute.string("nuke/node_hash", "8d1fae70e5"),
          ExrAttribute.string("cryptomatte/0123456/name", "ofThePlate"),
          ExrAttribute.string("camera", "A"));

  @BeforeAll
  static void make() throws IOException {
    model = TestModels.write(dir.resolve("test.onnx"), TestModels.RIGHTS);
    List<FaceObservation> first = new ArrayList<>();
    List<FaceObservation> second = new ArrayList<>();
    for (int f : new int[] {1, 2, 4}) {
      first.add(TestPlates.track().at(f).orElseThrow());
      second.add(other(f));
    }
    analysis = dir.resolve("shot.analysis");
    new ShotAnalysis(
            Map.of(),
            "",
            List.of(1, 2, 3, 4),
            List.of(new ShotAnalysis.Track(0, "ana", "", first), new ShotAnalysis.Track(1, second)))
        .with(new ShotRisk("negative", Map.of(0, Map.of(1, 0.25, 2, 0.75, 4, 0.5))))
        .write(analysis);
  }

  private static FaceObservation other(int frame) {
    FaceObservation o = TestPlates.face(frame, 165, 70, 30);
    return new FaceObservation(1, frame, 1f, o.landmarks(), o.pose(), o.flags());
  }

  private static SwapSettings settings(String... more) {
    Map<String, String> m = new LinkedHashMap<>();
    m.put("model", model.toString());
    m.put("identity", "negative");
    m.put("analysis", analysis.toString());
    m.put("face", "id:0");
    for (int i = 0; i < more.length; i += 2) {
      m.put(more[i], more[i + 1]);
    }
    return SwapSettings.of(m);
  }

  private static FrameResult render(int frame, SwapSettings s) {
    try (FramePipeline p = FramePipeline.open(s)) {
      return p.render(TestPlates.plate(frame), frame, s);
    }
  }

  private static Path write(int frame, SwapSettings s) throws IOException {
    Path file = Files.createTempFile(dir, "l", ".exr");
    try (FramePipeline p = FramePipeline.open(s)) {
      new LayerWriter(s)
          .write(
              file,
              p.render(TestPlates.plate(frame), frame, s),
              s.output(),
              PLATE,
              Provenance.of(p, s, "test").withPlate("plate.exr"));
    }
    return file;
  }

  private static Plane plane(List<ExrPart> parts, String channel) {
    return parts.stream()
        .flatMap(p -> p.channel(channel).stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + channel))
        .plane();
  }

  private static List<String> channels(List<ExrPart> parts) {
    return parts.stream().flatMap(p -> p.channels().stream()).map(ExrChannel::name).toList();
  }

  @Test
  void theWholeTableIsThereInOnePartAndInSeveralAlsoWithoutAFace() throws IOException {
    List<String> wanted = new ArrayList<>();
    for (Layer l : Layer.values()) {
      wanted.addAll(l.channels());
    }
    for (int frame : new int[] {1, 3}) {
      List<ExrPart> one = ExrReader.read(write(frame, settings()));
      List<ExrPart> many = ExrReader.read(write(frame, settings("layerFile", "multi")));
      assertThat(one).hasSize(1);
      assertThat(channels(one)).containsExactlyInAnyOrderElementsOf(wanted);
      assertThat(many.stream().map(ExrPart::name))
          .containsExactly(
              "rgba",
              "comp",
              "raw",
              "matte",
              "hull",
              "learned",
              "occlusion",
              "edge",
              "stmap",
              "facemotion",
              "risk",
              "cryptoFace");
      assertThat(channels(many)).containsExactlyInAnyOrderElementsOf(wanted);
      for (ExrPart p : many) {
        assertThat(p.attributes()).containsAll(PLATE.subList(0, 4)).contains(PLATE.get(5));
        assertThat(p.attributes()).doesNotContain(PLATE.get(4));
        assertThat(p.attribute("likeness/modelSha256")).isPresent();
        for (ExrChannel c : p.channels()) {
          assertThat(c.type())
              .as(c.name())
              .isEqualTo(
                  p.name().equals("rgba") ? ExrChannel.Type.HALF : Layer.byId(p.name()).type());
        }
      }
      for (String c : wanted) {
        // The same pixels where both have some.
        Plane a = plane(one, c);
        Plane b = plane(many, c);
        PixelRect both = a.rect().intersect(b.rect());
        assertThat(a.crop(both).data()).as(c).isEqualTo(b.crop(both).data());
        assertThat(frame == 3 || both.area() > 100).as(c).isTrue();
      }
    }
  }

  @Test
  void windowsAreTightAndHoldAllThatANewBalanceNeeds() throws IOException {
    SwapSettings s = settings("matteErode", "8");
    FrameResult r = render(1, s);
    List<ExrPart> one = ExrReader.read(write(1, s));
    List<ExrPart> many =
        ExrReader.read(write(1, settings("matteErode", "8", "layerFile", "multi")));
    Map<String, PixelRect> windows =
        many.stream().collect(Collectors.toMap(ExrPart::name, ExrPart::dataWindow));
    assertThat(windows.get("rgba")).isEqualTo(r.window());
    assertThat(windows.get("matte")).isEqualTo(r.window());
    PixelRect wide = one.get(0).dataWindow();
    assertThat(windows.get("raw")).isEqualTo(wide);
    assertThat(wide.area()).isGreaterThan(r.window().area());
    assertThat(wide).isEqualTo(r.window().union(windows.get("hull")).union(windows.get("learned")));
    for (String part : List.of("matte", "hull", "learned")) {
      Plane p = plane(many, part + ".A");
      assertThat(Compositor.bounds(p)).as(part).isEqualTo(p.rect());
    }
    // The other face lies beyond, and its ids have room in a part of their own.
    assertThat(windows.get("cryptoFace").x1()).isGreaterThan(wide.x1());
    // The model's face goes on where the final matte is 0 and the model's own is not.
    Plane raw = plane(one, "raw.G");
    Plane learned = plane(one, "learned.A");
    Plane matte = plane(one, "matte.A");
    int kept = 0;
    for (int i = 0; i < raw.data().length; i++) {
      if (matte.data()[i] == 0 && learned.data()[i] > 0.5f) {
        assertThat(raw.data()[i]).isNotZero();
        kept++;
      }
    }
    assertThat(kept).isGreaterThan(50);
  }

  @Test
  void theMainPictureIsWhatWasAskedFor() throws IOException {
    List<ExrPart> face = ExrReader.read(write(1, settings()));
    List<ExrPart> bare = ExrReader.read(write(1, settings("output", "unpremultiplied")));
    List<ExrPart> comp = ExrReader.read(write(1, settings("output", "comp")));
    Plane a = plane(bare, "A");
    int under = 0;
    for (int i = 0; i < a.data().length; i++) {
      float c = plane(bare, "R").data()[i];
      assertThat(plane(face, "R").data()[i]).isCloseTo(c * a.data()[i], within(2e-3f));
      under += a.data()[i] == 0 && c != 0 ? 1 : 0;
    }
    assertThat(under).as("colour where the matte is 0").isGreaterThan(20);
    assertThat(comp.get(0).dataWindow()).isEqualTo(TestPlates.plate(1).dataWindow());
    assertThat(plane(comp, "R").data()).isEqualTo(plane(comp, "comp.R").data());
    List<ExrPart> places = ExrReader.read(write(1, settings("output", "stmap")));
    assertThat(places.get(0).channel("R").orElseThrow().type()).isEqualTo(ExrChannel.Type.FLOAT);
    assertThat(plane(places, "G").data()).isEqualTo(plane(places, "stmap.v").data());
  }

  @ParameterizedTest
  @EnumSource(OutputChoice.class)
  void everyOutputIsAPictureWithAlphaAndEmptyWithoutAFace(OutputChoice output) {
    SwapSettings s = settings("output", output.id());
    Frame f = render(1, s).output(output);
    assertThat(f.a()).isNotNull();
    assertThat(f.dataWindow().area()).isGreaterThan(100);
    float most = 0;
    for (float v : f.r().data()) {
      most = Math.max(most, Math.abs(v));
    }
    assertThat(most > 0 || output == OutputChoice.CRYPTO01).isTrue();
    boolean whole = output == OutputChoice.COMP || output == OutputChoice.DEBUG;
    boolean ids = output.layer() == Layer.CRYPTO;
    Frame none = render(3, s).output(output);
    assertThat(none.dataWindow().isEmpty()).isEqualTo(!whole || ids);
  }

  /** The same numbers that a combination with it would take, whatever this one takes. */
  @ParameterizedTest
  @ValueSource(strings = {"learned", "hull", "learned*(1-occlusion)"})
  void whatStandsBeforeTheFaceIsThereWhateverTheMatteIsMadeOf(String combine) throws IOException {
    SwapSettings s = settings("matteCombine", "expression", "matteExpression", combine);
    Plane layer = plane(ExrReader.read(write(1, s)), "occlusion.A");
    SwapSettings alone = settings("matteCombine", "expression", "matteExpression", "occlusion");
    FrameResult of = render(1, alone.with(SwapParams.MATTE_BLUR, "0"));
    double sum = 0;
    int same = 0;
    for (int y = layer.rect().y0(); y < layer.rect().y1(); y++) {
      for (int x = layer.rect().x0(); x < layer.rect().x1(); x++) {
        float v = layer.get(x, y);
        assertThat(v).isBetween(0f, 1f);
        sum += v;
        float m = of.matte().get(x, y);
        if (m > 0 && m < 1 && Math.abs(x - 92) < 15 && Math.abs(y - 60) < 15) {
          assertThat(v).isCloseTo(m, within(1e-3f)); // stored as half
          same++;
        }
      }
    }
    assertThat(sum).isGreaterThan(1);
    assertThat(same).isGreaterThan(50);
    for (float v : plane(ExrReader.read(write(3, s)), "occlusion.A").data()) {
      assertThat(v).isZero();
    }
  }

  /** Reads ids as compositing programs do: from the header's name, by sums of coverages. */
  @Test
  void cryptomatteIsDecodedByThePublishedRule() throws IOException {
    List<ExrPart> many = ExrReader.read(write(2, settings("layerFile", "multi", "layers", "data")));
    ExrPart ids =
        many.stream().filter(p -> p.name().equals("cryptoFace")).findFirst().orElseThrow();
    for (ExrPart part : List.of(many.get(0), ids)) {
      String key =
          part.attributes().stream()
              .map(ExrAttribute::name)
              .filter(n -> n.startsWith("cryptomatte/") && n.endsWith("/name"))
              .findFirst()
              .orElseThrow()
              .split("/")[1];
      assertThat(key).isEqualTo(String.format("%08x", reader("cryptoFace")).substring(0, 7));
      Map<String, String> said =
          part.attributes().stream()
              .filter(x -> x.name().startsWith("cryptomatte/" + key + "/"))
              .collect(Collectors.toMap(x -> x.name().split("/")[2], x -> (String) x.value()));
      assertThat(said)
          .containsEntry("name", "cryptoFace")
          .containsEntry("hash", "MurmurHash3_32")
          .containsEntry("conversion", "uint32_to_float32")
          .containsEntry(
              "manifest",
              "{\"ana\":\"%08x\",\"face1\":\"%08x\"}".formatted(reader("ana"), reader("face1")));
    }
    Plane matte = render(2, settings()).matte();
    float[] ana = sum(ids, "ana");
    float[] other = sum(ids, "face1");
    PixelRect w = ids.dataWindow();
    Landmarks mesh = other(2).landmarks();
    int x = Math.round(mesh.x(1));
    int y = Math.round(mesh.y(1));
    assertThat(other[(y - w.y0()) * w.width() + x - w.x0()]).isEqualTo(1f);
    double both = 0;
    for (int i = 0; i < ana.length; i++) {
      float m = matte.get(w.x0() + i % w.width(), w.y0() + i / w.width());
      assertThat(ana[i]).isEqualTo(m);
      both += other[i];
    }
    assertThat(both).isGreaterThan(300);
  }

  private static float[] sum(ExrPart part, String name) {
    float id = Float.intBitsToFloat(reader(name));
    float[] out = new float[part.channels().get(0).plane().data().length];
    for (String level : List.of("cryptoFace00.", "cryptoFace01.")) {
      for (String pair : List.of("RG", "BA")) {
        Plane ids = part.channel(level + pair.charAt(0)).orElseThrow().plane();
        Plane cover = part.channel(level + pair.charAt(1)).orElseThrow().plane();
        for (int i = 0; i < out.length; i++) {
          out[i] += ids.data()[i] == id ? cover.data()[i] : 0;
        }
      }
    }
    return out;
  }

  /** The hash and its step to a float as the specification writes them, with long arithmetic. */
  private static int reader(String name) {
    byte[] b = name.getBytes(StandardCharsets.UTF_8);
    long h = 0;
    int blocks = b.length / 4;
    for (int i = 0; i < blocks; i++) {
      long k = 0;
      for (int j = 3; j >= 0; j--) {
        k = k * 256 + (b[4 * i + j] & 255);
      }
      h ^= scramble(k);
      h = rotate(h, 13);
      h = (h * 5 + 0xe6546b64L) & 0xffffffffL;
    }
    long tail = 0;
    for (int j = b.length - 1; j >= 4 * blocks; j--) {
      tail = tail * 256 + (b[j] & 255);
    }
    h ^= scramble(tail);
    h ^= b.length;
    h = (h ^ h >> 16) * 0x85ebca6bL & 0xffffffffL;
    h = (h ^ h >> 13) * 0xc2b2ae35L & 0xffffffffL;
    h ^= h >> 16;
    long exponent = h >> 23 & 255;
    if (exponent == 0 || exponent == 255) {
      h ^= 1 << 23;
    }
    return (int) h;
  }

  private static long scramble(long k) {
    return rotate(k * 0xcc9e2d51L & 0xffffffffL, 15) * 0x1b873593L & 0xffffffffL;
  }

  private static long rotate(long v, int by) {
    return (v << by | v >> 32 - by) & 0xffffffffL;
  }

  @Test
  void anAcesContainerHoldsThePictureAloneInAp0() throws IOException {
    Path file = write(1, settings("layerFile", "aces", "layerCompression", "dwaa"));
    List<ExrPart> parts = ExrReader.read(file);
    assertThat(channels(parts)).containsExactlyInAnyOrder("R", "G", "B", "A");
    ExrPart p = parts.get(0);
    assertThat(p.channels()).allMatch(c -> c.type() == ExrChannel.Type.HALF);
    assertThat(p.attribute("acesImageContainerFlag").orElseThrow().value()).isEqualTo(1);
    assertThat((float[]) p.attribute("chromaticities").orElseThrow().value())
        .containsExactly(0.7347f, 0.2653f, 0f, 1f, 0.0001f, -0.077f, 0.32168f, 0.33767f);
    assertThat(ExrReader.compressions(file)).containsExactly(ExrCompression.NONE);
    Frame lin = render(1, settings()).face();
    for (int i = 0; i < lin.r().data().length; i += 37) {
      double r = lin.r().data()[i];
      double g = lin.g().data()[i];
      double b = lin.b().data()[i];
      // Linear Rec.709 to AP0 with Bradford's adaptation, as published.
      double wanted = 0.4396330 * r + 0.3829887 * g + 0.1773783 * b;
      assertThat((double) p.channel("R").orElseThrow().plane().data()[i])
          .isCloseTo(wanted, within(2e-3));
    }
    assertThatThrownBy(() -> write(1, settings("layerFile", "aces", "output", "matte")))
        .hasMessageContaining("output is matte")
        .hasMessageContaining("comp");
  }

  @Test
  void lossyPacksSpareTheNumbers() throws IOException {
    assertThatThrownBy(() -> write(1, settings("layerCompression", "dwaa")))
        .hasMessageContaining("layers=all,-data");
    Path file = write(1, settings("layerCompression", "dwaa", "layerFile", "multi"));
    List<ExrPart> lossy = ExrReader.read(file);
    List<ExrPart> exact = ExrReader.read(write(1, settings("layerFile", "multi")));
    List<ExrCompression> packed = ExrReader.compressions(file);
    for (int i = 0; i < lossy.size(); i++) {
      boolean data = List.of("stmap", "facemotion", "cryptoFace").contains(lossy.get(i).name());
      assertThat(packed.get(i)).isEqualTo(data ? ExrCompression.ZIPS : ExrCompression.DWAA);
      for (ExrChannel c : exact.get(i).channels()) {
        if (c.name().endsWith(".A") || data) {
          assertThat(plane(lossy, c.name()).data()).as(c.name()).isEqualTo(c.plane().data());
        }
      }
    }
  }

  @Test
  void aLayerThatIsAskedForByNameAndNotThereIsTold() throws IOException {
    ExrWriter.write(
        dir.resolve("plate.0001.exr"),
        List.of(
            new ExrPart(
                "",
                TestPlates.plate(1).dataWindow(),
                TestPlates.plate(1).displayWindow(),
                1f,
                List.of(
                    ExrChannel.half("R", TestPlates.plate(1).r()),
                    ExrChannel.half("G", TestPlates.plate(1).g()),
                    ExrChannel.half("B", TestPlates.plate(1).b())),
                List.of())),
        ExrCompression.ZIPS,
        1);
    SwapSettings s = settings("layers", "hull,risk", "identity", "tint");
    try (FramePipeline p = FramePipeline.open(s)) {
      SequenceJob.Request request =
          new SequenceJob.Request(
              FramePattern.parse(dir.resolve("plate.####.exr").toString()),
              FramePattern.parse(dir.resolve("told.####.exr").toString()),
              List.of(1),
              s,
              1,
              false,
              "test",
              GuideFiles.NONE);
      assertThat(new SequenceJob(p, request).run((f, o) -> {}).get(1).messages())
          .anyMatch(m -> m.contains("layer risk is not there"))
          .noneMatch(m -> m.contains("layer hull is not there"));
    }
    assertThat(LayerFile.forms()).containsExactly("single", "multi", "aces");
  }

  /** What {@code exrheader} says of a rendered frame: see testsuite/exr-layers. */
  @Test
  void anotherReaderSeesNamesTypesWindowsAndAttributes() throws IOException {
    golden("rendered-one-part", write(1, settings()));
    golden(
        "rendered-several-parts",
        write(1, settings("layerFile", "multi", "layers", "stmap,mattes,cryptoFace")));
    golden("rendered-aces", write(1, settings("layerFile", "aces")));
  }

  private static void golden(String name, Path file) throws IOException {
    String is;
    try {
      Process p =
          new ProcessBuilder("exrheader", file.toString()).redirectErrorStream(true).start();
      is = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      Assumptions.abort("exrheader is not installed: not compared (" + e.getMessage() + ")");
      return;
    }
    // Fingerprints of files and the version change with things that are not tested here.
    is =
        is.replace(file.toString(), name + ".exr")
                .replaceAll("(Sha256 \\(type string\\)): \"[0-9a-f]+\"", "$1: a fingerprint")
                .replaceAll("(likeness/(?:software|settings) \\(type string\\)): .*", "$1: ...")
                .strip()
            + "\n";
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(at.resolve("testsuite/exr-layers"))) {
      at = at.getParent();
    }
    Path golden = at.resolve("testsuite/exr-layers/" + name + ".txt");
    if (Boolean.getBoolean("likeness.golden.update")) {
      Files.writeString(golden, is);
    }
    assertThat(is).as("see testsuite/exr-layers/README.md").isEqualTo(Files.readString(golden));
  }
}
