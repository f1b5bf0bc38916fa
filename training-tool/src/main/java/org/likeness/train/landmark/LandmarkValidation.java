package org.likeness.train.landmark;

import java.util.List;
import java.util.Locale;
import org.likeness.face.CropAnchors;
import org.likeness.face.FacePoints;
import org.likeness.face.HeadPose;
import org.likeness.train.rendered.RenderedTruth;

/** Measures the averaged network on pictures that it never saw. */
final class LandmarkValidation {
  private static final int BATCH = 32;

  private LandmarkValidation() {}

  /**
   * Mean error of the visible inner points over the square root of the points' bounding box, %, for
   * yaws under 30, 60 and above; then of yaw, degrees; of the irises, %; of visibility, share.
   */
  static double[] of(LandmarkTrainer net, List<LandmarkPicture> pictures) {
    double[] sum = new double[6];
    long[] n = new long[6];
    for (int from = 0; from < pictures.size(); from += BATCH) {
      List<LandmarkPicture> some = pictures.subList(from, Math.min(pictures.size(), from + BATCH));
      LandmarkBatch b = LandmarkSamples.plain(some);
      LandmarkNet.Output<float[]> made = net.show(b);
      for (int i = 0; i < some.size(); i++) {
        add(some.get(i).truth(), b, made, i, sum, n);
      }
    }
    for (int k = 0; k < sum.length; k++) {
      sum[k] /= Math.max(1, n[k]);
    }
    return sum;
  }

  private static void add(
      RenderedTruth t,
      LandmarkBatch b,
      LandmarkNet.Output<float[]> made,
      int i,
      double[] sum,
      long[] n) {
    int base = i * LandmarkNet.POINTS;
    double size = size(b.places(), base);
    int bin = Math.abs(t.yaw()) < 30 ? 0 : Math.abs(t.yaw()) < 60 ? 1 : 2;
    double error = 0;
    int seen = 0;
    for (int k = 0; k < FacePoints.CLASSIC; k++) {
      boolean visible = t.visible()[k] >= 0.5;
      boolean said = made.facts()[i * LandmarkNet.FACTS + k] >= 0;
      sum[5] += visible == said ? 1 : 0;
      n[5]++;
      if (k >= 17 && visible) {
        error += distance(b.places(), made.places(), base + k);
        seen++;
      }
    }
    if (seen > 0) {
      sum[bin] += 100 * error / seen / size;
      n[bin]++;
    }
    HeadPose is = CropAnchors.rotation(made.turn(), 6 * i).pose();
    HeadPose known = CropAnchors.rotation(b.turn(), 6 * i).pose();
    sum[3] += Math.abs(is.yaw() - known.yaw());
    n[3]++;
    for (int k = LandmarkNet.POINTS - 2; k < LandmarkNet.POINTS; k++) {
      if (b.weight()[base + k] > 0.6) {
        sum[4] += 100 * distance(b.places(), made.places(), base + k) / size;
        n[4]++;
      }
    }
  }

  private static double distance(float[] a, float[] b, int k) {
    return Math.hypot(a[2 * k] - b[2 * k], a[2 * k + 1] - b[2 * k + 1]);
  }

  private static double size(float[] xy, int base) {
    double x0 = 9;
    double y0 = 9;
    double x1 = -9;
    double y1 = -9;
    for (int k = 0; k < FacePoints.CLASSIC; k++) {
      x0 = Math.min(x0, xy[2 * (base + k)]);
      x1 = Math.max(x1, xy[2 * (base + k)]);
      y0 = Math.min(y0, xy[2 * (base + k) + 1]);
      y1 = Math.max(y1, xy[2 * (base + k) + 1]);
    }
    return Math.sqrt((x1 - x0) * (y1 - y0));
  }

  /** As a line. */
  static String describe(double[] v) {
    return String.format(
        Locale.ROOT,
        "points %.2f / %.2f / %.2f %% of the face at yaw under 30, 60, 90; yaw %.2f degrees; iris"
            + " %.2f %%; visibility right in %.1f %%",
        v[0],
        v[1],
        v[2],
        v[3],
        v[4],
        100 * v[5]);
  }
}
