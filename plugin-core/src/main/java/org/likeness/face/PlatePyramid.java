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
  record Level(int number, int width, int height, float[][] rgb) {}

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
      for (int x = 0; x < pairs; x++) {
        int i = 2 * x;
        float sum = in[a + i] + in[a + i + 1] + (in[b + i] + in[b + i + 1]);
        out[to + x] = 0.25f * sum;
      }
      if (pairs < w) { // an odd column stands for its pair
        out[to + pairs] = 0.5f * (in[a + width - 1] + in[b + width - 1]);
      }
      for (int x = 0; x < w; x++) {
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
    int n = size * size;
    float[] out = new float[3 * n];
    if (window.isEmpty()) {
      return out;
    }
    Affine2 back = plateToCrop.inverse();
    Level level = level(levelFor(back.meanScale()));
    double unit = 1.0 / (1 << level.number());
    // Level coordinates of the first sample, and how far a step right and a step down move.
    double u0 = (back.mapX(0.5, 0.5) - window.x0()) * unit - 0.5;
    double v0 = (back.mapY(0.5, 0.5) - window.y0()) * unit - 0.5;
    double right = level.width() - 1.0;
    double bottom = level.height() - 1.0;
    int[] at = new int[size];
    float[] fx = new float[size];
    float[] fy = new float[size];
    for (int y = 0; y < size; y++) {
      double u = u0 + y * back.b() * unit;
      double v = v0 + y * back.e() * unit;
      for (int x = 0; x < size; x++) {
        // The last sample is read from the pair before it, so that no pair reaches over the edge.
        double p = Math.min(Math.max(u + x * back.a() * unit, 0), right);
        double q = Math.min(Math.max(v + x * back.d() * unit, 0), bottom);
        int left = (int) Math.max(0, Math.min(p, right - 1));
        int top = (int) Math.max(0, Math.min(q, bottom - 1));
        at[x] = top * level.width() + left;
        fx[x] = (float) (p - left);
        fy[x] = (float) (q - top);
      }
      for (int c = 0; c < 3; c++) {
        line(level, c, at, fx, fy, out, c * n + y * size);
      }
    }
    return out;
  }

  private static void line(
      Level level, int channel, int[] at, float[] fx, float[] fy, float[] out, int to) {
    float[] in = level.rgb()[channel];
    int dx = level.width() > 1 ? 1 : 0;
    int dy = level.height() > 1 ? level.width() : 0;
    for (int x = 0; x < at.length; x++) {
      int p = at[x];
      float top = in[p] + fx[x] * (in[p + dx] - in[p]);
      float low = in[p + dy] + fx[x] * (in[p + dy + dx] - in[p + dy]);
      float v = top + fy[x] * (low - top);
      out[to + x] = Math.abs(v) <= Float.MAX_VALUE ? v : 0f;
    }
  }
}
