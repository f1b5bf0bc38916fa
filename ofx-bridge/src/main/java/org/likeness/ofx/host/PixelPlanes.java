package org.likeness.ofx.host;

import org.jspecify.annotations.Nullable;

/** Planes of floats and the interleaved rows of images, see {@link HostImage#readPlanes}. */
final class PixelPlanes {
  private static final int ALPHA = 3;

  private PixelPlanes() {}

  static void read(HostImage image, RectI part, float[] @Nullable [] rgba, int at, int step) {
    RectI inside = part.intersect(image.bounds());
    int n = image.components();
    float[] line = new float[n * inside.width()];
    for (int y = part.y1(); y < part.y2(); y++) {
      int row = at + (y - part.y1()) * step;
      boolean any = !inside.isEmpty() && y >= inside.y1() && y < inside.y2();
      if (any) {
        image.readRow(y, inside.x1(), inside.x2(), line);
      }
      for (int c = 0; c < 4; c++) {
        float[] plane = rgba[c];
        if (plane == null) {
          continue;
        }
        if (!any || inside.width() < part.width()) {
          java.util.Arrays.fill(plane, row, row + part.width(), 0f);
        }
        if (any) {
          split(line, n, c, plane, row + inside.x1() - part.x1(), inside.width());
        }
      }
    }
  }

  /** Sample {@code c} of red, green, blue, alpha out of pixels with {@code n} samples. */
  private static void split(float[] line, int n, int c, float[] plane, int at, int width) {
    int sample = n == 1 ? (c == ALPHA ? 0 : -1) : c < n ? c : -1;
    if (sample < 0) {
      java.util.Arrays.fill(plane, at, at + width, c == ALPHA ? 1f : 0f);
      return;
    }
    for (int x = 0, i = sample; x < width; x++, i += n) {
      plane[at + x] = line[i];
    }
  }

  static void write(HostImage image, RectI part, float[] @Nullable [] rgba, int at, int step) {
    RectI inside = part.intersect(image.bounds());
    if (inside.isEmpty()) {
      return;
    }
    int n = image.components();
    int width = inside.width();
    float[] line = new float[n * width];
    for (int y = inside.y1(); y < inside.y2(); y++) {
      int row = at + (y - part.y1()) * step + inside.x1() - part.x1();
      for (int s = 0; s < n; s++) {
        int c = n == 1 ? ALPHA : s;
        float[] plane = rgba[c];
        float missing = c == ALPHA ? 1f : 0f;
        for (int x = 0, i = s; x < width; x++, i += n) {
          line[i] = plane == null ? missing : plane[row + x];
        }
      }
      image.writeRow(y, inside.x1(), inside.x2(), line);
    }
  }

  /** From one image to another that is stored otherwise, row by row. */
  static void convert(HostImage from, HostImage to, RectI part) {
    int width = part.width();
    float[][] rgba = new float[4][width];
    for (int y = part.y1(); y < part.y2(); y++) {
      RectI row = new RectI(part.x1(), y, part.x2(), y + 1);
      read(from, row, rgba, 0, width);
      write(to, row, rgba, 0, width);
    }
  }
}
