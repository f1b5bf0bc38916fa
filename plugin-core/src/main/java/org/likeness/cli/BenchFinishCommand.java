package org.likeness.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.likeness.pipeline.grade.FinishBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness bench finish}: what the finish of a face costs. */
@Command(
    name = "finish",
    description = {
      "What sharpness, motion blur, plate detail and grain cost on a close-up, step by step and all",
      "together, in processor time of one thread: the fastest of three runs after two that do not",
      "count. Each step stands against one Gaussian blur (2 pixels) of the same pixels, and that",
      "against their copy. Every ratio stands beside its limit; exit code 1 when one is missed."
    },
    footer = {"", "Example:", "  likeness bench finish"})
public final class BenchFinishCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--width", paramLabel = "N", description = "Of the plate, pixels.")
  private int width = 3840;

  @Option(
      names = "--height",
      paramLabel = "N",
      description = "Of the plate; the face has three quarters of it.")
  private int height = 2160;

  /** For picocli. */
  public BenchFinishCommand() {}

  @Override
  public Integer call() {
    if (width < FinishBench.LEAST_WIDTH || height < FinishBench.LEAST_HEIGHT) {
      throw new CliException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "--width %d --height %d: a plate to measure on has at least %d x %d pixels",
              width,
              height,
              FinishBench.LEAST_WIDTH,
              FinishBench.LEAST_HEIGHT));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        String.format(
            Locale.ROOT,
            "a face of %.1f million pixels on %dx%d",
            FinishBench.pixels(width, height) / 1e6,
            width,
            height));
    out.flush();
    boolean kept = true;
    for (FinishBench.Figure f : FinishBench.measure(width, height)) {
      kept &= f.kept();
      out.println(
          String.format(
              Locale.ROOT,
              "%-38s %8.1f ms %7.2f x  limit: %.1f%s",
              f.what(),
              f.milliseconds(),
              f.ratio(),
              f.limit(),
              f.kept() ? "" : "  MISSED"));
      out.flush();
    }
    return kept ? ExitCode.OK : ExitCode.INTERNAL;
  }
}
