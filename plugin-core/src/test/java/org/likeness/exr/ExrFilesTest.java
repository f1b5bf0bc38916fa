package org.likeness.exr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** Parts, lossy compressions, threads, and files that are not what they should be. */
class ExrFilesTest {
  private static final PixelRect WINDOW = new PixelRect(-7, 3, 120, 400);
  private static final PixelRect DISPLAY = PixelRect.ofSize(96, 54);

  @TempDir Path folder;

  private static Plane smooth(int seed) {
    Plane p = Plane.zeros(WINDOW);
    Random random = new Random(seed);
    for (int y = WINDOW.y0(); y < WINDOW.y1(); y++) {
      for (int x = WINDOW.x0(); x < WINDOW.x1(); x++) {
        p.data()[p.index(x, y)] =
            (float)
                (0.5
                    + 0.4 * Math.sin(x * 0.07 + seed) * Math.cos(y * 0.05)
                    + 0.01 * random.nextGaussian());
      }
    }
    return p;
  }

  private static ExrPart part(String name) {
    List<ExrChannel> channels = new ArrayList<>();
    for (String c : List.of("R", "G", "B", "A")) {
      channels.add(ExrChannel.half((name.isEmpty() ? "" : name + ".") + c, smooth(c.hashCode())));
    }
    return new ExrPart(name, WINDOW, DISPLAY, 1f, channels, List.of());
  }

  private void onlyLeft(String... names) throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  @ParameterizedTest
  @EnumSource(ExrCompression.class)
  void everyCompressionIsNearTheTruth(ExrCompression compression) throws IOException {
    Path file = folder.resolve("a.exr");
    ExrPart part = part("");
    ExrWriter.write(file, List.of(part), compression, 2);
    ExrPart back = ExrReader.read(file).get(0);
    for (ExrChannel c : part.channels()) {
      float[] was = c.plane().data();
      float[] is = back.channel(c.name()).orElseThrow().plane().data();
      double worst = 0;
      for (int i = 0; i < was.length; i++) {
        worst = Math.max(worst, Math.abs(was[i] - is[i]));
      }
      assertThat(worst).as(c.name()).isLessThan(compression.ordinal() < 5 ? 0.0005 : 0.1);
    }
  }

  @ParameterizedTest
  @EnumSource(ExrCompression.class)
  void threadsDoNotChangeTheBytes(ExrCompression compression) throws IOException {
    Path one = folder.resolve("one.exr");
    Path four = folder.resolve("four.exr");
    ExrWriter.write(one, List.of(part("")), compression, 1);
    ExrWriter.write(four, List.of(part("")), compression, 4);
    assertThat(Files.mismatch(one, four)).isEqualTo(-1);
  }

  @Test
  void lossOfDwaIsSetByTheAttribute() throws IOException {
    ExrPart p = part("");
    long[] size = new long[2];
    for (int i = 0; i < 2; i++) {
      Path file = folder.resolve(i + ".exr");
      List<ExrAttribute> level =
          List.of(ExrAttribute.ofFloat("dwaCompressionLevel", i == 0 ? 5f : 500f));
      ExrWriter.write(
          file,
          List.of(new ExrPart("", p.dataWindow(), p.displayWindow(), 1f, p.channels(), level)),
          ExrCompression.DWAA,
          1);
      size[i] = Files.size(file);
    }
    assertThat(size[1]).isLessThan(size[0] * 3 / 4);
  }

  @Test
  void severalPartsKeepNamesAndOneCanBeReadAlone() throws IOException {
    Path file = folder.resolve("parts.exr");
    ExrWriter.write(file, List.of(part("face"), part("comp"), part("raw")), ExrCompression.ZIPS, 1);
    assertThat(ExrReader.readHeader(file))
        .extracting(ExrPart::name)
        .containsExactly("face", "comp", "raw");
    List<ExrPart> read = ExrReader.read(file, n -> n.startsWith("comp."), 1);
    assertThat(read.get(0).channels()).isEmpty();
    assertThat(read.get(1).channels()).hasSize(4);
    assertThat(read.get(1).channel("comp.G").orElseThrow().plane().get(5, 9))
        .isCloseTo(smooth("G".hashCode()).get(5, 9), org.assertj.core.data.Offset.offset(0.001f));
  }

  @Test
  void frameHasItsFourChannels() throws IOException {
    Path file = folder.resolve("a.exr");
    ExrWriter.write(file, List.of(part("")), ExrCompression.PIZ, 1);
    Frame f = ExrReader.readFrame(file);
    assertThat(f.dataWindow()).isEqualTo(WINDOW);
    assertThat(f.displayWindow()).isEqualTo(DISPLAY);
    assertThat(f.a()).isNotNull();
    assertThat(f.r().get(0, 50)).isNotEqualTo(f.g().get(0, 50));
  }

  @Test
  void singleLuminanceBecomesThreeEqualChannels() throws IOException {
    Path file = folder.resolve("y.exr");
    ExrChannel y = ExrChannel.half("Y", smooth(1));
    ExrWriter.write(
        file,
        List.of(new ExrPart("", WINDOW, DISPLAY, 1f, List.of(y), List.of())),
        ExrCompression.ZIP,
        1);
    Frame f = ExrReader.readFrame(file);
    assertThat(f.r().data()).isEqualTo(f.b().data());
    assertThat(f.a()).isNull();
  }

