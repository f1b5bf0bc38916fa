package org.likeness.face;

import java.util.Arrays;
import org.likeness.image.Frame;

/**
 * What a frame looks like from afar, for finding cuts: a grid of brightness and a histogram of
 * colour, neither of which changes with the exposure. Depends on the frame's pixels alone, so that
 * it can be made in any order and stored with the frame.
 *
 * <p>{@code bytes}: {@link #COLUMNS} x {@link #ROWS} signed bytes, the logarithm of the mean
 * luminance of each field in eighths of a stop over the frame's middle one, rows from the top; then
 * {@link #BINS} x {@link #BINS} unsigned bytes, 255 times the square root of the share of pixels of
 * each colour (share of red by rows, share of green by columns).
 *
 * @param bytes {@link #LENGTH} of them; belong to the record, nobody changes them
 */
public record FrameSignature(byte[] bytes) {
  /** Fields of brightness in a row. */
  public static final int COLUMNS = 32;

  /** Rows of fields. */
  public static final int ROWS = 18;

  /** Steps of each colour's share. */
  public static final int BINS = 8;

  /** Bytes of a signature. */
  public static final int LENGTH = COLUMNS * ROWS + BINS * BINS;

  private static final int STEPS = 8;

  /** Stops under the brightest field at which black begins. */
  private static final double BLACK = 14;

  /** Checks the length. */
  public FrameSignature {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "a frame's signature has " + LENGTH + " bytes, not " + bytes.length);
    }
  }

  /** Of a frame, scene-linear or display. */
  public static FrameSignature of(Frame frame) {
    return of(new PlatePyramid(frame));
  }

  static FrameSignature of(PlatePyramid plate) {
    int number = 0;
    int width = plate.window().width();
    int height = plate.window().height();
    while (width >= 4 * COLUMNS && height >= 4 * ROWS) {
      width = (width + 1) / 2;
      height = (height + 1) / 2;
      number++;
    }
    PlatePyramid.Level level = plate.level(number);
    byte[] out = new byte[LENGTH];
    if (level.width() > 0 && level.height() > 0) {
      brightness(level, out);
      colour(level, out);
    }
    return new FrameSignature(out);
  }

  private static void brightness(PlatePyramid.Level level, byte[] out) {
    double[] light = new double[COLUMNS * ROWS];
    double brightest = 0;
    for (int y = 0; y < ROWS; y++) {
      for (int x = 0; x < COLUMNS; x++) {
        double l = mean(level, x, y);
        light[y * COLUMNS + x] = l;
        brightest = Math.max(brightest, l);
      }
    }
    if (!(brightest > 0)) {
      return;
    }
    double least = brightest * Math.pow(2, -BLACK);
    for (int i = 0; i < light.length; i++) {
      light[i] = Math.log(Math.max(light[i], least)) / Math.log(2);
    }
    double[] sorted = light.clone();
    Arrays.sort(sorted);
    double middle = sorted[sorted.length / 2];
    for (int i = 0; i < light.length; i++) {
      out[i] = (byte) Math.max(-127, Math.min(127, Math.rint(STEPS * (light[i] - middle))));
    }
  }

  /** Mean luminance of a field; a level with fewer samples than fields gives some to several. */
  private static double mean(PlatePyramid.Level level, int column, int row) {
    int x0 = column * level.width() / COLUMNS;
    int x1 = Math.max(x0 + 1, (column + 1) * level.width() / COLUMNS);
    int y0 = row * level.height() / ROWS;
    int y1 = Math.max(y0 + 1, (row + 1) * level.height() / ROWS);
    double sum = 0;
    float[] samples = new float[4 * (x1 - x0)];
    for (int y = y0; y < y1; y++) {
      level.part().row(x0 - level.x0(), y - level.y0(), x1 - x0, samples);
      for (int i = 0; i < samples.length; i += 4) {
        sum +=
            0.2126 * light(samples[i])
                + 0.7152 * light(samples[i + 1])
                + 0.0722 * light(samples[i + 2]);
      }
    }
    return sum / ((x1 - x0) * (y1 - y0));
  }

  /** Numbers that no light has count as black. */
  private static double light(float v) {
    return v > 0 && v <= Float.MAX_VALUE ? v : 0;
  }

  private static void colour(PlatePyramid.Level level, byte[] out) {
    double[] share = new double[BINS * BINS];
    double total = 0;
    int width = level.width();
    int height = level.height();
    float[] row = new float[4 * width];
    for (int y = 0; y < height; y++) {
      level.part().row(-level.x0(), y - level.y0(), width, row);
      for (int x = 0; x < width; x++) {
        double r = light(row[4 * x]);
        double g = light(row[4 * x + 1]);
        double sum = r + g + light(row[4 * x + 2]);
        if (sum > 0) {
          // Each pixel is shared out among the four bins next to it, so that noise moves little.
          double u = Math.max(0, Math.min(BINS - 1.001, BINS * r / sum - 0.5));
          double v = Math.max(0, Math.min(BINS - 1.001, BINS * g / sum - 0.5));
          int at = (int) u * BINS + (int) v;
          double fu = u - (int) u;
          double fv = v - (int) v;
          share[at] += (1 - fu) * (1 - fv);
          share[at + 1] += (1 - fu) * fv;
          share[at + BINS] += fu * (1 - fv);
          share[at + BINS + 1] += fu * fv;
          total++;
        }
      }
    }
    for (int i = 0; i < share.length && total > 0; i++) {
      out[COLUMNS * ROWS + i] = (byte) (int) Math.rint(255 * Math.sqrt(share[i] / total));
    }
  }

  /**
   * How much two frames differ, 0 (alike) to 1: half by where it is bright, allowing for a shift by
   * some fields, half by the colours there are.
   */
  double distance(FrameSignature o) {
    return 0.5 * structureDistance(o) + 0.5 * colourDistance(o);
  }

  double colourDistance(FrameSignature o) {
    double same = 0;
    double a = 0;
    double b = 0;
    for (int i = COLUMNS * ROWS; i < LENGTH; i++) {
      int p = bytes[i] & 0xff;
      int q = o.bytes[i] & 0xff;
      same += p * q;
      a += p * p;
      b += q * q;
    }
    return a == 0 || b == 0
        ? (a == b ? 0 : 1)
        : Math.sqrt(Math.max(0, 1 - same / Math.sqrt(a * b)));
  }

  double structureDistance(FrameSignature o) {
    double best = 1;
    for (int dy = -2; dy <= 2; dy++) {
      for (int dx = -4; dx <= 4; dx++) {
        best = Math.min(best, structureDistance(o, dx, dy));
      }
    }
    return best;
  }

  private double structureDistance(FrameSignature o, int dx, int dy) {
    double a = 0;
    double b = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    int n = 0;
    for (int y = Math.max(0, -dy); y < Math.min(ROWS, ROWS - dy); y++) {
      for (int x = Math.max(0, -dx); x < Math.min(COLUMNS, COLUMNS - dx); x++) {
        double p = bytes[y * COLUMNS + x];
        double q = o.bytes[(y + dy) * COLUMNS + x + dx];
        a += p;
        b += q;
        aa += p * p;
        bb += q * q;
        ab += p * q;
        n++;
      }
    }
    // A quarter of a stop of texture is no texture.
    double floor = Math.pow(STEPS / 4.0, 2);
    double va = aa / n - a / n * (a / n) + floor;
    double vb = bb / n - b / n * (b / n) + floor;
    double both = ab / n - a / n * (b / n) + floor;
    return (1 - both / Math.sqrt(va * vb)) / 2;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FrameSignature s && Arrays.equals(bytes, s.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
