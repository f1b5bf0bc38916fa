package org.likeness.train.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.likeness.train.cli.TrainCommandTest.refused;
import static org.likeness.train.cli.TrainCommandTest.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;
import org.likeness.train.DrawnFaceset;
import org.likeness.train.data.Faceset;

/** Facesets with something wrong in them: a sentence that names the file, and no model's folder. */
class BadFacesetsTest {
  @TempDir Path folder;

  private Path a = Path.of("");
  private Path b = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void draw() throws Exception {
    a = folder.resolve("a");
    b = folder.resolve("b");
    out = folder.resolve("m");
    DrawnFaceset.draw(a, "a", 3, 0.5f);
    DrawnFaceset.draw(b, "b", 3, 0.3f);
  }

  @AfterEach
  void nothingWasBegun() {
    assertThat(out).doesNotExist();
  }

  private void badPicture(String... parts) throws Exception {
    badTraining(b, parts);
  }

  private void badTraining(Path second, String... parts) throws Exception {
    Path tiny = Files.writeString(folder.resolve("t.json"), TrainCommandTest.TINY);
    refused(
        run(
            "train",
            a,
            second,
            "--out",
            out,
            "--resolution",
            32,
            "--threads",
            1,
            "--iterations",
            2,
            "--config",
            tiny),
        3,
        parts);
  }

  private void badIndex(String from, String to, String... parts) throws Exception {
    Path index = b.resolve(Faceset.INDEX);
    List<String> lines = Files.readAllLines(index);
    lines.replaceAll(line -> line.replaceAll(from, to));
    Files.write(index, lines);
    badPicture(parts);
  }

  @Test
  void aPictureThatIsCutShort() throws Exception {
    Path picture = b.resolve("000001_0.png");
    byte[] whole = Files.readAllBytes(picture);
    for (int keep : new int[] {0, 8, 40, whole.length / 2, whole.length - 20}) {
      Files.write(picture, Arrays.copyOf(whole, keep));
      badPicture("000001_0.png");
    }
  }

  @Test
  void aPictureWithWrongBytes() throws Exception {
    Path picture = b.resolve("000002_0.png");
    byte[] bytes = Files.readAllBytes(picture);
    for (int i = bytes.length / 2; i < bytes.length / 2 + 30; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(picture, bytes);
    badPicture("000002_0.png");
  }

  @Test
  void aPictureOfAnotherSize() throws Exception {
    PictureIo.writePng(b.resolve("000000_0.png"), Plane.filled(PixelRect.ofSize(48, 64), 0.5f));
    badPicture("000000_0.png: 48x64 pixels; the faceset's crops are 64x64");
  }

  @Test
  void aMatteOfAnotherSize() throws Exception {
    PictureIo.writePng(
        b.resolve("000000_0_matte.png"), Plane.filled(PixelRect.ofSize(32, 32), 0.5f));
    badPicture("000000_0_matte.png: 32x32 pixels; the faceset's crops are 64x64");
  }

  @Test
  void facesetsOfTwoSizesAreTrainedTogether() throws Exception {
    // The stored size is no property of the model: crops are resampled to its own.
    Path c = folder.resolve("c");
    DrawnFaceset.draw(c, "b", 3, 0.4f);
    Path index = c.resolve(Faceset.INDEX);
    Files.writeString(index, Files.readString(index).replaceFirst("\"size\":64", "\"size\":100"));
    badTraining(c, "64x64 pixels; the faceset's crops are 100x100");
  }

  @Test
  void aPictureThatIsMissing() throws Exception {
    Files.delete(b.resolve("000001_0.png"));
    badPicture("000001_0.png");
  }

  @Test
  void anIndexWithTooFewPoints() throws Exception {
    badIndex("\"landmarks\":\\[[^]]*]", "\"landmarks\":[1,2,3]", "faceset.jsonl", "landmarks");
  }

  @Test
  void anIndexWithAPoseThatIsNoNumber() throws Exception {
    badIndex("\"yaw\":[^,]*", "\"yaw\":\"NaN\"", "faceset.jsonl", "yaw");
  }

  @Test
  void aHeaderWithASizeThatCannotBe() throws Exception {
    badIndex("\"size\":64", "\"size\":-3", "faceset.jsonl", "size");
  }

  @Test
  void aHeaderWithACoverageThatCannotBe() throws Exception {
    badIndex("\"coverage\":1.625", "\"coverage\":0.5", "coverage");
  }
}
