package org.likeness.train.matte;

import java.util.List;
import java.util.Locale;

/** Measures the averaged network on pictures that it never saw. */
final class MatteValidation {
  private static final int BATCH = 32;
  private static final int PIXELS = MatteNet.SIZE * MatteNet.SIZE;

  private MatteValidation() {}

  /**
   * What was measured.
   *
   * @param iou of the face's coverage: sum of the smaller over sum of the larger
   * @param iouFar the same for yaws over 50 degrees
   * @param difference mean absolute, of the face's coverage over the crop
   * @param occluder iou of what stands before faces, where there is something
   * @param parts share of the pixels whose part is right
   */
  record Figures(double iou, double iouFar, double difference, double occluder, double parts) {
    String sentence() {
      return String.format(
          Locale.ROOT,
          "face IoU %.4f, far %.4f, mean difference %.5f, occluder IoU %.4f, parts right %.2f %%",
          iou,
          iouFar,
          difference,
          occluder,
          100 * parts);
    }
  }

  static Figures of(MatteTrainer net, List<MattePicture> pictures) {
    double[] sum = new double[5];
    double[] count = new double[5];
    for (int from = 0; from < pictures.size(); from += BATCH) {
      List<MattePicture> some = pictures.subList(from, Math.min(pictures.size(), from + BATCH));
      MatteBatch b = MatteSamples.plain(some);
      MatteNet.Output<float[]> made = net.show(b);
      for (int i = 0; i < some.size(); i++) {
        double face = iou(b.coverage(), made.coverage(), 2 * i * PIXELS);
        add(sum, count, 0, face);
        add(sum, count, 1, Math.abs(some.get(i).yaw()) > 50 ? face : Double.NaN);
        add(sum, count, 2, difference(b.coverage(), made.coverage(), 2 * i * PIXELS));
        add(sum, count, 3, iou(b.coverage(), made.coverage(), (2 * i + 1) * PIXELS));
        add(sum, count, 4, right(b.parts(), made.parts(), i * MatteNet.PARTS * PIXELS));
      }
    }
    for (int k = 0; k < sum.length; k++) {
      sum[k] = count[k] == 0 ? Double.NaN : sum[k] / count[k];
    }
    return new Figures(sum[0], sum[1], sum[2], sum[3], sum[4]);
  }

  private static void add(double[] sum, double[] count, int k, double v) {
    if (!Double.isNaN(v)) {
      sum[k] += v;
      count[k]++;
    }
  }

  /** NaN where the truth covers next to nothing. */
  private static double iou(float[] truth, float[] made, int at) {
    double min = 0;
    double max = 0;
    double all = 0;
    for (int i = at; i < at + PIXELS; i++) {
      min += Math.min(truth[i], made[i]);
      max += Math.max(truth[i], made[i]);
      all += truth[i];
    }
    return all < 20 ? Double.NaN : min / max;
  }

  private static double difference(float[] truth, float[] made, int at) {
    double sum = 0;
    for (int i = at; i < at + PIXELS; i++) {
      sum += Math.abs(truth[i] - made[i]);
    }
    return sum / PIXELS;
  }

  private static double right(float[] truth, float[] made, int at) {
    int right = 0;
    for (int i = 0; i < PIXELS; i++) {
      int best = 0;
      int is = 0;
      for (int p = 1; p < MatteNet.PARTS; p++) {
        best = made[at + p * PIXELS + i] > made[at + best * PIXELS + i] ? p : best;
        is = truth[at + p * PIXELS + i] > truth[at + is * PIXELS + i] ? p : is;
      }
      right += best == is ? 1 : 0;
    }
    return (double) right / PIXELS;
  }
}
