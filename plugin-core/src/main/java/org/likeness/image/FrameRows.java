package org.likeness.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A picture that is read in bands of rows, so that nobody need hold all of it, and parts of it more
 * than once. For one thread.
 */
public interface FrameRows extends Closeable {
  /** Takes bands, from the top. */
  interface Sink {
    /**
     * Some whole rows of the data window.
     *
     * @param y the first one's number
     * @param rows an even number, but in the last band
     * @param r red: from position 0 on floats, little endian, outside the Java heap; only until the
     *     call returns
     * @param g green
     * @param b blue
     */
    void band(int y, int rows, ByteBuffer r, ByteBuffer g, ByteBuffer b);
  }

  /** Pixels that exist. */
  PixelRect dataWindow();

  /** The picture's format. */
  PixelRect displayWindow();

  /**
   * Reads rows {@code from} to {@code to}, exclusive, of the data window.
   *
   * @throws IOException if they cannot be read
   */
  void read(int from, int to, Sink sink) throws IOException;

  @Override
  void close() throws IOException;

  /** Three planes of so many samples for a {@link Sink}. */
  static List<ByteBuffer> planes(int samples) {
    int bytes = Math.multiplyExact(Float.BYTES, samples);
    ByteBuffer all = ByteBuffer.allocateDirect(Math.multiplyExact(3, bytes));
    return List.of(
        all.slice(0, bytes).order(ByteOrder.LITTLE_ENDIAN),
        all.slice(bytes, bytes).order(ByteOrder.LITTLE_ENDIAN),
        all.slice(2 * bytes, bytes).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Those of a picture that is there. */
  static FrameRows of(Frame frame) {
    return new HeapRows(frame);
  }
}
