package org.likeness.train.data.curate;

import org.likeness.image.Frame;
import org.likeness.image.Plane;

/**
 * What is measured on a crop inside its matte.
 *
 * @param blur 0 sharp to 1 soft, at the crop's pixels: F. Crete, T. Dolmiere, P. Ladret and M.
 *     Nicolas, "The blur effect", 2007, along the axis that is softest
 * @param motionBlur how much softer the picture is along one of four directions than across it,
 *     0..1
 * @param brightness mean luma of the encoded picture, 0..1
 * @param hue mean hue, degrees 0..360, each pixel by its chroma
 * @param saturation length of the mean chroma, 0..1
 * @param histogram shares of {@value #BINS} steps of R, G and B; sums to 3
 */
public record PictureMeasures(
    float blur,
    float motionBlur,
    float brightness,
    float hue,
    float saturation,
    float[] histogram) {
  /** Steps of a colour in the histogram. */
  public static final int BINS = 16;

  /** Half the length of the mean that makes a picture soft on purpose. */
  private static final int REACH = 4;

  private static final int[][] DIRECTIONS = {{1, 0}, {0, 1}, {1, 1}, {1, -1}};

  /**
   * Measures.
   *
   * @param crop encoded 0..1
   * @param matte of the same size, 0..1
   */
  public static PictureMeasures of(Frame crop, Plane matte) {
    int width = crop.dataWindow().width();
    int height = crop.dataWindow().height();
    float[] r = crop.r().data();
    float[] g = crop.g().data();
    float[] b = crop.b().data();
    float[] m = matte.data();
    float[] luma = new float[r.length];
    float[] histogram = new float[3 * BINS];
    double weight = 1e-9;
    double sum = 0;
    double u = 0;
    double v = 0;
    for (int i = 0; i < r.length; i++) {
      luma[i] = 0.2126f * r[i] + 0.7152f * g[i] + 0.0722f * b[i];
      weight += m[i];
      sum += m[i] * luma[i];
      u += m[i] * (r[i] - 0.5 * g[i] - 0.5 * b[i]);
      v += m[i] * Math.sqrt(0.75) * (g[i] - b[i]);
      histogram[bin(r[i])] += m[i];
      histogram[BINS + bin(g[i])] += m[i];
      histogram[2 * BINS + bin(b[i])] += m[i];
    }
    for (int i = 0; i < histogram.length; i++) {
      histogram[i] /= (float) weight;
    }
    double[] blur = new double[DIRECTIONS.length];
    for (int d = 0; d < blur.length; d++) {
      blur[d] = blur(luma, m, width, height, DIRECTIONS[d]);
    }
    double motion = Math.max(Math.abs(blur[0] - blur[1]), Math.abs(blur[2] - blur[3]));
    double hue = Math.toDegrees(Math.atan2(v, u));
    return new PictureMeasures(
        (float) Math.max(blur[0], blur[1]),
        (float) motion,
        (float) (sum / weight),
        (float) (hue < 0 ? hue + 360 : hue),
        (float) (Math.hypot(u, v) / weight),
        histogram);
  }

  private static int bin(float v) {
    return Math.min(BINS - 1, Math.max(0, (int) (v * BINS)));
  }

  /** The part of the differences between neighbours that a mean along the direction leaves. */
  private static double blur(float[] luma, float[] matte, int width, int height, int[] step) {
    int at = step[1] * width + step[0];
    int margin = REACH + 1;
    double all = 1e-9;
    double left = 0;
    for (int y = margin; y < height - margin; y++) {
      for (int x = margin; x < width - margin; x++) {
        int i = y * width + x;
        if (matte[i] < 0.5f) {
          continue;
        }
        double sharp = Math.abs(luma[i] - luma[i - at]);
        double soft = Math.abs(luma[i + REACH * at] - luma[i - margin * at]) / (2 * REACH + 1);
        all += sharp;
        left += Math.min(sharp, soft);
      }
    }
    return Math.min(1, left / all);
  }

  /** Bhattacharyya distance 0..1 of two histograms: 0 for the same. */
  public double distance(PictureMeasures other) {
    double same = 0;
    for (int i = 0; i < histogram.length; i++) {
      same += Math.sqrt(histogram[i] * other.histogram[i]);
    }
    return Math.sqrt(Math.max(0, 1 - same / 3));
  }
}
