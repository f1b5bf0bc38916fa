package org.likeness.train.data.coverage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.likeness.train.data.curate.PoseBins;
import org.likeness.train.data.traits.FaceFeature;
import org.likeness.train.data.traits.FaceTraits;

/**
 * Counts of faces.
 *
 * @param pose by bin of 15 by 15 degrees, see {@link PoseBins#name}
 * @param expression for each {@link FaceFeature} in {@value #STEPS} steps of its strength
 * @param light by direction, see {@link FaceTraits#lightName}
 * @param contrast of the light in {@value #STEPS} steps of 0.2, the last one open
 */
public record Histograms(
    Map<String, Integer> pose, int[][] expression, Map<String, Integer> light, int[] contrast) {
  /** Steps of an axis. */
  public static final int STEPS = 5;

  private static final double CONTRAST_STEP = 0.2;

  /** Counts. */
  public static Histograms of(List<FaceTraits> faces) {
    Map<String, Integer> pose = new TreeMap<>();
    int[][] expression = new int[FaceFeature.values().length][STEPS];
    Map<String, Integer> light = new TreeMap<>();
    int[] contrast = new int[STEPS];
    for (FaceTraits t : faces) {
      pose.merge(PoseBins.name(t.yaw(), t.pitch()), 1, Integer::sum);
      for (int i = 0; i < t.features().length; i++) {
        expression[i][Math.min(STEPS - 1, (int) (t.features()[i] * STEPS))]++;
      }
      light.merge(t.lightName(), 1, Integer::sum);
      if (t.hasLight()) {
        contrast[Math.min(STEPS - 1, (int) (t.contrast() / CONTRAST_STEP))]++;
      }
    }
    return new Histograms(pose, expression, light, contrast);
  }
}
