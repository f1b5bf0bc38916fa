package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceAligner;
import org.likeness.face.FaceObservation;
import org.likeness.face.FrameSource;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;

/** How still a still head is, and how far a moving one trails behind. */
public final class SteadinessEvaluation {
  private static final int STILL_FRAMES = 24;
  private static final double[] EXPOSURES = {0.1, 1, 8};
  private static final CropTemplate TEMPLATE = CropTemplate.byId(CropTemplate.WHOLE_FACE_V2);

  private final AnalysisEvaluation analysis;

  /** Uses another evaluation's finder. */
  public SteadinessEvaluation(AnalysisEvaluation analysis) {
    this.analysis = analysis;
  }

  /** Points of one face frame by frame: as found, steadied, and the crop's corners of both. */
  private record Watched(
      List<double[]> raw,
      List<double[]> steady,
      List<double[]> rawCrop,
      List<double[]> steadyCrop) {}

  /**
   * Jitter on a head that does not move, with grain, at several exposures.
   *
   * @param shot whose frames are made still
   * @param frames which of them, one after another
   */
  public List<AnalysisFigure> still(Path shot, int... frames) throws IOException {
    List<AnalysisFigure> out = new ArrayList<>();
    for (int frame : frames) {
      Frame picture = TruthFaces.plate(shot).read(frame);
      for (double exposure : EXPOSURES) {
        Watched w = watch(SyntheticPlate.still(picture, STILL_FRAMES, exposure, 7));
        String what =
            String.format(Locale.ROOT, "jitter, frame %d, exposure x%s", frame, plain(exposure));
        String note =
            String.format(
                Locale.ROOT,
                "unsmoothed %.3f; crop's corners %.3f, unsmoothed %.3f",
                Steadiness.jitter(w.raw()),
                Steadiness.jitter(w.steadyCrop()),
                Steadiness.jitter(w.rawCrop()));
        double jitter = Steadiness.jitter(w.steady());
        out.add(AnalysisFigure.atMost("still " + name(shot), what, jitter, "px", 0.10, note));
      }
    }
    return out;
  }

  /** Lag where a shot with known faces moves fastest. */
  public List<AnalysisFigure> lagOf(Path shot) throws IOException {
    FrameSource plate = TruthFaces.plate(shot);
    Watched w = watch(plate);
    List<double[]> truth = new ArrayList<>();
    for (int f : plate.frames()) {
      truth.add(TruthFaces.faces(shot, f).get(0).points());
    }
    int fastest = Steadiness.fastest(truth);
    double lag = 0;
    int n = 0;
    for (int t = Math.max(0, fastest - 2); t <= Math.min(truth.size() - 1, fastest + 2); t++) {
      double d = Steadiness.behind(w.steady(), w.raw(), truth, t);
      if (!Double.isNaN(d)) {
        lag += d;
        n++;
      }
    }
    String note =
        String.format(
            Locale.ROOT,
            "frame %d, %.1f px a frame; positive is behind the unsmoothed points",
            plate.frames().get(fastest),
            Steadiness.speed(truth, fastest));
    double found = n == 0 ? Double.NaN : Math.abs(lag / n);
    return List.of(
        AnalysisFigure.atMost(
            "lag " + name(shot), "lag at the fastest motion", found, "px", 0.5, note));
  }

  /** Lag of a head that swings, and of one that sets out and stops at once, in known ways. */
  public List<AnalysisFigure> moving(Path shot, int frame) throws IOException {
    Frame picture = TruthFaces.plate(shot).read(frame);
    double[][] swing = new double[48][2];
    for (int i = 0; i < swing.length; i++) {
      swing[i][0] = 120 * Math.sin(2 * Math.PI * i / 24);
      swing[i][1] = 20 * Math.sin(2 * Math.PI * i / 16);
    }
    double[][] dart = new double[36][2];
    for (int i = 0; i < dart.length; i++) {
      dart[i][0] = 20 * Math.max(0, Math.min(12, i - 12)) - 120;
    }
    List<AnalysisFigure> out = new ArrayList<>();
    out.addAll(moving("a head that swings", picture, swing));
    out.addAll(moving("a head that sets out and stops", picture, dart));
    return out;
  }

