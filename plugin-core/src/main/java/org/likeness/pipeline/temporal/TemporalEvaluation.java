package org.likeness.pipeline.temporal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceIdentity;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.evaluate.FaceColour;
import org.likeness.pipeline.evaluate.MatteBands;
import org.likeness.pipeline.evaluate.MatteMetrics;
import org.likeness.pipeline.evaluate.Parallel;
import org.likeness.pipeline.evaluate.ResultSequence;
import org.likeness.pipeline.evaluate.ResultSequence.Composite;
import org.likeness.pipeline.evaluate.TruthShot;

/**
 * Measures a result over time against a shot whose correct result is known, and the search for
 * flaws against flaws that were put in.
 */
public final class TemporalEvaluation {
  /**
   * Means over pairs of neighbouring frames, and largest ones.
   *
   * @param dtssd of the result's alpha against the true matte, in the box about both
   * @param jaw the same along the jaw
   * @param hair the same along the hairline
   * @param pumping change of the face's mean colour over the truth's, per cent, mean of R, G, B
   * @param pumpingMost the largest of one pair
   * @param excess level of what the result changes beyond the plate, see {@link PairFigures}
   * @param truthExcess the same of the truth
   * @param drift how much less like its first frames the result becomes than the truth does, at
   *     most
   * @param findings what the search finds in the result, beyond what it finds in the truth
   */
  public record Scores(
      double dtssd,
      double jaw,
      double hair,
      double pumping,
      double pumpingMost,
      double excess,
      double truthExcess,
      double drift,
      List<Finding> findings) {}

  /**
   * How good the search is on the truth, which has no flaw, and on the truth with flaws put in.
   *
   * @param falseInTruth what it finds in the truth
   * @param injected flaws that were put in
   * @param missed frames whose flaw it did not find
   * @param missedKinds in words
   * @param falseBeside what it finds elsewhere
   */
  public record Search(
      List<Finding> falseInTruth,
      int injected,
      List<Integer> missed,
      String missedKinds,
      List<Finding> falseBeside) {}

  private final TruthShot shot;
  private final List<Integer> frames;
  private final @Nullable FaceIdentity identity;
  private final Limits limits;
  private final int threads;
  private final IntConsumer done;
  private final TruthRendition truth;
  private final List<FrameFigures> truthFigures;

  /**
   * Scans the truth.
   *
   * @param identity null = without identity; stays the caller's
   * @param done told each frame of each scan, from several threads
   */
  public TemporalEvaluation(
      TruthShot shot,
      List<Integer> frames,
      @Nullable FaceIdentity identity,
      Limits limits,
      int threads,
      IntConsumer done)
      throws IOException {
    this.shot = shot;
    this.frames = List.copyOf(frames);
    this.identity = identity;
    this.limits = limits;
    this.threads = threads;
    this.done = done;
    this.truth = new TruthRendition(shot, frames, null);
    this.truthFigures = new TemporalScan(truth, frames, identity).run(threads, done);
  }

  /** Measures a result. */
  public Scores scores(ResultSequence result) throws IOException {
    List<FrameFigures> figures =
        new TemporalScan(new TruthRendition(shot, frames, result), frames, identity)
            .run(threads, done);
    List<Own> own = Parallel.map(frames, threads, f -> own(result, f));
    double[] sum = new double[4];
    int[] count = new int[4];
    double most = Double.NaN;
    for (int i = 1; i < own.size(); i++) {
      Own a = own.get(i - 1);
      Own b = own.get(i);
      if (b.frame != a.frame + 1 || a.alpha.length == 0 || b.alpha.length == 0) {
        continue;
      }
      add(sum, count, 0, MatteMetrics.dtssd(a.alpha, b.alpha, a.truth, b.truth, b.bands.box()));
      add(sum, count, 1, MatteMetrics.dtssd(a.alpha, b.alpha, a.truth, b.truth, b.bands.jaw()));
      add(sum, count, 2, MatteMetrics.dtssd(a.alpha, b.alpha, a.truth, b.truth, b.bands.hair()));
      if (a.ratio.length == 3 && b.ratio.length == 3) {
        double mean = 0;
        for (double c : FaceColour.change(a.ratio, b.ratio)) {
          mean += c / 3;
        }
        add(sum, count, 3, mean);
        most = Double.isNaN(most) ? mean : Math.max(most, mean);
      }
    }
    TemporalSeries series = TemporalSeries.of(figures);
    TemporalSeries trueSeries = TemporalSeries.of(truthFigures);
    List<Finding> known = Findings.of(truthFigures, trueSeries, limits);
    List<Finding> beyond = new ArrayList<>();
    for (Finding f : Findings.of(figures, series, limits)) {
      if (known.stream()
          .noneMatch(k -> k.kind() == f.kind() && k.first() <= f.last() && k.last() >= f.first())) {
        beyond.add(f);
      }
    }
    return new Scores(
        mean(sum, count, 0),
        mean(sum, count, 1),
        mean(sum, count, 2),
        mean(sum, count, 3),
        most,
        TemporalSeries.mean(series.excess()),
        TemporalSeries.mean(trueSeries.excess()),
        drift(figures),
        beyond);
  }

