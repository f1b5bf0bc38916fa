package org.likeness.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrWriter;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.evaluate.SwapEvaluation.FrameScores;

/** A shot made up here, with results that are as good as the truth, worse, or not there. */
class SwapEvaluationTest {
  private static final PixelRect PICTURE = PixelRect.ofSize(64, 48);
  private static final PixelRect FACE = new PixelRect(20, 10, 44, 40);

  @TempDir Path root;
  private Path shot;

  private static Plane noise(long seed) {
    Random random = new Random(seed);
    Plane p = Plane.zeros(PICTURE);
    for (int i = 0; i < p.data().length; i++) {
      p.data()[i] = random.nextFloat();
    }
    return p;
  }

  private static Plane matte(PixelRect window) {
    return Plane.filled(FACE.intersect(window), 1f).crop(window);
  }

  /** Plate and truth differ in the face only. */
  private static Plane truth(int channel) {
    Plane p = noise(channel);
    Plane other = noise(channel + 100);
    for (int y = FACE.y0(); y < FACE.y1(); y++) {
      for (int x = FACE.x0(); x < FACE.x1(); x++) {
        p.data()[p.index(x, y)] = other.get(x, y);
      }
    }
    return p;
  }

  private static void write(Path file, PixelRect window, ExrChannel... channels)
      throws IOException {
    Files.createDirectories(file.getParent());
    ExrPart part = new ExrPart("", window, PICTURE, 1f, List.of(channels), List.of());
    ExrWriter.write(file, List.of(part), ExrCompression.ZIPS, 1);
  }

  private static ExrChannel ch(String name, Plane p) {
    return ExrChannel.ofFloat(name, p);
  }

  @BeforeEach
  void makeShot() throws IOException {
    shot = root.resolve("shots/made");
    for (int f = 1; f <= 2; f++) {
      String n = String.format(".%04d.exr", f);
      write(
          shot.resolve("plate/plate" + n),
          PICTURE,
          ch("R", noise(0)),
          ch("G", noise(1)),
          ch("B", noise(2)));
      write(
          shot.resolve("truth/truth" + n),
          PICTURE,
          ch("R", truth(0)),
          ch("G", truth(1)),
          ch("B", truth(2)));
      write(shot.resolve("truth_matte/truth_matte" + n), PICTURE, ch("Y", matte(PICTURE)));
      String points =
          IntStream.range(0, 68).mapToObj(i -> "[1,2]").collect(Collectors.joining(",", "[", "]"));
      Files.createDirectories(shot.resolve("meta"));
      Files.writeString(
          shot.resolve(String.format("meta/%04d.json", f)),
          "{\"faces\":[{\"landmarks68\":"
              + points
              + "}],\"truth_faces\":[{\"identity\":\"a+b-face\",\"landmarks68\":"
              + points
              + "}]}");
    }
  }

  private List<FrameScores> run(String result, int threads) throws IOException {
    TruthShot t = TruthShot.open(shot);
    return SwapEvaluation.open(t, ResultSequence.open(result), null, null)
        .run(t.frames(), threads, f -> {});
  }

  @Test
  void layersInATightWindowEqualTheTruth() throws IOException {
    PixelRect tight = FACE.grow(2);
    for (int f = 1; f <= 2; f++) {
      write(
          root.resolve("out/swap." + f + ".exr"),
          tight,
          ch("R", Plane.zeros(tight)),
          ch("G", Plane.zeros(tight)),
          ch("B", Plane.zeros(tight)),
          ch("A", Plane.zeros(tight)),
          ch("comp.R", truth(0).crop(tight)),
          ch("comp.G", truth(1).crop(tight)),
          ch("comp.B", truth(2).crop(tight)),
          ch("matte.A", matte(tight)));
    }
    for (String named :
        List.of(root + "/out", root + "/out/swap.#.exr", root + "/out/swap.%d.exr")) {
      for (FrameScores s : run(named, 2)) {
        assertThat(s.result().psnr()).isEqualTo(PictureMetrics.PSNR_CAP);
        assertThat(s.result().iou()).isEqualTo(1);
        assertThat(s.result().ssim()).isCloseTo(1, within(1e-9));
        assertThat(s.plate().psnr()).isBetween(5.0, 12.0);
        assertThat(s.result().psnrTone()).isNaN();
        assertThat(s.result().identity()).isNaN();
      }
    }
  }

  @Test
  void premultipliedFaceIsPutOverThePlate() throws IOException {
    for (int f = 1; f <= 2; f++) {
      write(
          root.resolve("over/o." + f + ".exr"),
          FACE,
          ch("R", truth(0).crop(FACE)),
          ch("G", truth(1).crop(FACE)),
          ch("B", truth(2).crop(FACE)),
          ch("A", matte(FACE)));
    }
    assertThat(run(root + "/over", 1)).allMatch(s -> s.result().psnr() == 100);
  }

  @Test
  void noFaceAtAllScoresAsThePlate() throws IOException {
    for (int f = 1; f <= 2; f++) {
      Plane none = Plane.zeros(PixelRect.EMPTY);
      write(
          root.resolve("none/n." + f + ".exr"),
          PixelRect.EMPTY,
          ch("R", none),
          ch("G", none),
          ch("B", none),
          ch("A", none));
    }
    for (FrameScores s : run(root + "/none", 1)) {
      assertThat(s.result().psnr()).isEqualTo(s.plate().psnr());
      assertThat(s.result().iou()).isZero();
    }
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    assertThatThrownBy(() -> TruthShot.open(root.resolve("nowhere")))
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> TruthShot.open(shot.resolve("plate")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("truth_matte");
    assertThatThrownBy(() -> run(root + "/shots", 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no numbered OpenEXR sequence");
    write(root.resolve("two/a.1.exr"), PICTURE, ch("A", noise(1)));
    write(root.resolve("two/b.1.exr"), PICTURE, ch("A", noise(1)));
    assertThatThrownBy(() -> run(root + "/two", 1)).hasMessageContaining("a.#.exr, b.#.exr");
    assertThatThrownBy(() -> run(root + "/two/a.#.exr", 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.1.exr")
        .hasMessageContaining("comp.R");
    assertThatThrownBy(() -> ResultSequence.open(root + "/not/there"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such file or folder");
    ResultSequence one = ResultSequence.open(root + "/two/a.1.exr");
    assertThat(one.has(1)).isTrue();
    assertThat(one.has(2)).isFalse();
    Files.writeString(shot.resolve("meta/0001.json"), "{ not json");
    assertThatThrownBy(() -> TruthShot.open(shot).meta(1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0001.json");
  }

  @Test
  void framesBeyondTheJudgesReachAreLeftOutOfItsMean() {
    SwapEvaluation.Scores front = new SwapEvaluation.Scores(20, 21, 0.9, 0.8, 0.7, 0.7);
    SwapEvaluation.Scores profile = new SwapEvaluation.Scores(22, 21, 0.9, 0.8, 0.1, Double.NaN);
    SwapEvaluation.Scores mean = SwapEvaluation.mean(List.of(front, profile));
    assertThat(mean.psnr()).isEqualTo(21);
    assertThat(mean.identity()).isCloseTo(0.4, within(1e-12));
    assertThat(mean.identityFront()).isEqualTo(0.7);
  }
}
