package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPackedSizes;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.exr.ExrWriter;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.Layer;

class LayersCommandTest {
  private static final PixelRect DISPLAY = PixelRect.ofSize(64, 40);
  private static final PixelRect DATA = new PixelRect(-2, 5, 41, 39);

  @TempDir Path dir;
  private Path one;

  private static Plane noise(PixelRect rect, int seed) {
    Plane p = Plane.zeros(rect);
    for (int i = 0; i < p.data().length; i++) {
      p.data()[i] = ((i * 131 + seed * 7919) % 2048 - 700) / 512f;
    }
    return p;
  }

  @BeforeEach
  void write() throws IOException {
    List<ExrChannel> channels = new ArrayList<>();
    for (Layer l : Layer.values()) {
      for (String c : l.channels()) {
        channels.add(new ExrChannel(c, l.type(), noise(DATA, channels.size())));
      }
    }
    one = dir.resolve("one.0007.exr");
    ExrWriter.write(
        one,
        List.of(
            new ExrPart(
                "", DATA, DISPLAY, 2f, channels, List.of(ExrAttribute.string("shot", "a10")))),
        ExrCompression.PIZ,
        1);
  }

  @Test
  void theListIsTheTable() {
    Cli all = Cli.run("layers", "list");
    assertThat(all.code()).isZero();
    assertThat(all.out().lines()).hasSize(Layer.values().length);
    assertThat(all.out())
        .contains("stmap       float u v")
        .contains("cryptoFace  float R G B A (00, 01)");
    assertThat(
            Cli.run("layers", "list", "--layers", "edge,comp")
                .out()
                .lines()
                .map(l -> l.split(" ")[0]))
        .containsExactly("rgba", "edge", "comp");
    Cli bad = Cli.run("layers", "list", "--layers", "edges");
    assertThat(bad.code()).isEqualTo(ExitCode.USAGE);
    assertThat(bad.err()).contains("\"edges\"").contains("facemotion");
    assertThat(Cli.run("layers").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void layersOfEachFaceAreListedChosenAndOrdered() throws IOException {
    Cli listed = Cli.run("layers", "list", "--layers", "matte,each_stmap,each_face");
    assertThat(listed.out().lines().map(l -> l.replaceFirst(" .*", "")))
        .containsExactly("rgba", "matte", "each_stmap", "each_face");
    assertThat(listed.out())
        .contains("each_stmap  float u v")
        .contains("of each face: its picture");
    List<ExrChannel> channels = new ArrayList<>();
    for (String c : List.of("R", "matte.A", "ana_face.R", "ana_matte.A", "ben_2_matte.A")) {
      channels.add(ExrChannel.half(c, noise(DATA, channels.size())));
    }
    Path file = dir.resolve("faces.exr");
    ExrWriter.write(
        file,
        List.of(new ExrPart("", DATA, DISPLAY, 1f, channels, List.of())),
        ExrCompression.ZIPS,
        1);
    assertThat(extracted(file, "ben_2,ana"))
        .containsExactly("ben_2_matte", "ana_face", "ana_matte");
    assertThat(extracted(file, "each_mattes,rgba"))
        .containsExactly("ana_matte", "ben_2_matte", "rgba");
    assertThat(extracted(file, "all,-each")).containsExactly("rgba", "matte");
    Cli none =
        Cli.run("layers", "extract", file.toString(), "--layers", "cy", "-o", dir + "/x.exr");
    assertThat(none.err()).contains("no layer \"cy\"").contains("ben_2_matte");
  }

  private List<String> extracted(Path file, String layers) throws IOException {
    String out = dir + "/out.exr";
    Cli r =
        Cli.run(
            "layers", "extract", file.toString(), "--layers", layers, "--file", "multi", "-o", out);
    assertThat(r.code()).as(r.err()).isZero();
    return ExrReader.read(Path.of(out)).stream().map(ExrPart::name).toList();
  }

  @Test
  void aFileIsShownWithTypesWindowsPackingAndSizes() throws IOException {
    Cli r = Cli.run("layers", "show", one.toString());
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(r.out())
        .contains("one part, display window 64 x 40 at 0,0, pixel aspect 2.0")
        .contains("data window 43 x 34 at -2,5, piz, ")
        .contains("stmap        float stmap.u stmap.v, " + 43 * 34 * 8 / 1000 + " kB unpacked")
        .contains("matte        half  matte.A, " + 43 * 34 * 2 + " bytes unpacked");
    long size = Files.size(one);
    long packed = ExrPackedSizes.of(one).get(0);
    assertThat(packed).isBetween(size / 2, size);
    Path cut =
        Files.write(dir.resolve("cut.exr"), java.util.Arrays.copyOf(Files.readAllBytes(one), 2000));
    assertThat(Cli.run("layers", "show", cut.toString()).code()).isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void thereAndBackIsBitForBit() throws IOException {
    Path many = dir.resolve("many.0007.exr");
    Cli r =
        Cli.run(
            "layers",
            "extract",
            dir + "/one.####.exr",
            "--layers",
            "stmap,mattes,-edge,cryptoFace",
            "--file",
            "multi",
            "--out",
            dir + "/many.####.exr");
    assertThat(r.code()).as(r.err()).isZero();
    List<ExrPart> parts = ExrReader.read(many);
    assertThat(parts.stream().map(ExrPart::name))
        .containsExactly("stmap", "matte", "hull", "learned", "occlusion", "cryptoFace");
    assertThat(ExrReader.compressions(many)).containsOnly(ExrCompression.PIZ);
    assertThat(parts).allMatch(p -> p.attribute("shot").isPresent());
    assertThat(ExrPackedSizes.of(many)).hasSize(6).allMatch(n -> n > 0);
    Cli back =
        Cli.run("layers", "extract", many.toString(), "--compression", "zip", "-o", dir + "/b.exr");
    assertThat(back.code()).as(back.err()).isZero();
    ExrPart before = ExrReader.read(one).get(0);
    ExrPart after = ExrReader.read(dir.resolve("b.exr")).get(0);
    assertThat(after.dataWindow()).isEqualTo(before.dataWindow());
    assertThat(after.pixelAspect()).isEqualTo(2f);
    assertThat(after.channels()).hasSize(14);
    for (ExrChannel c : after.channels()) {
      ExrChannel was = before.channel(c.name()).orElseThrow();
      assertThat(c.type()).isEqualTo(was.type());
      assertThat(c.plane().data()).isEqualTo(was.plane().data());
    }
  }

  @Test
  void whatCannotBeDoneIsSaid() {
    Cli unknown =
        Cli.run("layers", "extract", one.toString(), "--layers", "beauty", "-o", dir + "/x.exr");
    assertThat(unknown.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(unknown.err()).contains("no layer \"beauty\"").contains("cryptoFace");
    Cli lossy =
        Cli.run("layers", "extract", one.toString(), "--compression", "dwaa", "-o", dir + "/x.exr");
    assertThat(lossy.code()).isEqualTo(ExitCode.USAGE);
    assertThat(lossy.err()).contains("without loss");
    Cli over = Cli.run("layers", "extract", one.toString(), "-o", one.toString());
    assertThat(over.code()).isEqualTo(ExitCode.USAGE);
    assertThat(dir.resolve("x.exr")).doesNotExist();
  }
}
