package org.likeness.exr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.image.Frame;
import org.likeness.image.FrameRows;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class ExrRowsTest {
  private static final PixelRect WINDOW = new PixelRect(-3, 5, 74, 5 + 600);

  @TempDir Path folder;

  @Test
  void bandsAreTheFrameWhateverThePackingAndThePartRead() throws IOException {
    for (ExrCompression packing :
        List.of(ExrCompression.NONE, ExrCompression.ZIP, ExrCompression.PIZ, ExrCompression.DWAB)) {
      Path file = folder.resolve(packing + ".exr");
      write(file, packing, "A", "B", "G", "R", "extra.Z");
      Frame whole = ExrReader.readFrame(file);
      try (FrameRows rows = ExrReader.rows(file)) {
        assertThat(rows.dataWindow()).isEqualTo(WINDOW);
        assertThat(rows.displayWindow()).isEqualTo(PixelRect.ofSize(80, 640));
        for (int[] part : new int[][] {{5, 605}, {100, 101}, {63, 402}}) {
          Plane[] read = read(rows, part[0], part[1]);
          PixelRect r = read[0].rect();
          assertThat(read[0].data()).isEqualTo(whole.r().crop(r).data());
          assertThat(read[1].data()).isEqualTo(whole.g().crop(r).data());
          assertThat(read[2].data()).isEqualTo(whole.b().crop(r).data());
        }
      }
    }
  }

  @Test
  void greyIsThreeTimesTheSame() throws IOException {
    Path file = folder.resolve("grey.exr");
    write(file, ExrCompression.ZIPS, "Y");
    try (FrameRows rows = ExrReader.rows(file)) {
      Plane[] read = read(rows, 5, 605);
      assertThat(read[0].data()).isEqualTo(ExrReader.readFrame(file).r().data());
      assertThat(read[2].data()).isEqualTo(read[0].data());
    }
  }

  @Test
  void aFileWithoutAPictureIsRefused() throws IOException {
    Path file = folder.resolve("depth.exr");
    write(file, ExrCompression.ZIP, "Z");
    assertThatThrownBy(() -> ExrReader.rows(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no channels R, G, B and no Y; there are: Z");
  }

  private static void write(Path file, ExrCompression packing, String... names) throws IOException {
    List<ExrChannel> channels = new ArrayList<>();
    for (String name : names) {
      Plane p = Plane.zeros(WINDOW);
      for (int i = 0; i < p.data().length; i++) {
        p.data()[i] = (name.hashCode() * 31 + i * 7) % 97 / 64f;
      }
      ExrChannel.Type type =
          name.equals("G") || name.equals("extra.Z") ? ExrChannel.Type.FLOAT : ExrChannel.Type.HALF;
      channels.add(new ExrChannel(name, type, p));
    }
    ExrPart part = new ExrPart("", WINDOW, PixelRect.ofSize(80, 640), 1f, channels, List.of());
    ExrWriter.write(file, List.of(part), packing, 1);
  }

  private static Plane[] read(FrameRows rows, int from, int to) throws IOException {
    PixelRect w = rows.dataWindow();
    PixelRect part = new PixelRect(w.x0(), from, w.x1(), to);
    Plane[] out = {Plane.zeros(part), Plane.zeros(part), Plane.zeros(part)};
    int[] next = {from};
    rows.read(
        from,
        to,
        (y, n, r, g, b) -> {
          assertThat(y).isEqualTo(next[0]);
          assertThat(n % 2 == 0 || y + n == to).isTrue();
          next[0] = y + n;
          ByteBuffer[] planes = {r, g, b};
          for (int c = 0; c < 3; c++) {
            planes[c].asFloatBuffer().get(out[c].data(), out[c].index(w.x0(), y), n * w.width());
          }
        });
    assertThat(next[0]).isEqualTo(to);
    return out;
  }
}
