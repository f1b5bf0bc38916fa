package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.exr.ExrWriter;
import org.likeness.face.Landmarks;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.LayerFile;

/** Rendered frames as files: what others read in them, and what the formats can hold. */
class LayerFormatsTest extends LayeredShot {
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
    golden(
        "rendered-each-face",
        write(
            1,
            settings(
                "layerFile",
                "multi",
                "faces",
                "id:0=negative; id:1=tint",
                "layers",
                "matte,each")));
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
