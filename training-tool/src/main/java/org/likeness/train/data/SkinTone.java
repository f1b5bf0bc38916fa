package org.likeness.train.data;

/**
 * Colour of an identity's face in the mean over all its pictures: encoded values, 0..1. Pictures
 * that differ in light differ by factors, so their mean is the geometric one.
 *
 * @param r red, above 0
 * @param g green, above 0
 * @param b blue, above 0
 */
public record SkinTone(double r, double g, double b) {
  /** A picture's mean counts as no less, so that a black one does not outweigh all others. */
  private static final double LEAST = 1.0 / 64;

  /** Measures the faces of one identity inside their mattes. */
  public static SkinTone of(TrainingSet set) {
    double[] logs = new double[3];
    for (TrainingFace face : set.faces()) {
      double[] mean = mean(face);
      for (int c = 0; c < 3; c++) {
        logs[c] += Math.log(Math.max(LEAST, mean[c])) / set.faces().size();
      }
    }
    return new SkinTone(Math.exp(logs[0]), Math.exp(logs[1]), Math.exp(logs[2]));
  }

  /** Red, green and blue again: the axes are orthonormal. */
  private static double[] mean(TrainingFace face) {
    float[] along = FaceColours.of(face).mean();
    double[] rgb = new double[3];
    for (int k = 0; k < 3; k++) {
      for (int c = 0; c < 3; c++) {
        rgb[c] += FaceColours.AXES[k][c] * along[k];
      }
    }
    return rgb;
  }

  /** What brings faces of this tone to another. */
  public InputGain to(SkinTone other) {
    return new InputGain((float) (other.r / r), (float) (other.g / g), (float) (other.b / b));
  }
}
