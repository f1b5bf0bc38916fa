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
import org.likeness.face.FaceIdentity;
import org.likeness.pipeline.FrameRange;
import org.likeness.pipeline.evaluate.ResultSequence;
import org.likeness.pipeline.evaluate.TruthShot;
import org.likeness.pipeline.temporal.TemporalEvaluation;
import org.likeness.pipeline.temporal.TemporalEvaluation.Scores;
import org.likeness.pipeline.temporal.TemporalEvaluation.Search;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness evaluate temporal}. */
@Command(
    name = "temporal",
    description = {
      "Measures a rendered sequence over time against a shot whose result is known.",
      "  dtssd    how much more or less the alpha changes from frame to frame than the true matte,",
      "           whole, along the jaw and the hairline",
      "  pumping  change of the face's mean colour over the truth's, per cent a frame",
      "  excess   what the picture changes from frame to frame beyond the plate, beside the truth's",
      "  drift    how much less like its first frames the face becomes than the truth's",
      "  found    what likeness report would find in it, and not in the truth",
      "With --search the search itself is tried too: on the truth, where nothing is to be found, and on",
      "the truth with every seventh frame spoilt: a tenth brighter, the plate's own face, moved by a",
      "fiftieth of the face, half the matte gone. Exit code 1 where it misses one or finds a false one."
    },
    footer = {
      "",
      "Example:",
      "  likeness evaluate temporal --shot shots/talk --result out/swap.####.exr --search"
    })
public final class EvaluateTemporalCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--shot",
      required = true,
      paramLabel = "DIR",
      description = "Folder with plate, truth, truth_matte and meta.")
  private Path shot = Path.of("");

  @Option(
      names = "--result",
      paramLabel = "OUT",
      description = "What swap or the node wrote: a pattern, or a folder of one sequence.")
  private @Nullable String result;

  @Option(names = "--search", description = "Try the search for flaws on the truth.")
  private boolean search;

  @Option(
      names = "--frames",
      paramLabel = "R",
      description = "Such as 1-48. Default: all of the plate.")
  private @Nullable String frames;

  @Mixin private LimitOptions limits = new LimitOptions();

  @Mixin private IdentityOption identity = new IdentityOption();

  @Mixin private FiguresOption figures = new FiguresOption();

  @Option(names = "--threads", paramLabel = "N", description = "Frames at once.")
  private int threads = 2;

  /** For picocli. */
  public EvaluateTemporalCommand() {}

  @Override
  public Integer call() throws IOException {
    if (result == null && !search) {
      throw new CliException(ExitCode.USAGE, "say what to measure: --result, --search or both");
    }
    limits.check();
    TruthShot truth = TruthShot.open(shot);
    List<Integer> wanted = wanted(truth);
    ResultSequence made = result == null ? null : ResultSequence.open(result);
    if (made != null && wanted.stream().noneMatch(made::has)) {
      throw new IOException(
          made + ": not one of the frames " + FrameRange.describe(wanted) + " is there");
    }
    Map<String, Object> doc = new LinkedHashMap<>();
    doc.put("shot", truth.name());
    int scans = 1 + (made == null ? 0 : 1) + (search ? 1 : 0);
    Scores scores = null;
    Search tried = null;
    try (FaceIdentity net = identity.open(r -> spec.commandLine().getErr().println("note: " + r));
        CliProgress progress =
            CliProgress.start("evaluate", "frame", (long) scans * wanted.size())) {
      TemporalEvaluation e =
          new TemporalEvaluation(truth, wanted, net, limits.limits(), threads, progress::step);
      if (made != null) {
        scores = e.scores(made);
        doc.put("result", scores);
      }
      if (search) {
        tried = e.search();
        doc.put("search", tried);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("shot " + truth.name() + ", " + wanted.size() + " frames");
    if (scores != null) {
      print(out, scores);
    }
    if (tried != null) {
      print(out, tried);
    }
    out.flush();
    figures.write(doc);
    boolean good =
        tried == null
            || (tried.missed().isEmpty()
                && tried.falseInTruth().isEmpty()
                && tried.falseBeside().isEmpty());
    return good ? ExitCode.OK : ExitCode.INTERNAL;
  }

  private List<Integer> wanted(TruthShot truth) throws IOException {
    List<Integer> list = frames == null ? truth.frames() : FrameRange.parse(frames).frames();
    List<Integer> unknown = list.stream().filter(f -> !truth.frames().contains(f)).toList();
    if (!unknown.isEmpty()) {
      throw new IOException(
          "shot "
              + truth.name()
              + " has no frames "
              + FrameRange.describe(unknown)
              + "; it has "
              + FrameRange.describe(truth.frames()));
    }
    return list;
  }

  private static void print(PrintWriter out, Scores s) {
    line(out, "dtssd    whole %.2f  jaw %.2f  hair %.2f", s.dtssd(), s.jaw(), s.hair());
    line(out, "pumping  mean %.3f %%  most %.3f %%", s.pumping(), s.pumpingMost());
    line(out, "excess   mean %.3f %% of white, truth %.3f", s.excess(), s.truthExcess());
    line(out, "drift    at most %.3f", s.drift());
    line(out, "found    %d beyond what is found in the truth", s.findings().size());
    s.findings().forEach(f -> out.println("  " + f.kind().id() + ": " + f.sentence()));
  }

  private static void print(PrintWriter out, Search s) {
    line(
        out,
        "search   %d of %d flaws found, %d false in the truth, %d false beside flaws",
        s.injected() - s.missed().size(),
        s.injected(),
        s.falseInTruth().size(),
        s.falseBeside().size());
    if (!s.missed().isEmpty()) {
      out.println("  missed: frames " + FrameRange.describe(s.missed()) + " " + s.missedKinds());
    }
    s.falseInTruth().forEach(f -> out.println("  false: " + f.sentence()));
    s.falseBeside().forEach(f -> out.println("  false beside: " + f.sentence()));
  }

  private static void line(PrintWriter out, String form, Object... values) {
    // What could not be measured is a dash.
    out.println(String.format(Locale.ROOT, form, values).replace("NaN", "-"));
  }
}
