package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.FramePipeline;
import org.likeness.pipeline.RenderRequest;
import org.likeness.pipeline.matte.MatteSettings;

/** Compares final mattes with those of shots whose result is known. */
public final class MatteEvaluation {
  /**
   * Means over frames.
   *
   * @param iou intersection over union
   * @param mad mean absolute difference over the box about both faces
   * @param gradient error
   * @param dtssd over the same box
   * @param jaw mean absolute difference in the band below the nose
   * @param jawDtssd dtSSD there
   * @param hair mean absolute difference in the band above the brows
   * @param hairDtssd dtSSD there
   */
  public record Scores(
      double iou,
      double mad,
      double gradient,
      double dtssd,
      double jaw,
      double jawDtssd,
      double hair,
      double hairDtssd) {}

  private record Made(int frame, Map<String, Plane> mattes) {}

  private MatteEvaluation() {}

  /**
   * Measures.
   *
   * @param settings by name, of the mattes
   * @param threads frames at once; the figures do not depend on it
   * @param done told each frame
   */
  public static Map<String, Scores> run(
      TruthShot shot,
      List<Integer> frames,
      FramePipeline pipeline,
      Map<String, MatteSettings> settings,
      int threads,
      IntConsumer done)
      throws IOException {
    List<Made> made =
        Parallel.map(
            frames,
            threads,
            frame -> {
              Frame plate = shot.plate(frame);
              return new Made(frame, pipeline.mattes(RenderRequest.of(plate, frame), settings));
            },
            m -> done.accept(m.frame()));
    Map<String, Scores> out = new LinkedHashMap<>();
    for (String name : settings.keySet()) {
      out.put(name, scores(shot, made, name));
    }
    return out;
  }

  private static Scores scores(TruthShot shot, List<Made> made, String name) throws IOException {
    double[] sum = new double[8];
    int[] count = new int[8];
    float[] before = new float[0];
    float[] trueBefore = new float[0];
    int last = Integer.MIN_VALUE;
    for (Made m : made) {
      Frame truthFrame = shot.truthMatte(m.frame());
      PixelRect window = truthFrame.dataWindow();
      float[] truth = truthFrame.r().data();
      Plane own = m.mattes().get(name);
      float[] matte = own == null ? new float[truth.length] : own.crop(window).data();
      double[] points = shot.meta(m.frame()).landmarks68();
      MatteBands bands = MatteBands.of(truth, matte, window, points);
      float[] jaw = bands.jaw();
      float[] hair = bands.hair();
      float[] box = bands.box();
      add(sum, count, 0, PictureMetrics.iou(matte, truth));
      add(sum, count, 1, MatteMetrics.mad(matte, truth, box));
      add(sum, count, 2, MatteMetrics.gradient(matte, truth, window.width()));
      add(sum, count, 4, MatteMetrics.mad(matte, truth, jaw));
      add(sum, count, 6, MatteMetrics.mad(matte, truth, hair));
      if (last == m.frame() - 1) {
        add(sum, count, 3, MatteMetrics.dtssd(before, matte, trueBefore, truth, box));
        add(sum, count, 5, MatteMetrics.dtssd(before, matte, trueBefore, truth, jaw));
        add(sum, count, 7, MatteMetrics.dtssd(before, matte, trueBefore, truth, hair));
      }
      before = matte;
      trueBefore = truth;
      last = m.frame();
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] = count[i] == 0 ? Double.NaN : sum[i] / count[i];
    }
    return new Scores(sum[0], sum[1], sum[2], sum[3], sum[4], sum[5], sum[6], sum[7]);
  }

  private static void add(double[] sum, int[] count, int i, double v) {
    if (!Double.isNaN(v)) {
      sum[i] += v;
      count[i]++;
    }
  }
}
