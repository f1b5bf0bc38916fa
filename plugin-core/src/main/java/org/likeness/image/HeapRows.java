package org.likeness.image;

import java.nio.ByteBuffer;
import java.util.List;

/** A picture in memory, band by band. */
record HeapRows(Frame frame) implements FrameRows {
  private static final int BAND = 32;

  @Override
  public PixelRect dataWindow() {
    return frame.dataWindow();
  }

  @Override
  public PixelRect displayWindow() {
    return frame.displayWindow();
  }

  @Override
  public void read(int from, int to, Sink sink) {
    PixelRect w = frame.dataWindow();
    List<ByteBuffer> band = FrameRows.planes(w.width() * Math.min(BAND, to - from));
    Plane[] planes = {frame.r(), frame.g(), frame.b()};
    for (int y = from; y < to; y += BAND) {
      int rows = Math.min(BAND, to - y);
      for (int c = 0; c < 3; c++) {
        int at = (y - w.y0()) * w.width();
        band.get(c).asFloatBuffer().put(planes[c].data(), at, rows * w.width());
      }
      sink.band(y, rows, band.get(0), band.get(1), band.get(2));
    }
  }

  @Override
  public void close() {
    // The frame is its owner's.
  }
}
