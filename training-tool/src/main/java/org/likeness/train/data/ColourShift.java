package org.likeness.train.data;

/**
 * An affine change of encoded colours, the same for every pixel of a sample.
 *
 * @param matrix three rows of four: what red, green, blue and 1 count
 */
record ColourShift(float[] matrix) {
  /** How far a deviation may be stretched or squeezed by a transfer. */
  private static final double MOST = 1.8;

  /**
   * A turn of the hue, a change of saturation, and before them a transfer of mean and deviation
   * from one face's colours to another's.
   *
   * @param hue degrees
   * @param saturation factor
   * @param own colours of the face; its pixels may have been brightened since
   * @param other colours that it shall take; the same object for no transfer
   */
  static ColourShift of(double hue, double saturation, FaceColours own, FaceColours other) {
    double[][] axes = FaceColours.AXES;
    double cos = saturation * Math.cos(Math.toRadians(hue));
    double sin = saturation * Math.sin(Math.toRadians(hue));
    double[][] turn = {{1, 0, 0}, {0, cos, -sin}, {0, sin, cos}};
    double[] gain = new double[3];
    double[] shift = new double[3];
    for (int k = 0; k < 3; k++) {
      double ratio = own == other ? 1 : other.deviation()[k] / own.deviation()[k];
      gain[k] = Math.min(MOST, Math.max(1 / MOST, ratio));
      shift[k] = own == other ? 0 : other.mean()[k] - gain[k] * own.mean()[k];
    }
    float[] m = new float[12];
    for (int out = 0; out < 3; out++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          double way = axes[j][out] * turn[j][k];
          for (int in = 0; in < 3; in++) {
            m[4 * out + in] += (float) (way * gain[k] * axes[k][in]);
          }
          m[4 * out + 3] += (float) (way * shift[k]);
        }
      }
    }
    return new ColourShift(m);
  }

  /**
   * Changes three planes of {@code plane} numbers in place, clipped to 0..1.
   *
   * @param at where they begin
   */
  void apply(float[] rgb, int at, int plane) {
    float[] m = matrix;
    for (int i = at; i < at + plane; i++) {
      float r = rgb[i];
      float g = rgb[i + plane];
      float b = rgb[i + 2 * plane];
      rgb[i] = clip(m[0] * r + m[1] * g + m[2] * b + m[3]);
      rgb[i + plane] = clip(m[4] * r + m[5] * g + m[6] * b + m[7]);
      rgb[i + 2 * plane] = clip(m[8] * r + m[9] * g + m[10] * b + m[11]);
    }
  }

  private static float clip(float v) {
    return Math.min(Math.max(v, 0f), 1f);
  }
}
