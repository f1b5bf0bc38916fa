package org.likeness.face;

import java.util.ArrayList;
import java.util.List;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;

/**
 * A plate in halves: each level holds the means of two by two samples of the one before, made when
 * it is first asked for. A crop is read from the level whose samples are next finer than its own,
 * so that it costs the same from any plate. Samples that are not finite count as 0. Thread-safe;
 * what it gives depends on the pixels alone.
 */
final class PlatePyramid {
  private static final int MAX_LEVELS = 12;

  /**
   * One level.
   *
   * @param number 0 is the plate, each further one half as fine
   * @param width samples a row
   * @param height rows
   * @param rgb the three planes, rows from the top
   */
  record Level(int number, int width, int height, float[][] rgb) {
    /** The same with a column or a row repeated where there is but one. */
    Level twoByTwo() {
      if (width > 1 && height > 1) {
        return this;
      }
      int w = Math.max(2, width);
      int h = Math.max(2, height);
      float[][] out = new float[3][w * h];
      for (int c = 0; c < 3; c++) {
        for (int i = 0; i < w * h; i++) {
          out[c][i] = rgb[c][Math.min(i / w, height - 1) * width + Math.min(i % w, width - 1)];
        }
      }
      return new Level(number, w, h, out);
    }
  }

  private final PixelRect window;
  private final List<Level> levels = new ArrayList<>();

  PlatePyramid(Frame frame) {
    window = frame.dataWindow();
    levels.add(
        new Level(
            0,
            window.width(),
            window.height(),
            new float[][] {frame.r().data(), frame.g().data(), frame.b().data()}));
  }

  /** The plate's data window; sample 0 of every level begins in its corner. */
  PixelRect window() {
    return window;
  }

  /** A level; 0 is the plate itself. At most as coarse as one sample allows. */
  synchronized Level level(int wanted) {
    int last = Math.min(wanted, MAX_LEVELS);
    while (levels.size() <= last) {
      Level fine = levels.get(levels.size() - 1);
      if (fine.width() <= 1 && fine.height() <= 1) {
        return fine;
      }
      levels.add(halved(fine));
    }
    return levels.get(last);
  }

  private static Level halved(Level fine) {
    int w = (fine.width() + 1) / 2;
    int h = (fine.height() + 1) / 2;
    float[][] rgb = new float[3][];
    for (int c = 0; c < 3; c++) {
      rgb[c] = halved(fine.rgb()[c], fine.width(), fine.height(), w, h);
    }
    return new Level(fine.number() + 1, w, h, rgb);
  }

  private static float[] halved(float[] in, int width, int height, int w, int h) {
    float[] out = new float[w * h];
    int pairs = width / 2;
    for (int y = 0; y < h; y++) {
      int a = 2 * y * width;
      int b = Math.min(2 * y + 1, height - 1) * width;
      int to = y * w;
      boolean bad = false;
      for (int x = 0; x < pairs; x++) {
        int i = 2 * x;
        float sum = in[a + i] + in[a + i + 1] + (in[b + i] + in[b + i + 1]);
        out[to + x] = 0.25f * sum;
        bad |= !(Math.abs(sum) <= Float.MAX_VALUE);
      }
      if (pairs < w) { // an odd column stands for its pair
        out[to + pairs] = 0.5f * (in[a + width - 1] + in[b + width - 1]);
        bad |= !(Math.abs(out[to + pairs]) <= Float.MAX_VALUE);
      }
      for (int x = 0; x < w && bad; x++) {
        if (!(Math.abs(out[to + x]) <= Float.MAX_VALUE)) {
          int right = Math.min(2 * x + 1, width - 1);
          out[to + x] =
              0.25f * finite(in[a + 2 * x])
                  + 0.25f * finite(in[a + right])
                  + 0.25f * finite(in[b + 2 * x])
                  + 0.25f * finite(in[b + right]);
        }
      }
    }
    return out;
  }

  private static float finite(float v) {
    return Math.abs(v) <= Float.MAX_VALUE ? v : 0f;
  }

  /** The level from which a map that shrinks by {@code stretch} plate pixels a sample is read. */
  static int levelFor(double stretch) {
    int level = 0;
    while (stretch >= 2 && level < MAX_LEVELS) {
      stretch /= 2;
      level++;
    }
    return level;
  }

  /**
   * Reads a crop, each sample between the four next to it; beyond the plate its edge goes on.
   *
   * @return planes R, G, B, one after the other, in the plate's light
   */
  float[] crop(Affine2 plateToCrop, int size) {
    float[] out = new float[3 * size * size];
    if (window.isEmpty()) {
      return out;
    }
    Affine2 back = plateToCrop.inverse();
    Level level = level(levelFor(back.meanScale())).twoByTwo();
    new PlateCrop(level, window, back, size).read(out);
    return out;
  }
}
