package org.likeness.image.pixels;

import org.likeness.image.Affine2;

/**
 * Where the samples of a square crop lie in a picture, in its pixels whose centres are whole
 * numbers: sample (x, y) at {@code u0 + y * downRight + x * right}, {@code v0 + y * down + x *
 * rightDown}.
 */
public record CropGrid(
    double u0, double v0, double right, double rightDown, double down, double downRight, int size) {
  /**
   * The samples of a crop.
   *
   * @param back crop to plate
   * @param x0 where the picture's corner lies in the plate
   * @param y0 where the picture's corner lies in the plate
   * @param unit pixels of the picture to one of the plate
   * @param size side of the crop
   */
  public static CropGrid of(Affine2 back, int x0, int y0, double unit, int size) {
    return new CropGrid(
        (back.mapX(0.5, 0.5) - x0) * unit - 0.5,
        (back.mapY(0.5, 0.5) - y0) * unit - 0.5,
        back.a() * unit,
        back.d() * unit,
        back.e() * unit,
        back.b() * unit,
        size);
  }

  /** The first column that any sample reads, in a picture of {@code width}. */
  public int left(int width) {
    return low(u0, right, downRight, width);
  }

  /** One after the last column that any sample reads. */
  public int rightEnd(int width) {
    return high(u0, right, downRight, width);
  }

  /** The first row that any sample reads, in a picture of {@code height}. */
  public int top(int height) {
    return low(v0, rightDown, down, height);
  }

  /** One after the last row that any sample reads. */
  public int bottom(int height) {
    return high(v0, rightDown, down, height);
  }

  private int low(double from, double across, double along, int samples) {
    double least = from + Math.min(0, across * (size - 1)) + Math.min(0, along * (size - 1));
    return (int) Math.max(0, Math.min(samples - 2.0, Math.floor(least) - 1));
  }

  private int high(double from, double across, double along, int samples) {
    double most = from + Math.max(0, across * (size - 1)) + Math.max(0, along * (size - 1));
    return (int) Math.max(2, Math.min(samples, Math.floor(most) + 3));
  }
}
