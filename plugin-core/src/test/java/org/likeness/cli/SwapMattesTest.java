package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.exr.ExrWriter;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.TestModels;
import org.likeness.pipeline.TestPlates;

/** Roto and presets on the command line. */
class SwapMattesTest {
  private static final PixelRect WINDOW = PixelRect.ofSize(TestPlates.WIDTH, TestPlates.HEIGHT);

  @TempDir Path dir;

  @BeforeEach
  void writeShot() throws IOException {
    TestModels.write(dir.resolve("m.onnx"), TestModels.RIGHTS);
    List<FaceObservation> seen = new ArrayList<>();
    for (int f = 1; f <= 2; f++) {
      Frame p = TestPlates.plate(f);
      write("plate", f, Map.of("R", p.r(), "G", p.g(), "B", p.b()));
      write("roto", f, Map.of("A", left()));
      TestPlates.track().at(f).ifPresent(seen::add);
    }
    new ShotAnalysis(
            Map.of(), "0".repeat(64), List.of(1, 2), List.of(new ShotAnalysis.Track(0, seen)))
        .write(dir.resolve("shot.analysis"));
  }

  /** White left of column 90. */
  private static Plane left() {
    Plane p = Plane.zeros(WINDOW);
    for (int y = 0; y < WINDOW.height(); y++) {
      Arrays.fill(p.data(), p.index(0, y), p.index(90, y), 1f);
    }
    return p;
  }

  private void write(String name, int frame, Map<String, Plane> planes) throws IOException {
    List<ExrChannel> channels = new ArrayList<>();
    planes.forEach((n, p) -> channels.add(new ExrChannel(n, ExrChannel.Type.FLOAT, p)));
    channels.sort((a, b) -> a.name().compareTo(b.name()));
    ExrWriter.write(
        dir.resolve(String.format("%s.%04d.exr", name, frame)),
        List.of(new ExrPart("", WINDOW, WINDOW, 1f, channels, List.of())),
        ExrCompression.ZIPS,
        1);
  }

  private Cli swap(String out, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "swap",
                dir + "/plate.####.exr",
                "--model",
                dir + "/m.onnx",
                "--identity",
                "negative",
                "--analysis",
                dir + "/shot.analysis",
                "--out",
                dir + "/" + out));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /** The pixels of the final matte. */
  private PixelRect window(String name) throws IOException {
    Plane a = ExrReader.readFrame(dir.resolve(name)).a();
    PixelRect all = PixelRect.EMPTY;
    for (int i = 0; a != null && i < a.data().length; i++) {
      int x = a.rect().x0() + i % a.rect().width();
      int y = a.rect().y0() + i / a.rect().width();
      all = a.data()[i] > 0 ? all.union(new PixelRect(x, y, x + 1, y + 1)) : all;
    }
    return all;
  }

  @Test
  void aMatteLimitsAndAHoldoutKeepsThePlate() throws IOException {
    assertThat(swap("plain.####.exr").code()).isZero();
    Cli in = swap("in.####.exr", "--matte", dir + "/roto.####.exr");
    assertThat(in.code()).as(in.err()).isZero();
    Cli out = swap("out.####.exr", "--holdout", dir + "/roto.####.exr");
    assertThat(out.code()).as(out.err()).isZero();
    PixelRect plain = window("plain.0002.exr");
    assertThat(plain.x0()).isLessThan(80);
    assertThat(plain.x1()).isGreaterThan(100);
    assertThat(window("in.0002.exr").x1()).isEqualTo(90);
    assertThat(window("in.0002.exr").x0()).isEqualTo(plain.x0());
    assertThat(window("out.0002.exr").x0()).isEqualTo(90);
    assertThat(window("out.0002.exr").x1()).isEqualTo(plain.x1());
  }

  @Test
  void resumeSeesAChangedMatte() throws IOException {
    String[] matte = {"--matte", dir + "/roto.####.exr", "--resume"};
    assertThat(swap("r.####.exr", matte).out()).contains("2 rendered, 0 skipped");
    assertThat(swap("r.####.exr", matte).out()).contains("0 rendered, 2 skipped");
    write("roto", 2, Map.of("A", Plane.filled(WINDOW, 1f)));
    assertThat(swap("r.####.exr", matte).out()).contains("1 rendered, 1 skipped");
  }

  @Test
  void aMissingMatteFailsItsFrameAlone() throws IOException {
    Files.delete(dir.resolve("roto.0002.exr"));
    Cli r = swap("m.####.exr", "--matte", dir + "/roto.####.exr");
    assertThat(r.code()).isEqualTo(ExitCode.PARTLY);
    assertThat(r.err()).contains("failed frames: 2").contains("roto.0002.exr: no such file");
    assertThat(dir.resolve("m.0001.exr")).exists();
  }

  @Test
  void aSwitchWithoutAFileIsWrongUse() {
    Cli r = swap("w.####.exr", "--set", "useHoldout=true");
    assertThat(r.code()).isEqualTo(ExitCode.USAGE);
    assertThat(r.err()).contains("--holdout PATTERN");
  }

  @Test
  void aPresetComesBeforeTheSettings() throws IOException {
    Cli r = swap("p.####.exr", "--preset", "soft-edge", "--set", "mix=0.5");
    assertThat(r.code()).as(r.err()).isZero();
    String settings =
        String.valueOf(
            ExrReader.readHeader(dir.resolve("p.0001.exr"))
                .get(0)
                .attribute("likeness/settings")
                .orElseThrow()
                .value());
    assertThat(settings).contains("\"matteBlur\":\"3.0\"").contains("\"mix\":\"0.5\"");
    Cli wrong = swap("q.####.exr", "--preset", "mauve");
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("there is no preset \"mauve\"").contains("soft-edge");
    Cli gone = swap("q.####.exr", "--preset", dir + "/gone.json");
    assertThat(gone.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(gone.err()).contains("gone.json");
  }
}
