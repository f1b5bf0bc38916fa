package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.likeness.face.FaceFinder;
import org.likeness.model.WeightStore;
import org.likeness.pipeline.AnalysisBench;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.PlateSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness bench analyse}: what an analysis costs beside its networks. */
@Command(
    name = "analyse",
    description = {
      "What the analysis of a plate costs, and how much of it the face networks cost alone: their",
      "runs are recorded and made again with the same tensors and nothing else. The rate is by the",
      "clock, on all threads; the rest is processor time a frame. First everything is run without",
      "being timed, the bare networks too, as Java compiles what it runs; of what is timed, and is run",
      "several times, the fastest counts. Figures stand beside their limits,",
      "which are meant for 1920x1080 with one face on two processors; exit code 1 when one is missed."
    },
    footer = {
      "",
      "Example:",
      "  likeness bench analyse plate.####.exr --frames 1001-1024 --threads 2"
    })
public final class BenchAnalyseCommand implements Callable<Integer> {
  private static final double RATE = 10;
  private static final double OVERHEAD = 30;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PLATE",
      description = "Pattern (plate.####.exr, plate.%%04d.exr) or file.")
  private String plate = "";

  @Mixin private FrameOptions range = new FrameOptions();

  @Option(
      names = "--plate-colour-space",
      paramLabel = "NAME",
      description = "Of an OpenEXR plate; PNG, JPEG and TIFF are taken for sRGB.")
  private String colourSpace = "lin_rec709";

  private boolean missed;

  /** For picocli. */
  public BenchAnalyseCommand() {}

  @Override
  public Integer call() throws IOException {
    int threads = range.threads();
    FramePattern pattern = FramePattern.parse(plate);
    List<Integer> frames = range.of(pattern);
    PlateSource source = new PlateSource(pattern, frames, colourSpace);
    try (FaceFinder finder = FaceFinder.open(WeightStore.open())) {
      report(AnalysisBench.measure(finder, source, threads), threads);
    }
    return missed ? ExitCode.INTERNAL : ExitCode.OK;
  }

  private void report(AnalysisBench.Figures f, int threads) {
    limited(
        "frames a second, " + threads + " threads",
        f.framesPerSecond(),
        "",
        "at least " + (int) RATE,
        f.framesPerSecond() >= RATE);
    line("  by the processor time, if all were free", threads * 1000 / f.whole(), "", "");
    line("processor time of a frame", f.whole(), "ms", "");
    line("  reading the plate", f.reading(), "ms", "");
    line("  " + Math.round(f.runs()) + " runs of networks, bare", f.nets(), "ms", "");
    line("  all else", f.whole() - f.reading() - f.nets(), "ms", "");
    limited(
        "overhead over the bare networks",
        100 * f.overhead(),
        "%",
        "at most " + (int) OVERHEAD,
        100 * f.overhead() <= OVERHEAD);
    line("  without reading the plate", 100 * f.overheadWithoutReading(), "%", "");
  }

  private void limited(String what, double value, String unit, String limit, boolean kept) {
    missed |= !kept;
    line(what, value, unit, "limit: " + limit + (kept ? "" : "  MISSED"));
  }

  private void line(String what, double value, String unit, String more) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        String.format(Locale.ROOT, "%-44s %8.1f %-3s %s", what, value, unit, more).stripTrailing());
    out.flush();
  }
}