  /** Tries the search on the truth. */
  public Search search() throws IOException {
    List<Finding> clean = Findings.of(truthFigures, TemporalSeries.of(truthFigures), limits);
    InjectedFlashes spoilt = new InjectedFlashes(truth, frames);
    List<FrameFigures> figures = new TemporalScan(spoilt, frames, identity).run(threads, done);
    List<Finding> found = Findings.of(figures, TemporalSeries.of(figures), limits);
    List<Integer> missed = spoilt.missed(found);
    return new Search(
        clean,
        spoilt.faults().size(),
        missed,
        spoilt.kinds(missed).toString().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
        spoilt.wrong(found));
  }

  /** The truth stands for the plate: what its face does is right. */
  private double drift(List<FrameFigures> figures) {
    List<FrameFigures> against = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      FrameFigures f = figures.get(i);
      FrameFigures t = truthFigures.get(i);
      if (f.identity().length > 0 && t.identity().length > 0) {
        against.add(
            new FrameFigures(
                f.frame(), f.state(), "", f.yaw(), f.ratio(), f.identity(), t.identity(), null));
      }
    }
    return TemporalSeries.most(IdentityTrace.of(against).drift());
  }

  private record Own(int frame, float[] alpha, float[] truth, MatteBands bands, double[] ratio) {}

  private static final MatteBands NOWHERE =
      new MatteBands(new float[0], new float[0], new float[0]);

  private Own own(ResultSequence result, int frame) throws IOException {
    Own nothing = new Own(frame, new float[0], new float[0], NOWHERE, new double[0]);
    if (!result.has(frame)) {
      return nothing;
    }
    Frame plate = shot.plate(frame);
    PixelRect w = plate.dataWindow();
    Composite made;
    try {
      made = result.look(frame, plate);
    } catch (IOException e) {
      return nothing; // named by the scan
    }
    Plane alpha = made.alpha();
    float[] matte = shot.truthMatte(frame).r().crop(w).data();
    if (alpha == null) {
      return nothing;
    }
    float[] both = matte.clone();
    double n = 0;
    for (int i = 0; i < both.length; i++) {
      // Where both are sure, so that the edge of the matte is no part of the colour.
      both[i] = matte[i] >= 1f && alpha.data()[i] >= 1f ? 1f : 0f;
      n += both[i];
    }
    double[] ratio = new double[0];
    if (n > 0) {
      double[] is = FaceColour.mean(made.comp(), both, w);
      double[] should = FaceColour.mean(shot.truth(frame), both, w);
      ratio = new double[] {is[0] / should[0], is[1] / should[1], is[2] / should[2]};
    }
    return new Own(
        frame,
        alpha.data(),
        matte,
        MatteBands.of(matte, alpha.data(), w, shot.points(frame)),
        ratio);
  }

  private static void add(double[] sum, int[] count, int i, double v) {
    if (!Double.isNaN(v)) {
      sum[i] += v;
      count[i]++;
    }
  }

  private static double mean(double[] sum, int[] count, int i) {
    return count[i] == 0 ? Double.NaN : sum[i] / count[i];
  }
}