  @Test
  void emptyWindowIsWrittenAsOneEmptyPixel() throws IOException {
    Path file = folder.resolve("none.exr");
    Plane none = Plane.zeros(PixelRect.EMPTY);
    ExrWriter.write(
        file,
        List.of(
            new ExrPart(
                "", PixelRect.EMPTY, DISPLAY, 1f, List.of(ExrChannel.half("A", none)), List.of())),
        ExrCompression.ZIPS,
        1);
    ExrPart back = ExrReader.read(file).get(0);
    assertThat(back.dataWindow()).isEqualTo(new PixelRect(0, 0, 1, 1));
    assertThat(back.channels().get(0).plane().data()).containsExactly(0f);
  }

  @Test
  void hugeFloatsBecomeInfiniteHalvesAndNanStays() throws IOException {
    Path file = folder.resolve("wild.exr");
    PixelRect r = PixelRect.ofSize(5, 1);
    float[] values = {70000f, -70000f, Float.NaN, Float.NEGATIVE_INFINITY, 65504f};
    ExrWriter.write(
        file,
        List.of(
            new ExrPart(
                "", r, r, 1f, List.of(ExrChannel.half("R", new Plane(r, values))), List.of())),
        ExrCompression.ZIPS,
        1);
    assertThat(ExrReader.read(file).get(0).channels().get(0).plane().data())
        .containsExactly(
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN,
            Float.NEGATIVE_INFINITY,
            65504f);
  }

  @Test
  void missingEmptyAndForeignFilesAreNamed() throws IOException {
    Path missing = folder.resolve("missing.exr");
    assertThatThrownBy(() -> ExrReader.read(missing))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing.exr")
        .hasMessageContaining("no such file");
    Path empty = Files.createFile(folder.resolve("empty.exr"));
    assertThatThrownBy(() -> ExrReader.read(empty))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("empty.exr")
        .hasMessageContaining("0 bytes");
    Path text = folder.resolve("text.exr");
    Files.writeString(text, "no picture at all, though it is called one");
    assertThatThrownBy(() -> ExrReader.readFrame(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("text.exr")
        .hasMessageContaining("OpenEXR");
    assertThatThrownBy(() -> ExrReader.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("folder");
  }

  @Test
  void everyTruncationIsASentence() throws IOException {
    Path file = folder.resolve("whole.exr");
    ExrWriter.write(file, List.of(part("")), ExrCompression.ZIP, 1);
    byte[] whole = Files.readAllBytes(file);
    Path cut = folder.resolve("cut.exr");
    Random random = new Random(4);
    for (int i = 0; i < 60; i++) {
      int length = i < 20 ? 1 + i * 20 : 1 + random.nextInt(whole.length - 2);
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ExrReader.read(cut))
          .as("cut to %d of %d", length, whole.length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut.exr");
    }
  }

  @Test
  void damagedBytesNeverCrash() throws IOException {
    Path file = folder.resolve("whole.exr");
    ExrWriter.write(file, List.of(part("")), ExrCompression.PIZ, 1);
    byte[] whole = Files.readAllBytes(file);
    Path bad = folder.resolve("bad.exr");
    Random random = new Random(5);
    for (int i = 0; i < 150; i++) {
      byte[] b = whole.clone();
      int within = i % 2 == 0 ? 400 : b.length;
      for (int k = 0; k < 4; k++) {
        b[8 + random.nextInt(within - 8)] = (byte) random.nextInt();
      }
      Files.write(bad, b);
      try {
        ExrReader.read(bad);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("bad.exr");
      }
    }
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a.exr");
    Files.write(file, "old".getBytes(StandardCharsets.UTF_8));
    ExrPart a = part("a");
    ExrPart other =
        new ExrPart("b", WINDOW, PixelRect.ofSize(1, 1), 1f, part("b").channels(), List.of());
    // Parts of one file must share their display window; only the library itself knows.
    assertThatThrownBy(() -> ExrWriter.write(file, List.of(a, other), ExrCompression.ZIP, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.exr");
    assertThat(Files.readString(file)).isEqualTo("old");
    onlyLeft("a.exr");
  }

  @Test
  void aFolderThatIsMissingIsNamed() {
    Path file = folder.resolve("no/such/folder/a.exr");
    assertThatThrownBy(() -> ExrWriter.write(file, List.of(part("")), ExrCompression.ZIP, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"channels", "dataWindow", "", "type"})
  void attributesThatTheFileSetsAreRefused(String name) throws IOException {
    ExrPart p = part("");
    ExrPart with =
        new ExrPart(
            "", WINDOW, DISPLAY, 1f, p.channels(), List.of(ExrAttribute.string(name, "mine")));
    assertThatThrownBy(
            () -> ExrWriter.write(folder.resolve("a.exr"), List.of(with), ExrCompression.ZIP, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("attribute");
    onlyLeft();
  }

  @Test
  void aValueOfTheWrongClassIsRefused() {
    ExrPart p = part("");
    ExrAttribute wrong = new ExrAttribute("framesPerSecond", "rational", 24);
    ExrPart with = new ExrPart("", WINDOW, DISPLAY, 1f, p.channels(), List.of(wrong));
    assertThatThrownBy(
            () -> ExrWriter.write(folder.resolve("a.exr"), List.of(with), ExrCompression.ZIP, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("framesPerSecond")
        .hasMessageContaining("rational");
  }

  @Test
  void timeCodePacksAndUnpacks() {
    TimeCode t = TimeCode.of(23, 59, 58, 29, true);
    assertThat(t.toString()).isEqualTo("23:59:58;29");
    assertThat(TimeCode.of(1, 2, 3, 4, false).timeAndFlags()).isEqualTo(0x01020304);
    assertThatThrownBy(() -> TimeCode.of(24, 0, 0, 0, false)).hasMessageContaining("0..23");
  }
}
