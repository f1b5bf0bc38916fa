package org.likeness.colour;

/**
 * Gives a face the whole distribution of the plate's colours, by one-dimensional maps along lines:
 * three at right angles at a time (F. Pitié, A. C. Kokaram, R. Dahyot, "Automated colour grading
 * using colour distribution transfer", 2007), or the mean of the moves along several (J. Rabin, G.
 * Peyré, J. Delon, M. Bernot, "Wasserstein barycenter and its application to texture mixing",
 * 2011). The lines are the same for every picture, so that neighbouring frames come out alike.
 */
final class DistributionTransfer {
  private static final int IDT_TURNS = 14;
  private static final int SOT_STEPS = 12;
  private static final int SOT_LINES = 4;

  /** More samples make it no better, only slower. */
  private static final int SAMPLES = 6000;

  private DistributionTransfer() {}

  /** Colours that are counted, and how much each. */
  private record Cloud(float[][] rgb, float[] weight) {
    static Cloud of(float[][] rgb, float[] weight) {
      int n = 0;
      for (int i = 0; i < weight.length; i++) {
        n += Moments.counts(rgb, weight, i) ? 1 : 0;
      }
      int step = Math.max(1, (n + SAMPLES - 1) / SAMPLES);
      int count = (n + step - 1) / step;
      float[][] out = new float[3][count];
      float[] w = new float[count];
      int seen = 0;
      int at = 0;
      for (int i = 0; i < weight.length; i++) {
        if (Moments.counts(rgb, weight, i) && seen++ % step == 0) {
          for (int c = 0; c < 3; c++) {
            out[c][at] = rgb[c][i];
          }
          w[at++] = weight[i];
        }
      }
      return new Cloud(out, w);
    }

    float[] along(double[] line) {
      float[] out = new float[weight.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = project(rgb, i, line);
      }
      return out;
    }
  }

  private static float project(float[][] rgb, int i, double[] line) {
    return (float) (line[0] * rgb[0][i] + line[1] * rgb[1][i] + line[2] * rgb[2][i]);
  }

  /**
   * Moves a face's colours, in place.
   *
   * @param face three channels
   * @param faceWeight what of it is counted; all of it is moved
   * @param plate three channels
   * @param plateWeight what of it is counted
   * @param sliced along random lines, not in turned axes
   * @return whether there was enough to count
   */
  static boolean move(
      float[][] face, float[] faceWeight, float[][] plate, float[] plateWeight, boolean sliced) {
    Cloud f = Cloud.of(face, faceWeight);
    Cloud p = Cloud.of(plate, plateWeight);
    if (f.weight.length == 0 || p.weight.length == 0) {
      return false;
    }
    int steps = sliced ? SOT_STEPS : IDT_TURNS;
    for (int s = 0; s < steps; s++) {
      double[][] lines = sliced ? randomLines(s) : axes(s);
      QuantileMap[] maps = new QuantileMap[lines.length];
      for (int k = 0; k < lines.length; k++) {
        maps[k] = QuantileMap.between(f.along(lines[k]), f.weight, p.along(lines[k]), p.weight);
      }
      // Lines at right angles move independently; of lines anyhow, three in the mean make one move.
      float share = sliced ? 1f / lines.length * 3f : 1f;
      push(face, lines, maps, share);
      push(f.rgb, lines, maps, share);
    }
    return true;
  }

  private static void push(float[][] rgb, double[][] lines, QuantileMap[] maps, float share) {
    for (int i = 0; i < rgb[0].length; i++) {
      double x = 0;
      double y = 0;
      double z = 0;
      for (int k = 0; k < lines.length; k++) {
        float v = project(rgb, i, lines[k]);
        float d = share * (maps[k].at(v) - v);
        x += d * lines[k][0];
        y += d * lines[k][1];
        z += d * lines[k][2];
      }
      rgb[0][i] += (float) x;
      rgb[1][i] += (float) y;
      rgb[2][i] += (float) z;
    }
  }

  /** The rows of a turn; the first one is none. Quaternions of K. Shoemake, "Uniform", 1992. */
  private static double[][] axes(int step) {
    if (step == 0) {
      return new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    }
    double u = halton(step, 2);
    double a = 2 * Math.PI * halton(step, 3);
    double b = 2 * Math.PI * halton(step, 5);
    double w = Math.sqrt(1 - u) * Math.sin(a);
    double x = Math.sqrt(1 - u) * Math.cos(a);
    double y = Math.sqrt(u) * Math.sin(b);
    double z = Math.sqrt(u) * Math.cos(b);
    return new double[][] {
      {1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)},
      {2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)},
      {2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)}
    };
  }

  private static double[][] randomLines(int step) {
    double[][] out = new double[SOT_LINES][];
    for (int k = 0; k < SOT_LINES; k++) {
      int n = step * SOT_LINES + k + 1;
      double z = 2 * halton(n, 2) - 1;
      double a = 2 * Math.PI * halton(n, 3);
      double r = Math.sqrt(Math.max(0, 1 - z * z));
      out[k] = new double[] {r * Math.cos(a), r * Math.sin(a), z};
    }
    return out;
  }

  /** Van der Corput's sequence of a base. */
  private static double halton(int index, int base) {
    double out = 0;
    double share = 1;
    for (int i = index; i > 0; i /= base) {
      share /= base;
      out += share * (i % base);
    }
    return out;
  }
}
