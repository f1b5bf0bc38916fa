package org.likeness.exr;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.likeness.image.FrameRows;
import org.likeness.image.PixelRect;

/**
 * Three channels of a part, band by band. Owns the open file until {@link #close}.
 *
 * @param file the open file
 * @param part number of the part
 * @param head its windows, without channels and attributes
 * @param channels three of its channels, by number; some may be the same
 */
record ExrRows(NativeReader file, int part, ExrPart head, int[] channels) implements FrameRows {
  /**
   * A whole number of the blocks of all compressions but DWAB, of whose blocks the reader hands out
   * parts: what is still in the cache when it is looked at.
   */
  private static final int BAND = 32;

  /** A whole number of usual tiles. */
  private static final int LARGE_BAND = 256;

  @Override
  public PixelRect dataWindow() {
    return head.dataWindow();
  }

  @Override
  public PixelRect displayWindow() {
    return head.displayWindow();
  }

  @Override
  public void read(int from, int to, Sink sink) throws IOException {
    int band = Math.min(to - from, file.scanLines(part) ? BAND : LARGE_BAND);
    long bytes = (long) Float.BYTES * dataWindow().width() * band;
    if (bytes <= 0) {
      return;
    }
    boolean grey = channels[0] == channels[1];
    int[] wanted = grey ? new int[] {channels[0]} : channels;
    try (Memory memory = new Memory(bytes * wanted.length)) {
      ByteBuffer[] planes = new ByteBuffer[3];
      for (int c = 0; c < 3; c++) {
        planes[c] =
            memory.getByteBuffer(grey ? 0 : c * bytes, bytes).order(ByteOrder.LITTLE_ENDIAN);
      }
      for (int y = from; y < to; y += band) {
        int rows = Math.min(band, to - y);
        file.rows(part, y, rows, dataWindow().width(), wanted, memory, bytes);
        sink.band(y, rows, planes[0], planes[1], planes[2]);
      }
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
