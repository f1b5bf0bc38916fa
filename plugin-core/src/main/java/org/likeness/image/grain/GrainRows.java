package org.likeness.image.grain;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.likeness.image.FrameRows;
import org.likeness.image.PixelRect;

/**
 * Measures the grain of a plate while it is read from top to bottom, on some hundred blocks that
 * lie evenly over it: what that costs does not depend on the plate's size. For one thread.
 */
public final class GrainRows implements FrameRows.Sink {
  private static final int BLOCK = GrainBlock.SIZE;
  private static final int AREA = BLOCK * BLOCK;
  private static final int MOST_BLOCKS = 192;

  /** Blocks that are asked for each brightness of each channel. */
  private static final int MOST_KEPT = 8;

  private final PixelRect window;
  private final int step;
  private final int columns;
  private final int rows;
  private final float[][] rgb;

  /** For a plate that has not been read yet. */
  public GrainRows(PixelRect window) {
    this.window = window;
    double even = Math.sqrt((double) window.width() * window.height() / MOST_BLOCKS);
    step = Math.max(BLOCK, (int) Math.ceil(even));
    columns = window.width() < BLOCK ? 0 : (window.width() - BLOCK) / step + 1;
    rows = window.height() < BLOCK ? 0 : (window.height() - BLOCK) / step + 1;
    rgb = new float[3][columns * rows * AREA];
  }

  @Override
  public void band(int y, int count, ByteBuffer r, ByteBuffer g, ByteBuffer b) {
    FloatBuffer[] in = {r.asFloatBuffer(), g.asFloatBuffer(), b.asFloatBuffer()};
    for (int i = 0; i < count; i++) {
      int down = y - window.y0() + i;
      int row = down / step;
      int inBlock = down % step;
      if (inBlock < BLOCK && row < rows) {
        for (int c = 0; c < 3; c++) {
          for (int column = 0; column < columns; column++) {
            int to = (row * columns + column) * AREA + inBlock * BLOCK;
            in[c].get(i * window.width() + column * step, rgb[c], to, BLOCK);
          }
        }
      }
    }
  }

  /** What the plate shows of its grain, once all of it has been read. */
  public GrainSample sample() {
    List<GrainBlock> blocks = new ArrayList<>();
    for (int i = 0; i < columns * rows; i++) {
      GrainMeter.add(rgb, i * AREA, BLOCK, blocks);
    }
    return GrainMeter.of(blocks, MOST_KEPT);
  }
}
