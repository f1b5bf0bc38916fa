package org.likeness.train.data;

/**
 * What JPEG does to a picture, without its file: YCbCr, cosine transform of blocks of 8 by 8,
 * rounding to the steps of a quality (ITU-T T.81, Annex K; the scale is the Independent JPEG
 * Group's), and back. Colour differences are halved in both directions, as most cameras do.
 */
final class JpegDefect {
  private static final int B = 8;
  private static final int[] LUMA = {
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
    92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
  };
  private static final int[] CHROMA = {
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99
  };

  /** Row k: the k-th cosine at 8 places, orthonormal. */
  private static final float[] COSINES = cosines();

  private JpegDefect() {}

  private static float[] cosines() {
    float[] c = new float[B * B];
    for (int k = 0; k < B; k++) {
      for (int x = 0; x < B; x++) {
        double size = Math.sqrt((k == 0 ? 1.0 : 2.0) / B);
        c[k * B + x] = (float) (size * Math.cos((2 * x + 1) * k * Math.PI / (2 * B)));
      }
    }
    return c;
  }

  /** The steps of a quality 1..100. */
  static int[] steps(boolean luma, int quality) {
    int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    int[] base = luma ? LUMA : CHROMA;
    int[] out = new int[B * B];
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.max(1, Math.min(255, (base[i] * scale + 50) / 100));
    }
    return out;
  }

  /**
   * Changes three planes of a square in place.
   *
   * @param rgb encoded colour 0..1
   * @param at where they begin
   * @param size side, pixels
   * @param quality 1..100
   */
  static void apply(float[] rgb, int at, int size, int quality) {
    int plane = size * size;
    float[] y = new float[plane];
    float[] cb = new float[plane];
    float[] cr = new float[plane];
    for (int i = 0; i < plane; i++) {
      float r = 255 * rgb[at + i];
      float g = 255 * rgb[at + plane + i];
      float b = 255 * rgb[at + 2 * plane + i];
      y[i] = 0.299f * r + 0.587f * g + 0.114f * b - 128;
      cb[i] = -0.168736f * r - 0.331264f * g + 0.5f * b;
      cr[i] = 0.5f * r - 0.418688f * g - 0.081312f * b;
    }
    quantise(y, size, steps(true, quality));
    cb = halved(cb, size, steps(false, quality));
    cr = halved(cr, size, steps(false, quality));
    for (int i = 0; i < plane; i++) {
      float v = y[i] + 128;
      rgb[at + i] = clip(v + 1.402f * cr[i]);
      rgb[at + plane + i] = clip(v - 0.344136f * cb[i] - 0.714136f * cr[i]);
      rgb[at + 2 * plane + i] = clip(v + 1.772f * cb[i]);
    }
  }

  private static float clip(float v) {
    return Math.min(Math.max(v / 255f, 0f), 1f);
  }

  private static float[] halved(float[] from, int size, int[] steps) {
    int half = (size + 1) / 2;
    float[] small = new float[half * half];
    for (int y = 0; y < half; y++) {
      for (int x = 0; x < half; x++) {
        int x1 = Math.min(2 * x + 1, size - 1);
        int y1 = Math.min(2 * y + 1, size - 1);
        small[y * half + x] =
            (from[2 * y * size + 2 * x]
                    + from[2 * y * size + x1]
                    + from[y1 * size + 2 * x]
                    + from[y1 * size + x1])
                / 4;
      }
    }
    quantise(small, half, steps);
    float[] out = new float[size * size];
    for (int i = 0; i < out.length; i++) {
      out[i] = small[i / size / 2 * half + i % size / 2];
    }
    return out;
  }

  /** Rounds each block's cosines; beyond the edge the last pixel goes on. */
  private static void quantise(float[] plane, int size, int[] steps) {
    float[] block = new float[B * B];
    float[] other = new float[B * B];
    for (int y = 0; y < size; y += B) {
      for (int x = 0; x < size; x += B) {
        for (int i = 0; i < B * B; i++) {
          int px = Math.min(x + i % B, size - 1);
          int py = Math.min(y + i / B, size - 1);
          block[i] = plane[py * size + px];
        }
        transform(block, other, false);
        transform(other, block, false);
        for (int i = 0; i < B * B; i++) {
          block[i] = Math.round(block[i] / steps[i]) * (float) steps[i];
        }
        transform(block, other, true);
        transform(other, block, true);
        for (int i = 0; i < B * B; i++) {
          if (x + i % B < size && y + i / B < size) {
            plane[(y + i / B) * size + x + i % B] = block[i];
          }
        }
      }
    }
  }

  /** One pass over the rows, written transposed: twice is the whole transform. */
  private static void transform(float[] in, float[] out, boolean back) {
    for (int row = 0; row < B; row++) {
      for (int k = 0; k < B; k++) {
        float sum = 0;
        for (int i = 0; i < B; i++) {
          sum += (back ? COSINES[i * B + k] : COSINES[k * B + i]) * in[row * B + i];
        }
        out[k * B + row] = sum;
      }
    }
  }
}
