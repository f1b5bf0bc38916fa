package org.likeness.exr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** What {@code exrheader} and {@code oiiotool} say of our files: {@code testsuite/exr-layers}. */
class ExrLayersGoldenTest {
  private static final PixelRect DISPLAY = PixelRect.ofSize(192, 108);
  private static final PixelRect TIGHT = new PixelRect(-6, 20, 71, 95);

  @TempDir Path folder;

  private static Plane ramp(int seed, PixelRect rect) {
    Plane p = Plane.zeros(rect);
    for (int i = 0; i < p.data().length; i++) {
      p.data()[i] = ((i * 31 + seed * 977) % 1024 - 128) / 256f; // exact in a half
    }
    return p;
  }

  private static List<ExrChannel> layers(PixelRect rect, String prefix) {
    List<ExrChannel> list = new ArrayList<>();
    int seed = 0;
    for (String name :
        List.of(
            "R", "G", "B", "A", "comp.R", "comp.G", "comp.B", "comp.A", "raw.R", "raw.G", "raw.B",
            "matte.A")) {
      seed++;
      if (name.startsWith(prefix)) {
        list.add(ExrChannel.half(name, ramp(seed, rect)));
      }
    }
    for (String name : List.of("stmap.u", "stmap.v")) {
      seed++;
      if (name.startsWith(prefix)) {
        list.add(ExrChannel.ofFloat(name, ramp(seed, rect)));
      }
    }
    return list;
  }

  private static List<ExrAttribute> attributes() {
    return List.of(
        ExrAttribute.timeCode("timeCode", TimeCode.of(10, 20, 30, 12, false)),
        ExrAttribute.rational("framesPerSecond", 24000, 1001),
        ExrAttribute.chromaticities(0.64f, 0.33f, 0.3f, 0.6f, 0.15f, 0.06f, 0.3127f, 0.329f),
        new ExrAttribute(
            "worldToCamera",
            "m44f",
            new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0.5f, -2, 3, 1}),
        ExrAttribute.string("nuke/node_hash", "8d1fae70e5"),
        ExrAttribute.string("likeness/model", "demo"),
        ExrAttribute.string(
            "likeness/digitalSourceType",
            "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"));
  }

  @Test
  void onePart() throws IOException {
    compare(
        "one-part",
        List.of(new ExrPart("", TIGHT, DISPLAY, 2f, layers(TIGHT, ""), attributes())),
        ExrCompression.ZIPS);
  }

  @Test
  void severalParts() throws IOException {
    List<ExrPart> parts = new ArrayList<>();
    for (String layer : List.of("comp", "raw", "matte", "stmap")) {
      parts.add(new ExrPart(layer, TIGHT, DISPLAY, 1f, layers(TIGHT, layer + "."), attributes()));
    }
    compare("several-parts", parts, ExrCompression.PIZ);
  }

  @Test
  void noFace() throws IOException {
    PixelRect none = PixelRect.EMPTY;
    compare(
        "no-face",
        List.of(new ExrPart("", none, DISPLAY, 1f, layers(none, ""), attributes())),
        ExrCompression.ZIPS);
  }

  private void compare(String name, List<ExrPart> parts, ExrCompression compression)
      throws IOException {
    Path file = folder.resolve(name + ".exr");
    ExrWriter.write(file, parts, compression, 1);
    String is =
        run("exrheader", file.toString())
            + run("oiiotool", "--info", "-v", "-a", "--hash", file.toString());
    is = is.replace(folder + "/", "").strip() + "\n";
    Path golden = suite().resolve(name + ".txt");
    if (Boolean.getBoolean("likeness.golden.update")) {
      Files.writeString(golden, is);
    }
    assertThat(is).as("see testsuite/exr-layers/README.md").isEqualTo(Files.readString(golden));
  }

  private static Path suite() {
    for (Path at = Paths.get("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path suite = at.resolve("testsuite/exr-layers");
      if (Files.isDirectory(suite)) {
        return suite;
      }
    }
    throw new IllegalStateException("testsuite/exr-layers is not above the working folder");
  }

  private static String run(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      Assumptions.abort(command[0] + " is not installed: not compared (" + e.getMessage() + ")");
      return "";
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor()).as("%s: %s", command[0], out).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return out;
  }
}
