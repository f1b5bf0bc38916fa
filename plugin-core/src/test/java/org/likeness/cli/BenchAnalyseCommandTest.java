package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.face.Weights;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;
import org.likeness.pipeline.AnalysisBench;

class BenchAnalyseCommandTest {
  @TempDir Path dir;

  @Test
  void everyPartOfAFramesCostIsPrinted() throws IOException {
    Weights.store();
    for (int f = 1; f <= 2; f++) {
      PictureIo.writePng(
          dir.resolve("plate." + f + ".png"), Plane.filled(PixelRect.ofSize(160, 90), 0.2f * f));
    }
    Cli cli = Cli.run("bench", "analyse", dir.resolve("plate.#.png").toString(), "--threads", "2");
    assertThat(cli.err()).isEmpty();
    assertThat(figure(cli.out(), "frames a second, 2 threads")).isPositive();
    double whole = figure(cli.out(), "processor time of a frame");
    double reading = figure(cli.out(), "  reading the plate");
    double nets = figure(cli.out(), "  \\d+ runs of networks, bare");
    double rest = figure(cli.out(), "  all else");
    assertThat(nets).isPositive();
    assertThat(reading + nets + rest).isCloseTo(whole, within(0.2));
    boolean missed = cli.out().contains("MISSED");
    assertThat(cli.code()).isEqualTo(missed ? ExitCode.INTERNAL : ExitCode.OK);
  }

  @Test
  void overheadIsWhatComesOnTopOfTheNetworks() {
    AnalysisBench.Figures f = new AnalysisBench.Figures(12, 130, 10, 100, 20);
    assertThat(f.overhead()).isCloseTo(0.3, within(1e-9));
    assertThat(f.overheadWithoutReading()).isCloseTo(0.2, within(1e-9));
  }

  private static double figure(String out, String name) {
    Matcher m = Pattern.compile("(?m)^" + name + " +(-?[0-9.]+)").matcher(out);
    assertThat(m.find()).as("%s in %s", name, out).isTrue();
    return Double.parseDouble(m.group(1));
  }
}
