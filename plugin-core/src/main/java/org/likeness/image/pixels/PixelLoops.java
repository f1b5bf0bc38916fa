package org.likeness.image.pixels;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * The loops. All buffers lie outside the heap, in the processor's order, and are read and written
 * from position 0 on; nobody else writes to them meanwhile. Thread-safe; what they give does not
 * depend on the machine.
 */
public interface PixelLoops {
  /** The fastest that there are here. */
  static PixelLoops best() {
    return Best.LOOPS;
  }

  /** Those of this machine. */
  final class Best {
    private static final PixelLoops LOOPS = NativeLoops.orElse(new PlainLoops());

    private Best() {}
  }

  /**
   * A part of some rows of planes to pixels, one row after the other.
   *
   * @param from first sample of each plane
   * @param stride samples from row to row
   * @param count samples of a row
   * @param rows how many
   * @param at first pixel
   */
  void pack(
      ByteBuffer r,
      ByteBuffer g,
      ByteBuffer b,
      int from,
      int stride,
      int count,
      int rows,
      Pixels to,
      int at);

  /**
   * Means of two by two samples; an odd column or row stands for its pair. Samples that are not
   * finite count as 0.
   *
   * @param width samples a row
   * @param rows of the planes
   * @param toRow first row that is written
   */
  void halve(ByteBuffer r, ByteBuffer g, ByteBuffer b, int width, int rows, Pixels to, int toRow);

  /**
   * The same from some rows of pixels.
   *
   * @param row first row, even
   * @param rows how many
   * @param to has its size; its rows from {@code row / 2} on are written
   */
  void halve(Pixels from, int row, int rows, Pixels to);

  /**
   * A square crop, each sample between the four pixels next to it, as three planes.
   *
   * @param from a part of a picture that holds all that the crop reads
   * @param x0 its first column in the picture
   * @param y0 its first row
   * @param width of the picture, at least 2; its edge goes on
   * @param height of the picture, at least 2
   * @param clean whether samples that are not finite become 0; otherwise there are none
   */
  void crop(
      Pixels from,
      int x0,
      int y0,
      int width,
      int height,
      CropGrid grid,
      boolean clean,
      FloatBuffer out);

  /** Puts a curve on numbers times {@code gain}, and its 0..1 to {@code low}..{@code high}. */
  void curve(ToneCurve curve, FloatBuffer v, int count, float gain, float low, float high);

  /** Half the length of the mean in {@link #blur}. */
  int BLUR_REACH = 4;

  /** Floats that {@link #blur} needs room for. */
  static int blurRoom(int size) {
    return 2 * size * (size + 4);
  }

  /**
   * What is lost of a square picture when each of its lines is made soft, by a mean over {@code 2 *
   * BLUR_REACH + 1} samples, the ends going on. Each line is summed up in its order, then the
   * lines.
   *
   * @param rgb three planes
   * @param room {@link #blurRoom} floats that nobody else uses; begins at a whole double
   * @return of its luminance, along the rows and then along the columns: the sum of the differences
   *     between neighbours, and the sum by which those of the soft picture are smaller
   */
  double[] blur(FloatBuffer rgb, int size, FloatBuffer room);

  /** Three square planes turned clockwise by quarters. */
  void turn(FloatBuffer from, int size, int quarters, FloatBuffer to);
}
