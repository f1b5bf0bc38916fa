package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.file.TemporaryFolder;
import org.likeness.pipeline.FramePipeline;
import org.likeness.pipeline.FrameRange;
import org.likeness.pipeline.SwapSettings;
import org.likeness.pipeline.evaluate.MatteEvaluation;
import org.likeness.pipeline.evaluate.MatteEvaluation.Scores;
import org.likeness.pipeline.evaluate.ShotAnalyses;
import org.likeness.pipeline.evaluate.TruthShot;
import org.likeness.pipeline.matte.MatteCombine;
import org.likeness.pipeline.matte.MatteSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness evaluate matte}. */
@Command(
    name = "matte",
    description = {
      "Compares final mattes with those of shots whose result is known, for each combination.",
      "Means over the frames:",
      "  iou    intersection over union; exit code 1 where no combination reaches the shot's"
          + " limit:",
      "         talk 0.93, turn 0.90, occlude 0.90",
      "  mad    mean absolute difference over the box about both mattes, thousandths",
      "  grad   gradient error: squared differences of the slopes, summed up, thousands",
      "  dtssd  how much more or less it changes from frame to frame than the truth, over the box",
      "  jaw, hair  mad and dtssd within 3 %% of the face's height of the true edge, below the"
          + " nose",
      "         and above the brows",
      "Without refine: edges as the network gives them."
    },
    footer = {
      "",
      "Example:",
      "  likeness evaluate matte --actors actors --model presets/models/demo/ana-ben-192.onnx"
    })
public final class EvaluateMatteCommand implements Callable<Integer> {
  private static final Map<String, Double> LIMITS =
      Map.of("talk", 0.93, "turn", 0.90, "occlude", 0.90);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--actors",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the CG actors, with shots.")
  private Path actors = Path.of("");

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "Swap model that knows the shots' donor.")
  private String model = "";

  @Option(
      names = "--matte-model",
      paramLabel = "FILE",
      description = "Matte network of a shot. Default: the one that comes along.")
  private String matteModel = "";

  @Option(
      names = "--shots",
      split = ",",
      paramLabel = "S",
      description = "Shots, parted by commas.")
  private List<String> shots = List.of("talk", "turn", "occlude");

  @Option(
      names = "--frames",
      paramLabel = "R",
      description = "Such as 1-48 or 1-47x2. Default: all of each shot.")
  private @Nullable String frames;

  @Option(
      names = "--analyses",
      paramLabel = "DIR",
      description = "Folder where SHOT.analysis lies or is put. Default: made anew and not kept.")
  private @Nullable Path analyses;

  @Option(names = "--expression", paramLabel = "E", description = "One more combination.")
  private @Nullable String expression;

  @Mixin private FiguresOption figures = new FiguresOption();

  @Option(names = "--threads", paramLabel = "N", description = "Frames at once.")
  private int threads = 2;

  /** For picocli. */
  public EvaluateMatteCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Map<String, Scores>> all = new LinkedHashMap<>();
    boolean good;
    if (analyses != null) {
      good = measured(analyses, out, all);
    } else {
      try (TemporaryFolder anew = TemporaryFolder.of("analyses")) {
        good = measured(anew.path(), out, all);
      }
    }
    out.flush();
    figures.write(all);
    return good ? ExitCode.OK : 1;
  }

  private boolean measured(Path where, PrintWriter out, Map<String, Map<String, Scores>> all)
      throws IOException {
    boolean good = true;
    for (String name : shots) {
      TruthShot shot = TruthShot.open(actors.resolve("shots").resolve(name));
      List<Integer> wanted = frames == null ? shot.frames() : FrameRange.parse(frames).frames();
      wanted = wanted.stream().filter(shot.frames()::contains).toList();
      Map<String, Scores> scores;
      try (FramePipeline pipeline = FramePipeline.open(settings(shot, analysis(shot, where)));
          CliProgress progress = CliProgress.start("evaluate " + name, "frame", wanted.size())) {
        scores = MatteEvaluation.run(shot, wanted, pipeline, ways(), threads, progress::step);
      }
      all.put(name, scores);
      good &= print(out, name, wanted.size(), scores);
    }
    return good;
  }

  private SwapSettings settings(TruthShot shot, Path analysis) throws IOException {
    return SwapSettings.of(
        Map.of(
            "model",
            model,
            "identity",
            shot.donor(),
            "analysis",
            analysis.toString(),
            "face",
            "largest",
            "matteModel",
            matteModel));
  }

  private Map<String, MatteSettings> ways() {
    Map<String, MatteSettings> out = new LinkedHashMap<>();
    MatteSettings given = SwapSettings.defaults().matte();
    for (MatteCombine c : MatteCombine.values()) {
      if (c == MatteCombine.EXPRESSION) {
        continue;
      }
      out.put(c.id(), given.with(c));
      if (c.expression().contains("occlusion") || c == MatteCombine.FACE) {
        out.put(c.id() + ", no refine", given.with(c).refined(0, 0));
      }
    }
    if (expression != null) {
      out.put(
          expression,
          SwapSettings.of(Map.of("matteCombine", "expression", "matteExpression", expression))
              .matte());
    }
    return out;
  }

  private Path analysis(TruthShot shot, Path where) throws IOException {
    if (ShotAnalyses.has(shot, where)) {
      return ShotAnalyses.file(shot, where, threads, f -> {});
    }
    String what = "analyse " + shot.name();
    try (CliProgress progress = CliProgress.start(what, "frame", shot.frames().size())) {
      return ShotAnalyses.file(shot, where, threads, progress::step);
    }
  }

  private static boolean print(PrintWriter out, String shot, int n, Map<String, Scores> scores) {
    double limit = LIMITS.getOrDefault(shot, 0.0);
    out.println(String.format(Locale.ROOT, "%s, %d frames, limit %.2f", shot, n, limit));
    out.println(
        String.format(
            Locale.ROOT,
            "%-42s %7s %7s %7s %7s %7s %7s %7s %7s",
            "matte",
            "iou",
            "mad",
            "grad",
            "dtssd",
            "jaw",
            "dtssd",
            "hair",
            "dtssd"));
    boolean good = false;
    for (Map.Entry<String, Scores> e : scores.entrySet()) {
      Scores s = e.getValue();
      out.println(
          String.format(
              Locale.ROOT,
              "%-42s %7.4f %7.2f %7.3f %7.2f %7.2f %7.2f %7.2f %7.2f",
              e.getKey(),
              s.iou(),
              1000 * s.mad(),
              s.gradient(),
              s.dtssd(),
              1000 * s.jaw(),
              s.jawDtssd(),
              1000 * s.hair(),
              s.hairDtssd()));
      good |= s.iou() >= limit;
    }
    return good;
  }
}
