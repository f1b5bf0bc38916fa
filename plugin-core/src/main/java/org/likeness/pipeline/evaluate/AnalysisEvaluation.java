package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceFinder;
import org.likeness.face.FaceObservation;
import org.likeness.face.FrameFaces;
import org.likeness.face.FrameSource;
import org.likeness.face.ShotAnalyser;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.Frame;
import org.likeness.image.opencv.PictureIo;
import org.likeness.pipeline.AnalysisBench;

/** Measures what the analysis finds against pictures and shots whose faces are known exactly. */
public final class AnalysisEvaluation {
  private static final double[] POINT_LIMITS = {1.5, 2.0, 3.0};
  private static final String[] BIN_NAMES = {"|yaw| < 30", "|yaw| 30-60", "|yaw| 60-90"};
  private static final String[] AXES = {"yaw", "pitch", "roll"};

  private final FaceFinder finder;
  private final int threads;

  /**
   * An evaluation.
   *
   * @param finder stays open
   * @param threads frames at a time; the figures do not depend on it
   */
  public AnalysisEvaluation(FaceFinder finder, int threads) {
    this.finder = finder;
    this.threads = threads;
  }

  /**
   * Single pictures: recall, places, pose, irises.
   *
   * @param folder a face set or a folder of face sets
   * @param every of how many pictures one is looked at, at least 1
   */
  public List<AnalysisFigure> faces(Path folder, int every) throws IOException {
    List<TruthFaces.Picture> all = TruthFaces.set(folder);
    List<TruthFaces.Picture> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += every) {
      some.add(all.get(i));
    }
    List<List<FaceObservation>> found =
        Parallel.map(some, threads, p -> finder.findDisplay(PictureIo.read(p.file()), 1));
    PlaceScores scores = new PlaceScores();
    for (int i = 0; i < some.size(); i++) {
      scores.add(List.of(some.get(i).face()), found.get(i));
    }
    String group = "faces " + folder.toAbsolutePath().normalize().getFileName();
    return figures(group, scores, some.size() + " pictures");
  }

  /**
   * Pictures that the face fills, or that cut it off: recall and false faces; a point beyond the
   * edge is not seen. Places are told, not judged. Pose is left out: a cut picture has another
   * lens.
   *
   * @param folder a face set or a folder of face sets
   * @param every of how many pictures one is looked at, at least 1
   */
  public List<AnalysisFigure> filled(Path folder, int every) throws IOException {
    List<TruthFaces.Picture> all = TruthFaces.set(folder);
    List<TruthFaces.Picture> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += every) {
      some.add(all.get(i));
    }
    List<AnalysisFigure> out = new ArrayList<>();
    for (FilledPictures kind : FilledPictures.values()) {
      List<List<FaceMatch>> matches = Parallel.map(some, threads, p -> matches(kind, p));
      PlaceScores scores = new PlaceScores();
      matches.forEach(m -> m.forEach(scores::add));
      String set = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
      figures("filled " + kind.title() + " " + set, scores, some.size() + " pictures").stream()
          .filter(f -> f.what().matches("recall|false faces|inner points.*"))
          .map(f -> f.what().startsWith("inner") ? f.withoutLimit() : f)
          .forEach(out::add);
    }
    return out;
  }

  private List<FaceMatch> matches(FilledPictures kind, TruthFaces.Picture p) throws IOException {
    Frame cut = kind.of(PictureIo.read(p.file()), p.face());
    TruthFace left = p.face().within(cut.dataWindow());
    return FaceMatch.of(List.of(left), finder.findDisplay(cut, 1));
  }

  /** A whole shot as {@code analyse} sees it: places and pose of its tracks, ids that change. */
  public List<AnalysisFigure> shot(Path folder) throws IOException {
    FrameSource plate = TruthFaces.plate(folder);
    ShotAnalysis analysis = analyse(plate);
    PlaceScores scores = new PlaceScores();
    Map<String, List<Integer>> ids = new TreeMap<>();
    for (int frame : plate.frames()) {
      List<TruthFace> truth = TruthFaces.faces(folder, frame);
      List<FaceObservation> found = at(analysis, frame);
      scores.add(truth, found);
      for (FaceMatch m : FaceMatch.of(truth, found)) {
        TruthFace known = m.truth();
        FaceObservation o = m.found();
        if (known != null && o != null && known.seen() >= PlaceScores.TO_BE_FOUND) {
          ids.computeIfAbsent(known.identity(), k -> new ArrayList<>()).add(o.trackId());
        }
      }
    }
    String group = "shot " + folder.toAbsolutePath().normalize().getFileName();
    List<AnalysisFigure> out = figures(group, scores, plate.frames().size() + " frames");
    int switches = 0;
    for (List<Integer> one : ids.values()) {
      for (int i = 1; i < one.size(); i++) {
        switches += one.get(i).equals(one.get(i - 1)) ? 0 : 1;
      }
    }
    String persons = ids.size() + " persons, " + analysis.tracks().size() + " ids";
    out.add(AnalysisFigure.atMost(group, "id switches", switches, "", 0, persons));
    out.add(trembling(folder, group, plate, analysis));
    return out;
  }

  /** How fast a plate is analysed, and what that costs beside the bare networks. */
  public List<AnalysisFigure> speed(Path shot) throws IOException {
    AnalysisBench.Figures f = AnalysisBench.measure(finder, TruthFaces.plate(shot), threads);
    String group = "speed " + shot.toAbsolutePath().normalize().getFileName();
    String note =
        String.format(
            Locale.ROOT,
            "%d threads, by the clock; by processor time %.1f",
            threads,
            threads * 1000 / f.whole());
    String split =
        String.format(
            Locale.ROOT,
            "%.1f ms a frame, networks %.1f, reading %.1f; without reading %.0f %%",
            f.whole(),
            f.nets(),
            f.reading(),
            100 * f.overheadWithoutReading());
    return List.of(
        AnalysisFigure.atLeast(group, "frames a second", f.framesPerSecond(), "", 10, note),
        AnalysisFigure.atMost(
            group, "overhead over the bare networks", 100 * f.overhead(), "%", 30, split));
  }

  /** Jitter of the points' error: what is left where the truth's own motion is taken off. */
  private static AnalysisFigure trembling(
      Path folder, String group, FrameSource plate, ShotAnalysis analysis) throws IOException {
    List<List<FaceObservation>> raw = unsmoothed(analysis);
    List<Double> steady = new ArrayList<>();
    List<Double> before = new ArrayList<>();
    for (ShotAnalysis.Track t : analysis.tracks()) {
      List<double[]> errors = new ArrayList<>();
      List<double[]> errorsBefore = new ArrayList<>();
      for (int i = 0; i < plate.frames().size(); i++) {
        int frame = plate.frames().get(i);
        FaceObservation o = t.at(frame).orElse(null);
        FaceObservation r = o == null ? null : SteadinessEvaluation.nearest(o, raw.get(i));
        TruthFace known =
            o == null || r == null
                ? null
                : FaceMatch.of(TruthFaces.faces(folder, frame), List.of(o)).get(0).truth();
        errors.add(error(o, known));
        errorsBefore.add(error(r, known));
      }
      for (int i = 1; i + 1 < errors.size(); i++) {
        double s = Steadiness.square(errors, i);
        if (!Double.isNaN(s)) {
          steady.add(Math.sqrt(s));
          before.add(Math.sqrt(Steadiness.square(errorsBefore, i)));
        }
      }
    }
    String note =
        String.format(
            Locale.ROOT,
            "unsmoothed %.3f; middle of the frames %.3f, unsmoothed %.3f",
            Steadiness.rootMeanSquare(before),
            Steadiness.median(steady),
            Steadiness.median(before));
    return AnalysisFigure.told(
        group, "jitter of the error", Steadiness.rootMeanSquare(steady), "px", note);
  }

  private static double[] error(@Nullable FaceObservation o, @Nullable TruthFace known) {
    if (o == null || known == null) {
      return new double[0];
    }
    double[] p = FaceMatch.points(o);
    double[] out = new double[2 * (TruthFace.COUNT - TruthFace.INNER)];
    for (int i = 0; i < out.length; i++) {
      out[i] = p[2 * TruthFace.INNER + i] - known.points()[2 * TruthFace.INNER + i];
    }
    return out;
  }

  /** The analysis of a plate by the program's own way. */
  ShotAnalysis analyse(FrameSource plate) throws IOException {
    return ShotAnalyser.analyse(finder, plate, threads, frame -> {});
  }

  /** What single frames gave, before they were joined and steadied. */
  static List<List<FaceObservation>> unsmoothed(ShotAnalysis a) {
    return a.raw().stream().map(FrameFaces::faces).toList();
  }

  /** All faces of an analysis at a frame. */
  static List<FaceObservation> at(ShotAnalysis analysis, int frame) {
    List<FaceObservation> out = new ArrayList<>();
    analysis.tracks().forEach(t -> t.at(frame).ifPresent(out::add));
    return out;
  }

  private static List<AnalysisFigure> figures(String group, PlaceScores s, String note) {
    List<AnalysisFigure> out = new ArrayList<>();
    double recall = 100.0 * s.found() / s.wanted();
    String of = s.found() + " of " + s.wanted() + ", " + note;
    out.add(AnalysisFigure.atLeast(group, "recall", recall, "%", 99.5, of));
    out.add(AnalysisFigure.atMost(group, "false faces", s.wrong(), "", 0, ""));
    for (int b = 0; b < BIN_NAMES.length; b++) {
      if (s.count(b) > 0) {
        out.add(
            AnalysisFigure.atMost(
                group,
                "inner points 17-67, " + BIN_NAMES[b],
                s.inner(b),
                "%",
                POINT_LIMITS[b],
                String.format(Locale.ROOT, "%d faces; jaw %.2f", s.count(b), s.jaw(b))));
      }
    }
    for (int axis = 0; axis < AXES.length; axis++) {
      String note2 =
          String.format(
              Locale.ROOT,
              "95 of 100 under %.2f; against the line of sight %.2f",
              s.pose95(axis),
              s.poseBySight(axis));
      out.add(AnalysisFigure.atMost(group, AXES[axis], s.pose(axis), "deg", 3, note2));
    }
    String worst = String.format(Locale.ROOT, "95 of 100 under %.2f", s.turn95());
    out.add(AnalysisFigure.told(group, "the whole rotation", s.turn(), "deg", worst));
    out.add(AnalysisFigure.atMost(group, "irises", s.iris(), "%", 2, s.irises() + " irises"));
    return out;
  }
}
