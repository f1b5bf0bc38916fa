package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.likeness.model.ModelException;
import org.likeness.model.WeightStore;
import org.likeness.pipeline.FrameRange;
import org.likeness.pipeline.evaluate.IdentityJudge;
import org.likeness.pipeline.evaluate.ResultSequence;
import org.likeness.pipeline.evaluate.SwapEvaluation;
import org.likeness.pipeline.evaluate.SwapEvaluation.FrameScores;
import org.likeness.pipeline.evaluate.SwapEvaluation.Scores;
import org.likeness.pipeline.evaluate.TruthShot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness evaluate swap}. */
@Command(
    name = "swap",
    description = {
      "Compares a rendered swap with a shot whose result is known.",
      "Prints means over the frames, for the untouched plate (bottom of the scale), the result, and"
          + " the truth (top):",
      "  psnr      dB, sRGB-encoded, clipped to 0..1, weighted by the truth's matte",
      "  tone      the same against the truth at the performer's skin tone (colour match on)",
      "  iou       of the alpha with the truth's matte",
      "  ssim      structural similarity in the matte's box",
      "  identity  cosine to the donor's mean face, by a recognition network from outside that is",
      "            fetched by package name and serves for measuring only; over the frames whose",
      "            yaw is within 45 degrees, where that network is sound (truth 0.8, profiles 0.3)",
      "  all       the same over all frames"
    },
    footer = {
      "",
      "Example:",
      "  likeness evaluate swap --shot shots/talk --result out/swap.####.exr --json scores.json"
    })
public final class EvaluateSwapCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--shot",
      required = true,
      paramLabel = "DIR",
      description = "Folder with plate, truth, truth_matte, meta and, it may be, truth_tone.")
  private Path shot = Path.of("");

  @Option(
      names = "--result",
      required = true,
      paramLabel = "OUT",
      description = "What swap or the node wrote: a pattern, a file, or a folder of one sequence.")
  private String result = "";

  @Mixin private FiguresOption figures = new FiguresOption();

  @Option(
      names = "--frames",
      paramLabel = "R",
      description = "Such as 1-48 or 1,5,10-20. Default: all of the plate.")
  private @Nullable String frames;

  @Option(
      names = "--identity-faces",
      paramLabel = "DIR",
      description = "Face set of the donor. Default: ../../faces/DONOR from the shot.")
  private @Nullable Path identityFaces;

  @Option(names = "--no-identity", description = "Leave the identity figure out.")
  private boolean noIdentity;

  @Option(names = "--threads", paramLabel = "N", description = "Frames at once.")
  private int threads = 2;

  /** For picocli. */
  public EvaluateSwapCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    TruthShot truth = TruthShot.open(shot);
    ResultSequence made = ResultSequence.open(result);
    List<Integer> wanted = frames == null ? truth.frames() : FrameRange.parse(frames).frames();
    check(truth, made, wanted);
    List<FrameScores> scores;
    String noJudge = "";
    try (IdentityJudge judge = noIdentity ? null : IdentityJudge.open(WeightStore.open());
        CliProgress progress = CliProgress.start("evaluate", "frame", wanted.size())) {
      scores =
          SwapEvaluation.open(truth, made, judge, identityFaces)
              .run(wanted, threads, progress::step);
    } catch (ModelException e) {
      noJudge = Failures.oneLine(String.valueOf(e.getMessage()));
      try (CliProgress progress = CliProgress.start("evaluate", "frame", wanted.size())) {
        scores = SwapEvaluation.open(truth, made, null, null).run(wanted, threads, progress::step);
      }
    }
    print(out, truth.name(), made, scores);
    if (!noJudge.isEmpty()) {
      out.println("identity: not measured, the judge's weights cannot be had: " + noJudge);
    }
    out.flush();
    figures.write(document(truth.name(), made, scores));
    return ExitCode.OK;
  }

  private static void check(TruthShot shot, ResultSequence made, List<Integer> wanted)
      throws IOException {
    List<Integer> unknown = wanted.stream().filter(f -> !shot.frames().contains(f)).toList();
    if (!unknown.isEmpty()) {
      throw new IOException(
          "shot "
              + shot.name()
              + " has no frames "
              + FrameRange.describe(unknown)
              + "; it has "
              + FrameRange.describe(shot.frames()));
    }
    List<Integer> missing = wanted.stream().filter(f -> !made.has(f)).toList();
    if (!missing.isEmpty()) {
      throw new IOException(
          made
              + ": frames "
              + FrameRange.describe(missing)
              + " are missing; every plate frame needs one (or choose with --frames)");
    }
  }

  private static void print(
      PrintWriter out, String shot, ResultSequence made, List<FrameScores> scores) {
    out.println("shot " + shot + ", " + scores.size() + " frames, result " + made);
    out.println("          psnr    tone     iou    ssim  identity     all");
    row(out, "plate", scores, FrameScores::plate);
    row(out, "result", scores, FrameScores::result);
    row(out, "truth", scores, FrameScores::truth);
  }

  private static void row(
      PrintWriter out, String name, List<FrameScores> list, Function<FrameScores, Scores> of) {
    Scores s = SwapEvaluation.mean(list.stream().map(of).toList());
    out.println(
        String.format(Locale.ROOT, "%-7s", name)
            + cell(s.psnr(), 2)
            + cell(s.psnrTone(), 2)
            + cell(s.iou(), 3)
            + cell(s.ssim(), 3)
            + "  "
            + cell(s.identityFront(), 3)
            + cell(s.identity(), 3));
  }

  private static String cell(double v, int digits) {
    return Double.isNaN(v)
        ? String.format(Locale.ROOT, "%8s", "-")
        : String.format(Locale.ROOT, "%8." + digits + "f", v);
  }

  /** The means, and the result's figures by frame. */
  private static Map<String, Object> document(
      String shot, ResultSequence made, List<FrameScores> scores) {
    Map<String, Object> doc = new LinkedHashMap<>();
    doc.put("shot", shot);
    doc.put("result", made.toString());
    doc.put("frames", scores.size());
    doc.put("plate", map(SwapEvaluation.mean(scores.stream().map(FrameScores::plate).toList())));
    doc.put("mean", map(SwapEvaluation.mean(scores.stream().map(FrameScores::result).toList())));
    doc.put("truth", map(SwapEvaluation.mean(scores.stream().map(FrameScores::truth).toList())));
    List<Object> byFrame = new ArrayList<>();
    for (FrameScores s : scores) {
      Map<String, Object> m = new LinkedHashMap<>();
      m.put("frame", s.frame());
      m.putAll(map(s.result()));
      byFrame.add(m);
    }
    doc.put("byFrame", byFrame);
    return doc;
  }

  /** JSON knows no NaN: a figure that was not measured is null. */
  private static Map<String, @Nullable Object> map(Scores s) {
    Map<String, @Nullable Object> m = new LinkedHashMap<>();
    m.put("psnr", number(s.psnr()));
    m.put("psnrTone", number(s.psnrTone()));
    m.put("iou", number(s.iou()));
    m.put("ssim", number(s.ssim()));
    m.put("identity", number(s.identity()));
    m.put("identityFront", number(s.identityFront()));
    return m;
  }

  private static @Nullable Double number(double v) {
    return Double.isNaN(v) ? null : v;
  }
}
