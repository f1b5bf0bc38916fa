package org.likeness.train.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Colour of an identity's face in the mean over all its pictures: encoded values, 0..1. Pictures
 * that differ in light differ by factors, so their mean is the geometric one.
 *
 * @param r red, above 0
 * @param g green, above 0
 * @param b blue, above 0
 */
public record SkinTone(double r, double g, double b) {
  private static final int STEP = 3;

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

  private static double[] mean(TrainingFace face) {
    double[] sum = new double[3];
    double weight = 1e-6;
    for (int y = 0; y < face.side(); y += STEP) {
      for (int x = 0; x < face.side(); x += STEP) {
        int i = y * face.side() + x;
        double w = (face.matte()[i] & 255) / 255.0;
        weight += w;
        for (int c = 0; c < 3; c++) {
          sum[c] += w * (face.rgb()[c][i] & 255) / 255;
        }
      }
    }
    return new double[] {sum[0] / weight, sum[1] / weight, sum[2] / weight};
  }

  /** What brings faces of this tone to another. */
  public InputGain to(SkinTone other) {
    return new InputGain((float) (other.r / r), (float) (other.g / g), (float) (other.b / b));
  }

  /** The tones of several identities. */
  public static List<SkinTone> of(List<TrainingSet> sets) {
    List<SkinTone> out = new ArrayList<>();
    for (TrainingSet set : sets) {
      out.add(of(set));
    }
    return out;
  }
}
