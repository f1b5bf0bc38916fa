package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.image.opencv.PictureIo;
import org.likeness.pipeline.PlateSource;

/** Measures how many small faces of any roll an analysis finds in a large plate. */
public final class SmallFacesEvaluation {
  private static final int[] HEIGHTS = {24, 32, 48};

  /** Plates of each height. */
  private static final int PLATES = 8;

  /** Of the smallest, in profile and lying askew, a few stay unseen. */
  private static final double LEAST = 95;

  private final AnalysisEvaluation analysis;

  /** With a way to analyse; stays the caller's. */
  public SmallFacesEvaluation(AnalysisEvaluation analysis) {
    this.analysis = analysis;
  }

  private record Seen(TruthFace face, int number, @Nullable FaceObservation found) {}

  private record Plate(List<Seen> asked, int wrong) {}

  /**
   * Lays faces of the sets into frames of a large shot and looks at each as a shot of one frame.
   *
   * @param actors folder with faces/ana, faces/ben and shots/talk_hd
   */
  public List<AnalysisFigure> run(Path actors) throws IOException {
    List<TruthFaces.Picture> ana = TruthFaces.set(actors.resolve("faces/ana"));
    List<TruthFaces.Picture> ben = TruthFaces.set(actors.resolve("faces/ben"));
    List<AnalysisFigure> out = new ArrayList<>();
    for (int height : HEIGHTS) {
      List<Plate> plates = new ArrayList<>();
      for (int i = 0; i < PLATES; i++) {
        plates.add(plate(actors.resolve("shots/talk_hd"), i % 2 == 0 ? ana : ben, height, i));
      }
      out.addAll(figures(height, plates));
    }
    return out;
  }

  private Plate plate(Path shot, List<TruthFaces.Picture> set, int height, int number)
      throws IOException {
    PlateSource source = TruthFaces.plate(shot);
    int frame = source.frames().get(number * source.frames().size() / PLATES);
    List<TruthFace> own = TruthFaces.faces(shot, frame);
    List<SmallFaces.Picture> pictures = new ArrayList<>();
    for (int i = 0; i < SmallFaces.COUNT; i++) {
      int at = (number / 2 * SmallFaces.COUNT + i) * set.size() / (PLATES / 2 * SmallFaces.COUNT);
      TruthFaces.Picture p = set.get(at);
      pictures.add(new SmallFaces.Picture(PictureIo.read(p.file()), p.face()));
    }
    SmallFaces made = SmallFaces.in(source.read(frame), own, pictures, height, number);
    SyntheticPlate alone = new SyntheticPlate(made.plate(), new double[1][2], 1, 0, number);
    List<Seen> asked = new ArrayList<>();
    int wrong = 0;
    for (FaceMatch m :
        FaceMatch.of(made.faces(), AnalysisEvaluation.at(analysis.analyse(alone), 1))) {
      TruthFace truth = m.truth();
      wrong += truth == null ? 1 : 0;
      int at = truth == null ? -1 : made.faces().indexOf(truth) - own.size();
      if (truth != null && at >= 0 && truth.seen() >= PlaceScores.TO_BE_FOUND) {
        asked.add(new Seen(truth, at, m.found()));
      }
    }
    return new Plate(asked, wrong);
  }

  private static List<AnalysisFigure> figures(int height, List<Plate> plates) {
    List<Seen> all = plates.stream().flatMap(p -> p.asked().stream()).toList();
    String group = "small " + height + " px";
    long found = all.stream().filter(s -> s.found() != null).count();
    String missed =
        String.join(
            " ",
            IntStream.range(0, SmallFaces.COUNT)
                .mapToObj(
                    i ->
                        String.format(
                            Locale.ROOT,
                            "%.0f:%d",
                            SmallFaces.roll(i),
                            all.stream().filter(s -> s.number() == i && s.found() == null).count()))
                .toList());
    int wrong = plates.stream().mapToInt(Plate::wrong).sum();
    List<Double> errors =
        all.stream()
            .filter(s -> s.found() != null)
            .map(
                s ->
                    PlaceScores.distance(
                        s.face(), FaceMatch.points(s.found()), TruthFace.INNER, TruthFace.COUNT))
            .toList();
    return List.of(
        AnalysisFigure.atLeast(
            group,
            "recall",
            100.0 * found / all.size(),
            "%",
            LEAST,
            found + " of " + all.size() + "; missed by roll in degrees " + missed),
        AnalysisFigure.told(
            group, "false faces", wrong, "", "or such as lie far off the known one"),
        AnalysisFigure.told(
            group, "inner points 17-67", PlaceScores.mean(errors), "%", errors.size() + " faces"));
  }
}
