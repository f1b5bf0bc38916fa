package org.likeness.train.data;

/**
 * Colours of a face in the mean, on the axes light, yellow against blue, red against green of
 * encoded values (Ruderman's axes, which Reinhard et al. 2001 transfer colours on; encoded values
 * stand for the logarithm).
 *
 * @param mean three numbers
 * @param deviation three numbers
 */
record FaceColours(float[] mean, float[] deviation) {
  private static final int STEP = 3;

  /** Rows are the axes: orthonormal. */
  static final double[][] AXES = {
    {1 / Math.sqrt(3), 1 / Math.sqrt(3), 1 / Math.sqrt(3)},
    {1 / Math.sqrt(6), 1 / Math.sqrt(6), -2 / Math.sqrt(6)},
    {1 / Math.sqrt(2), -1 / Math.sqrt(2), 0}
  };

  /** Measures inside the matte, every third pixel of every third row. */
  static FaceColours of(TrainingFace face) {
    double[] sum = new double[3];
    double[] squares = new double[3];
    double weight = 1e-6;
    for (int y = 0; y < face.side(); y += STEP) {
      for (int x = 0; x < face.side(); x += STEP) {
        int i = y * face.side() + x;
        double w = (face.matte()[i] & 255) / 255.0;
        weight += w;
        for (int k = 0; k < 3; k++) {
          double v = 0;
          for (int c = 0; c < 3; c++) {
            v += AXES[k][c] * (face.rgb()[c][i] & 255) / 255;
          }
          sum[k] += w * v;
          squares[k] += w * v * v;
        }
      }
    }
    float[] mean = new float[3];
    float[] deviation = new float[3];
    for (int k = 0; k < 3; k++) {
      mean[k] = (float) (sum[k] / weight);
      double variance = squares[k] / weight - (double) mean[k] * mean[k];
      deviation[k] = (float) Math.sqrt(Math.max(1e-6, variance));
    }
    return new FaceColours(mean, deviation);
  }
}
