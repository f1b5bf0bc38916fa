package org.likeness.train.data;

import java.io.IOException;
import java.nio.file.Path;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;

/** Squares of one size in rows and columns, written as a PNG. */
public final class PictureSheet {
  private final int columns;
  private final int rows;
  private final int size;
  private final float[][] rgb;

  /**
   * A black sheet.
   *
   * @param size side of a square, pixels
   */
  public PictureSheet(int columns, int rows, int size) {
    this.columns = columns;
    this.rows = rows;
    this.size = size;
    rgb = new float[3][Math.multiplyExact(columns * size, rows * size)];
  }

  /**
   * Puts a colour picture into its place.
   *
   * @param from holds three planes, encoded 0..1
   * @param at where the first begins
   */
  public void colour(int column, int row, float[] from, int at) {
    for (int c = 0; c < 3; c++) {
      put(column, row, from, at + c * size * size, rgb[c]);
    }
  }

  /**
   * Puts a grey picture into its place.
   *
   * @param from holds a plane, 0..1
   * @param at where it begins
   */
  public void grey(int column, int row, float[] from, int at) {
    for (int c = 0; c < 3; c++) {
      put(column, row, from, at, rgb[c]);
    }
  }

  private void put(int column, int row, float[] from, int at, float[] to) {
    for (int y = 0; y < size; y++) {
      int line = ((row * size + y) * columns + column) * size;
      System.arraycopy(from, at + y * size, to, line, size);
    }
  }

  /** Writes the sheet under a temporary name and renames it. */
  public void write(Path file) throws IOException {
    PixelRect rect = PixelRect.ofSize(columns * size, rows * size);
    PictureIo.writePng(
        file,
        Frame.opaque(new Plane(rect, rgb[0]), new Plane(rect, rgb[1]), new Plane(rect, rgb[2])));
  }
}
