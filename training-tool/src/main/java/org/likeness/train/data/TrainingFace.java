package org.likeness.train.data;

import org.likeness.image.Affine2;

/**
 * A face in memory, resampled once so that a model's pixel is one pixel here; its margin leaves
 * room for turning and shifting.
 *
 * @param side pixels
 * @param rgb three planes of {@code side²} bytes, encoded colour
 * @param matte coverage of the face, {@code side²} bytes
 * @param area where colour matters: the matte widened, with soft edges, {@code side²} bytes
 * @param priority eyes and mouth, {@code side²} bytes
 * @param yaw degrees
 * @param synthetic whether it is a rendered or generated picture
 * @param chip map from its pixels to those of the recognition network's aligned square
 */
public record TrainingFace(
    int side,
    byte[][] rgb,
    byte[] matte,
    byte[] area,
    byte[] priority,
    float yaw,
    boolean synthetic,
    Affine2 chip) {
  /**
   * The same face smaller: each pixel is the mean of a square of pixels about the same middle.
   *
   * @param factor side of the squares, pixels
   * @param newSide side of what comes out, pixels, even
   */
  TrainingFace reduced(int factor, int newSide) {
    int first = first(factor, newSide);
    Affine2 larger = new Affine2(factor, 0, first, 0, factor, first);
    byte[][] colours = new byte[rgb.length][];
    for (int c = 0; c < rgb.length; c++) {
      colours[c] = reduced(rgb[c], factor, newSide);
    }
    return new TrainingFace(
        newSide,
        colours,
        reduced(matte, factor, newSide),
        reduced(area, factor, newSide),
        reduced(priority, factor, newSide),
        yaw,
        synthetic,
        larger.then(chip));
  }

  private byte[] reduced(byte[] from, int factor, int newSide) {
    byte[] out = new byte[newSide * newSide];
    int first = first(factor, newSide);
    int squares = factor * factor;
    for (int y = 0; y < newSide; y++) {
      for (int x = 0; x < newSide; x++) {
        int sum = squares / 2;
        for (int j = 0; j < factor; j++) {
          int row = clamp(first + y * factor + j) * side;
          for (int i = 0; i < factor; i++) {
            sum += from[row + clamp(first + x * factor + i)] & 255;
          }
        }
        out[y * newSide + x] = (byte) (sum / squares);
      }
    }
    return out;
  }

  /** Where the first square begins. */
  private int first(int factor, int newSide) {
    return side / 2 - newSide / 2 * factor;
  }

  private int clamp(int v) {
    return Math.max(0, Math.min(side - 1, v));
  }
}
