package org.likeness.image.opencv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** Against the pictures that Java's own library reads and writes. */
class PictureIoTest {
  private static final PixelRect RECT = PixelRect.ofSize(37, 21);

  @TempDir Path folder;

  private static Plane ramp(int step) {
    Plane p = Plane.zeros(RECT);
    for (int i = 0; i < p.data().length; i++) {
      p.data()[i] = (i * step % 256) / 255f;
    }
    return p;
  }

  @Test
  void colourAndAlphaComeBack() throws IOException {
    Frame f = new Frame(RECT, RECT, 1f, ramp(1), ramp(3), ramp(7), ramp(11));
    Path file = folder.resolve("ä b.png");
    PictureIo.writePng(file, f);
    Frame back = PictureIo.read(file);
    assertThat(back.r().data()).containsExactly(f.r().data());
    assertThat(back.g().data()).containsExactly(f.g().data());
    assertThat(back.b().data()).containsExactly(f.b().data());
    assertThat(back.a()).isNotNull();
    assertThat(back.a().data()).containsExactly(ramp(11).data());
    BufferedImage java = ImageIO.read(file.toFile());
    int i = RECT.width() * 4 + 9;
    assertThat(java.getRGB(9, 4) >> 16 & 255).isEqualTo(Math.round(f.r().data()[i] * 255));
    assertThat(java.getRGB(9, 4) & 255).isEqualTo(Math.round(f.b().data()[i] * 255));
  }

  @Test
  void valuesOutsideAreClippedAndNanIsBlack() throws IOException {
    PixelRect r = PixelRect.ofSize(5, 1);
    Path file = folder.resolve("p.png");
    PictureIo.writePng(file, new Plane(r, new float[] {-3f, 7f, Float.NaN, 0.5f, 1f}));
    assertThat(PictureIo.read(file).g().data()).containsExactly(0f, 1f, 0f, 128 / 255f, 1f);
  }

  @Test
  void sixteenBitsAreKept() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    short[] values = {0, 12345, (short) 65535};
    image.getRaster().setDataElements(0, 0, 3, 1, values);
    Path file = folder.resolve("grey.png");
    ImageIO.write(image, "png", file.toFile());
    assertThat(PictureIo.read(file).r().data())
        .containsExactly(new float[] {0f, 12345 / 65535f, 1f}, within(1e-7f));
  }

  @Test
  void jpegIsNearWhatJavaReads() throws IOException {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        image.setRGB(x, y, 0xFF0000 * (x / 32) | 0x00FF00 * (y / 24) | 0x000040);
      }
    }
    Path file = folder.resolve("a.jpg");
    ImageIO.write(image, "jpg", file.toFile());
    BufferedImage java = ImageIO.read(file.toFile());
    Frame f = PictureIo.read(file);
    for (int[] at : new int[][] {{5, 5}, {60, 5}, {5, 40}, {60, 40}}) {
      int rgb = java.getRGB(at[0], at[1]);
      assertThat(f.r().get(at[0], at[1])).isCloseTo((rgb >> 16 & 255) / 255f, within(0.01f));
      assertThat(f.b().get(at[0], at[1])).isCloseTo((rgb & 255) / 255f, within(0.01f));
    }
  }

  @Test
  void whatIsNoPictureIsASentence() throws IOException {
    Path text = folder.resolve("text.png");
    Files.writeString(text, "not a picture");
    assertThatThrownBy(() -> PictureIo.read(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("text.png");
    Path empty = Files.createFile(folder.resolve("empty.jpg"));
    assertThatThrownBy(() -> PictureIo.read(empty)).hasMessageContaining("empty");
    assertThatThrownBy(() -> PictureIo.writePng(text, Plane.zeros(PixelRect.EMPTY)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> PictureIo.read(folder.resolve("none.png")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.png");
  }

  @Test
  void noTemporaryFileStays() throws IOException {
    PictureIo.writePng(folder.resolve("p.png"), ramp(1));
    String[] names = folder.toFile().list();
    assertThat(names).isNotNull();
    assertThat(Arrays.asList(names)).containsExactly("p.png");
  }
}
