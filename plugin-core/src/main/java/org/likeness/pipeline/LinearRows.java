package org.likeness.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.likeness.colour.ColourSpace;
import org.likeness.image.FrameRows;
import org.likeness.image.PixelRect;

/** Rows of a plate in linear Rec.709. */
record LinearRows(FrameRows rows, ColourSpace space) implements FrameRows {
  /** The rows themselves where nothing has to be done. */
  static FrameRows of(FrameRows rows, ColourSpace space) {
    return space.isWorkingSpace() ? rows : new LinearRows(rows, space);
  }

  @Override
  public PixelRect dataWindow() {
    return rows.dataWindow();
  }

  @Override
  public PixelRect displayWindow() {
    return rows.displayWindow();
  }

  @Override
  public void read(int from, int to, Sink sink) throws IOException {
    int width = dataWindow().width();
    rows.read(
        from,
        to,
        (y, count, r, g, b) -> {
          float[][] planes = new float[3][width * count];
          ByteBuffer[] band = {r, g, b};
          for (int c = 0; c < 3; c++) {
            floats(band[c]).get(planes[c]);
          }
          space.toLinearRec709(planes[0], planes[1], planes[2]);
          // Grey pictures hand out one buffer three times.
          ByteBuffer[] out = FrameRows.planes(width * count).toArray(ByteBuffer[]::new);
          for (int c = 0; c < 3; c++) {
            floats(out[c]).put(planes[c]);
          }
          sink.band(y, count, out[0], out[1], out[2]);
        });
  }

  private static FloatBuffer floats(ByteBuffer band) {
    return band.duplicate().order(band.order()).position(0).asFloatBuffer();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
