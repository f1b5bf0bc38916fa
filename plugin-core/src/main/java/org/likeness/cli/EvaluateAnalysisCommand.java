package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceFinder;
import org.likeness.model.WeightStore;
import org.likeness.pipeline.evaluate.AnalysisEvaluation;
import org.likeness.pipeline.evaluate.AnalysisFigure;
import org.likeness.pipeline.evaluate.FootageEvaluation;
import org.likeness.pipeline.evaluate.SmallFacesEvaluation;
import org.likeness.pipeline.evaluate.SteadinessEvaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code likeness evaluate analysis}. */
@Command(
    name = "analysis",
    description = {
      "Measures the analysis against faces that are known exactly, and on real footage.",
      "Every figure stands beside its limit; exit code 1 when one is missed. Parts:",
      "  faces    recall, points, pose and irises on single pictures of known faces",
      "  filled   recall and places on pictures that a face fills, and where a third of it is cut",
      "           off: every fourth of the same pictures, cut by the face's own box",
      "  small    recall of faces 24, 32 and 48 pixels high at eight rolls, laid into plates of talk_hd",
      "  shots    the same as faces on whole shots as analyse follows them, and ids that change",
      "  still    jitter on a head that does not move, with grain: root mean square length of the",
      "           second difference of the 68 points, pixels",
      "  lag      where a known head moves fastest, and on plates that move in known ways",
      "  footage  real people on footage that npm fetches by name, for measuring only; jitter is"
          + " how",
      "           far a point lies from a cubic through the two frames before and the two after"
          + " it,",
      "           in the middle one of all frames of a still head, as people blink and films"
          + " stutter",
      "  speed    of the analysis at 1920x1080, see bench analyse",
      "Points are the 68 classic ones; errors are per cent of the square root of the area of the",
      "known points' box. A face of which less than a quarter of the inner points is seen is not",
      "asked for. Pose is against the camera's axis; the analysis assumes a lens of 50 mm."
    },
    footer = {
      "",
      "Examples:",
      "  likeness evaluate analysis --actors actors --json figures.json",
      "  likeness evaluate analysis --actors actors --only shots --shots two,occlude",
      "  likeness evaluate analysis --faceset more-faces"
    })
public final class EvaluateAnalysisCommand implements Callable<Integer> {
  private static final List<String> PARTS =
      List.of("faces", "filled", "small", "shots", "still", "lag", "footage", "speed");

  /** Of how many pictures one is cut so that its face fills it. */
  private static final int FILLED_EVERY = 4;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--actors",
      paramLabel = "DIR",
      description = "Folder with faces/ana, faces/ben and shots/talk and others.")
  private @Nullable Path actors;

  @Option(
      names = "--faceset",
      paramLabel = "DIR",
      description = "A further face set, or a folder of them. May be given several times.")
  private List<Path> faceSets = new ArrayList<>();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = "Parts to measure. Default: all that can be.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--shots",
      split = ",",
      paramLabel = "NAME",
      description = "Shots of the part shots.")
  private List<String> shots = List.of("talk", "turn", "occlude", "light", "two");

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Of how many pictures of a face set one is looked at.")
  private int every = 1;

  @Option(
      names = "--footage-frames",
      paramLabel = "N",
      description = "Frames of each clip of the footage; 0 = all.")
  private int footageFrames = 300;

  @Mixin private FiguresOption output = new FiguresOption();

  @Option(names = "--threads", paramLabel = "N", description = "Frames at a time.")
  private int threads = 2;

  private final List<AnalysisFigure> figures = new ArrayList<>();

  /** For picocli. */
  public EvaluateAnalysisCommand() {}

  @Override
  public Integer call() throws IOException {
    check();
    WeightStore weights = WeightStore.open();
    try (FaceFinder finder = FaceFinder.open(weights)) {
      AnalysisEvaluation places = new AnalysisEvaluation(finder, threads);
      SteadinessEvaluation steadiness = new SteadinessEvaluation(places);
      for (Path set : faceSets) {
        report(places.faces(set, every));
      }
      if (actors != null) {
        Path shotsFolder = actors.resolve("shots");
        if (wants("faces")) {
          report(places.faces(actors.resolve("faces/ana"), every));
          report(places.faces(actors.resolve("faces/ben"), every));
        }
        if (wants("filled")) {
          report(places.filled(actors.resolve("faces/ana"), FILLED_EVERY * every));
          report(places.filled(actors.resolve("faces/ben"), FILLED_EVERY * every));
        }
        if (wants("small")) {
          report(new SmallFacesEvaluation(places).run(actors));
        }
        for (String shot : wants("shots") ? shots : List.<String>of()) {
          report(places.shot(shotsFolder.resolve(shot)));
        }
        if (wants("still")) {
          report(steadiness.still(shotsFolder.resolve("talk"), 1));
          report(steadiness.still(shotsFolder.resolve("turn"), 12, 24));
        }
        if (wants("lag")) {
          report(steadiness.lagOf(shotsFolder.resolve("turn")));
          report(steadiness.moving(shotsFolder.resolve("talk"), 1));
        }
      }
      if (actors != null && wants("speed")) {
        report(places.speed(actors.resolve("shots/talk_hd")));
      }
      if (wants("footage") && (actors != null || only.contains("footage"))) {
        report(new FootageEvaluation(places).run(weights, footageFrames));
      }
    }
    List<String> missed =
        figures.stream().filter(f -> !f.kept()).map(f -> f.group() + ": " + f.what()).toList();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        missed.isEmpty()
            ? "every limit is kept"
            : missed.size() + " limits missed: " + String.join("; ", missed));
    out.flush();
    output.write(Map.of("figures", figures.stream().map(AnalysisFigure::fields).toList()));
    return missed.isEmpty() ? ExitCode.OK : ExitCode.INTERNAL;
  }

  private boolean wants(String part) {
    return only.isEmpty() || only.contains(part);
  }

  private void check() {
    for (String part : only) {
      if (!PARTS.contains(part)) {
        throw wrong("--only " + part + ": the parts are " + String.join(", ", PARTS));
      }
    }
    if (actors == null && faceSets.isEmpty() && !only.equals(List.of("footage"))) {
      throw wrong("say where known faces lie: --actors, --faceset, or --only footage");
    }
    if (every < 1 || footageFrames < 0 || threads < 1) {
      throw wrong("--every and --threads are 1 or more, --footage-frames 0 or more");
    }
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), "likeness evaluate analysis: " + why);
  }

  private void report(List<AnalysisFigure> more) {
    PrintWriter out = spec.commandLine().getOut();
    String group = "";
    for (AnalysisFigure f : more) {
      if (!f.group().equals(group)) {
        group = f.group();
        out.println(group);
      }
      out.println(f.line());
    }
    out.flush();
    figures.addAll(more);
  }
}
