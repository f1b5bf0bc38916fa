package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** Measures a swap frame by frame against a shot whose correct result is known. */
public final class SwapEvaluation {
  /**
   * Yaw in degrees up to which the judge is sound: its crop is laid by five points of a face seen
   * from the front, and the truth itself, 0.8 there, falls to 0.3 in profile.
   */
  public static final double JUDGED_YAW = 45;

  /**
   * How near one picture is to the truth.
   *
   * @param psnr decibels against the truth under its matte
   * @param psnrTone the same against the truth at the performer's tone; NaN where there is none
   * @param iou of the alpha with the truth's matte; NaN where the picture has no alpha
   * @param ssim structural similarity with the truth in the matte's box
   * @param identity cosine to the donor; NaN without a judge
   * @param identityFront the same where the head is turned no further than {@link #JUDGED_YAW}; NaN
   *     elsewhere
   */
  public record Scores(
      double psnr,
      double psnrTone,
      double iou,
      double ssim,
      double identity,
      double identityFront) {}

  /**
   * One frame.
   *
   * @param plate the untouched plate, for scale
   * @param result what was rendered
   * @param truth the truth itself, the top of the scale
   */
  public record FrameScores(int frame, Scores plate, Scores result, Scores truth) {}

  private final TruthShot shot;
  private final ResultSequence result;
  private final @Nullable IdentityJudge judge;
  private final float[] donor;

  /**
   * An evaluation.
   *
   * @param judge null = without identity
   * @param donor the donor's mean vector; ignored without a judge
   */
  SwapEvaluation(
      TruthShot shot, ResultSequence result, @Nullable IdentityJudge judge, float[] donor) {
    this.shot = shot;
    this.result = result;
    this.judge = judge;
    this.donor = donor;
  }

  /**
   * An evaluation with the donor found by the shot's records.
   *
   * @param faces the donor's face set; null = beside the shot
   */
  public static SwapEvaluation open(
      TruthShot shot,
      ResultSequence result,
      @Nullable IdentityJudge judge,
      java.nio.file.@Nullable Path faces)
      throws IOException {
    float[] donor = new float[0];
    if (judge != null) {
      String name = shot.meta(shot.frames().get(0)).donor();
      donor = judge.identity(faces == null ? shot.faces(name) : faces);
    }
    return new SwapEvaluation(shot, result, judge, donor);
  }

  /**
   * Measures frames on some threads; the figures do not depend on their number.
   *
   * @param done told each frame that is done
   */
  public List<FrameScores> run(List<Integer> frames, int threads, IntConsumer done)
      throws IOException {
    return Parallel.map(frames, threads, this::measure, s -> done.accept(s.frame()));
  }

  private FrameScores measure(int frame) throws IOException {
    Frame plate = shot.plate(frame);
    PixelRect window = plate.dataWindow();
    float[][] truth = PictureMetrics.encode(shot.truth(frame), window);
    float[][] tone =
        shot.hasTone() ? PictureMetrics.encode(shot.truthTone(frame), window) : new float[0][];
    float[] matte = shot.truthMatte(frame).r().crop(window).data();
    ShotMeta meta = shot.meta(frame);
    double[] landmarks = moved(meta.landmarks68(), window);
    double[] performer = moved(meta.performer68(), window);
    ResultSequence.Composite made = result.read(frame, plate);
    Plane coverage = Objects.requireNonNull(made.alpha());
    boolean front = Math.abs(meta.yaw()) <= JUDGED_YAW;
    Against against = new Against(truth, tone, matte, window.width(), front);
    return new FrameScores(
        frame,
        scores(PictureMetrics.encode(plate, window), null, against, performer),
        scores(PictureMetrics.encode(made.comp(), window), coverage.data(), against, landmarks),
        scores(truth, matte, against, landmarks));
  }

  /** Pictures begin at (0, 0) below, whatever the window. */
  private static double[] moved(double[] points, PixelRect window) {
    double[] out = points.clone();
    for (int i = 0; i < out.length; i += 2) {
      out[i] -= window.x0();
      out[i + 1] -= window.y0();
    }
    return out;
  }

  private record Against(
      float[][] truth, float[][] tone, float[] matte, int width, boolean front) {}

  private Scores scores(
      float[][] picture, float @Nullable [] alpha, Against to, double[] landmarks) {
    PixelRect box = PictureMetrics.box(to.matte, to.width, to.matte.length / to.width);
    double identity =
        judge == null
            ? Double.NaN
            : IdentityJudge.cosine(judge.vector(picture, to.width, landmarks), donor);
    return new Scores(
        PictureMetrics.psnr(picture, to.truth, to.matte),
        to.tone.length == 0 ? Double.NaN : PictureMetrics.psnr(picture, to.tone, to.matte),
        alpha == null ? Double.NaN : PictureMetrics.iou(alpha, to.matte),
        PictureMetrics.ssim(picture, to.truth, to.width, box),
        identity,
        to.front ? identity : Double.NaN);
  }

  /** Means over the frames that have a figure; NaN where none has. */
  public static Scores mean(List<Scores> list) {
    return new Scores(
        mean(list.stream().mapToDouble(Scores::psnr).toArray()),
        mean(list.stream().mapToDouble(Scores::psnrTone).toArray()),
        mean(list.stream().mapToDouble(Scores::iou).toArray()),
        mean(list.stream().mapToDouble(Scores::ssim).toArray()),
        mean(list.stream().mapToDouble(Scores::identity).toArray()),
        mean(list.stream().mapToDouble(Scores::identityFront).toArray()));
  }

  private static double mean(double[] v) {
    double sum = 0;
    int n = 0;
    for (double x : v) {
      if (!Double.isNaN(x)) {
        sum += x;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }
}
