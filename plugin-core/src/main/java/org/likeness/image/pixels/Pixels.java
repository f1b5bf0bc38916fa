package org.likeness.image.pixels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A picture as rows of R, G, B and a float that is not used, outside the Java heap. It can be given
 * another size and keeps its memory where that is enough, so that frame after frame lies in the
 * same place. Not thread-safe while it changes.
 */
public final class Pixels {
  /** Floats a pixel. */
  static final int FLOATS = 4;

  private int width;
  private int height;
  private FloatBuffer data = direct(0);

  /** A picture without pixels. */
  public Pixels() {}

  /** Gives it a size; what it shows then is not defined. */
  public void resize(int newWidth, int newHeight) {
    int needed = Math.multiplyExact(Math.multiplyExact(newWidth, newHeight), FLOATS);
    if (data.capacity() < needed) {
      data = direct(needed);
    }
    width = newWidth;
    height = newHeight;
  }

  /** Pixels a row. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** A channel (0 red, 1 green, 2 blue) of a pixel. */
  public float get(int channel, int x, int y) {
    return data.get(FLOATS * (y * width + x) + channel);
  }

  /** Changes a channel of a pixel. */
  public void set(int channel, int x, int y, float v) {
    data.put(FLOATS * (y * width + x) + channel, v);
  }

  /** A copy of a part of one row: R, G, B and a number that means nothing, pixel by pixel. */
  public void row(int x, int y, int count, float[] out) {
    data.get(FLOATS * (y * width + x), out, 0, FLOATS * count);
  }

  /** Some whole rows; for the loops alone. */
  FloatBuffer rows(int row, int rows) {
    return data.slice(FLOATS * row * width, FLOATS * rows * width);
  }

  /** From position 0 on; for the loops alone. */
  FloatBuffer data() {
    return data;
  }

  /** Zeros outside the heap, in the processor's order. */
  public static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, floats))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