  private List<AnalysisFigure> moving(String what, Frame picture, double[][] way)
      throws IOException {
    Watched w = watch(new SyntheticPlate(picture, way, 1, SyntheticPlate.GRAIN, 11));
    double[] steady = offsets(w.steady(), way);
    double[] raw = offsets(w.raw(), way);
    double rest = 0;
    int n = 0;
    for (double d : raw) {
      if (!Double.isNaN(d)) {
        rest += d;
        n++;
      }
    }
    rest /= n;
    double fastest = 0;
    for (int t = 1; t + 1 < way.length; t++) {
      fastest = Math.max(fastest, Math.abs(way[t + 1][0] - way[t - 1][0]) / 2);
    }
    double lag = 0;
    int fast = 0;
    double worst = 0;
    double worstRaw = 0;
    int at = 0;
    for (int t = 0; t < way.length; t++) {
      double v = t > 0 && t + 1 < way.length ? (way[t + 1][0] - way[t - 1][0]) / 2 : 0;
      if (Double.isNaN(steady[t]) || Double.isNaN(raw[t])) {
        continue;
      }
      double d = steady[t] - rest;
      if (Math.abs(v) > 0.9 * fastest) {
        lag -= Math.signum(v) * d;
        fast++;
      }
      if (Math.abs(d) > worst) {
        worst = Math.abs(d);
        at = t + 1;
      }
      worstRaw = Math.max(worstRaw, Math.abs(raw[t] - rest));
    }
    String speed = String.format(Locale.ROOT, "%.1f px a frame", fastest);
    String where = String.format(Locale.ROOT, "frame %d; unsmoothed %.3f", at, worstRaw);
    return List.of(
        AnalysisFigure.atMost(
            "lag of " + what, "lag at the fastest motion", Math.abs(lag / fast), "px", 0.5, speed),
        AnalysisFigure.atMost(
            "lag of " + what, "worst place along the motion", worst, "px", 0.5, where));
  }

  /** Mean x of the points less the known way; NaN where the face is missing. */
  private static double[] offsets(List<double[]> points, double[][] way) {
    double[] out = new double[way.length];
    for (int t = 0; t < out.length; t++) {
      double[] p = points.get(t);
      double sum = 0;
      for (int i = 0; i < p.length; i += 2) {
        sum += p[i];
      }
      out[t] = p.length == 0 ? Double.NaN : 2 * sum / p.length - way[t][0];
    }
    return out;
  }

  /** Follows the face that is largest over the shot. */
  private Watched watch(FrameSource plate) throws IOException {
    ShotAnalysis a = analysis.analyse(plate);
    List<List<FaceObservation>> raw = AnalysisEvaluation.unsmoothed(a);
    var track = a.track(org.likeness.face.FaceChoice.parse("largest"));
    Watched w =
        new Watched(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < raw.size(); i++) {
      FaceObservation steady = track.at(plate.frames().get(i)).orElse(null);
      FaceObservation found = steady == null ? null : nearest(steady, raw.get(i));
      w.steady().add(points(steady));
      w.steadyCrop().add(corners(steady));
      w.raw().add(points(found));
      w.rawCrop().add(corners(found));
    }
    return w;
  }

  /** The one that overlaps an observation best, or null. */
  static @Nullable FaceObservation nearest(FaceObservation o, List<FaceObservation> others) {
    FaceObservation best = null;
    double most = 0.3;
    for (FaceObservation other : others) {
      double d = TruthFace.box(FaceMatch.points(o)).iou(TruthFace.box(FaceMatch.points(other)));
      if (d > most) {
        most = d;
        best = other;
      }
    }
    return best;
  }

  private static double[] points(@Nullable FaceObservation o) {
    return o == null ? new double[0] : FaceMatch.points(o);
  }

  /** The corners of the face's crop in the plate. */
  private static double[] corners(@Nullable FaceObservation o) {
    if (o == null) {
      return new double[0];
    }
    Affine2 back = FaceAligner.plateToCrop(o, TEMPLATE, FaceAligner.DEFAULT_COVERAGE, 1).inverse();
    double[] out = new double[8];
    for (int i = 0; i < 4; i++) {
      out[2 * i] = back.mapX(i % 2, i / 2);
      out[2 * i + 1] = back.mapY(i % 2, i / 2);
    }
    return out;
  }

  private static String plain(double v) {
    return v == Math.rint(v) ? Long.toString(Math.round(v)) : Double.toString(v);
  }

  private static String name(Path shot) {
    return String.valueOf(shot.toAbsolutePath().normalize().getFileName());
  }
}
