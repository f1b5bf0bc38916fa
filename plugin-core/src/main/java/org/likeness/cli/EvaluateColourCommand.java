package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.likeness.colour.MatchMode;
import org.likeness.pipeline.evaluate.ColourEvaluation;
import org.likeness.pipeline.evaluate.GrainEvaluation;
import org.likeness.pipeline.evaluate.SpaceEvaluation;
import org.likeness.pipeline.evaluate.TruthShot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness evaluate colour}. */
@Command(
    name = "colour",
    description = {
      "Measures colour and finish on CG actors whose truth is known. Parts:",
      "  modes    each match mode on talk: dB against the truth at the performer's tone (tone),"
          + " the",
      "           same after one gain a channel (shape), and how many stops the mean colour lies",
      "           from that of the plate's face (off)",
      "  own      each match mode on talk, turn, light and occlude: dB against the truth in the"
          + " donor's",
      "           own skin",
      "  pumping  on light: frame to frame change of the face's mean colour over the truth's, per"
          + " cent",
      "  grain    known grain on plates of talk: variance of the face's grain over it, and how far"
          + " the",
      "           shares of its spectrum are off; by chance alone 2 %% and 6 %% in one frame, less than"
          + " 1 %% and 3 %%",
      "           in eight",
      "  spaces   each built-in colour space: round trip of light from -0.1 to 64, and samples"
          + " outside",
      "           of the matte that are not the plate's, bit for bit"
    },
    footer = {
      "",
      "Example:",
      "  likeness evaluate colour --actors actors --model ana-ben-192.onnx --identity ben \\",
      "      --analyses analyses"
    })
public final class EvaluateColourCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--actors", required = true, paramLabel = "DIR", description = "Has shots/.")
  private Path actors = Path.of("");

  @Option(names = "--model", required = true, paramLabel = "M.onnx", description = "Swap model.")
  private String model = "";

  @Option(names = "--identity", paramLabel = "ID", description = "Identity of the model.")
  private String identity = "";

  @Option(
      names = "--analyses",
      required = true,
      paramLabel = "DIR",
      description = "Folder of analyses by shot (talk.analysis); what is missing is made there.")
  private Path analyses = Path.of("");

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = "modes, own, pumping, grain or spaces, parted by commas.")
  private List<String> only = List.of("modes", "own", "pumping", "grain", "spaces");

  @Option(names = "--step", paramLabel = "N", description = "Every N-th frame for modes and own.")
  private int step = 4;

  @Option(names = "--threads", paramLabel = "N", description = "Frames at once.")
  private int threads = 2;

  /** For picocli. */
  public EvaluateColourCommand() {}

  @Override
  public Integer call() throws IOException {
    ColourEvaluation colour = new ColourEvaluation(model, identity, analyses, threads);
    TruthShot talk = TruthShot.open(actors.resolve("shots/talk"));
    if (only.contains("modes")) {
      line("mode       tone   shape   off (stops)");
      for (ColourEvaluation.ModeScore m : colour.modes(talk, Math.max(1, step))) {
        line("%-7s %7.2f %7.2f   %.3f", m.mode(), m.tone(), m.shape(), m.stops());
      }
    }
    if (only.contains("own")) {
      own();
    }
    if (only.contains("pumping")) {
      line("pumping on light, %% frame to frame beyond the truth's (limit 0.3 in the mean)");
      for (ColourEvaluation.Pumping p :
          colour.pumping(TruthShot.open(actors.resolve("shots/light")))) {
        line("%-24s mean %.3f  most %.3f", p.setting(), p.mean(), p.most());
      }
    }
    if (only.contains("grain")) {
      line("grain of the face over that of the plate (limits 0.9 to 1.1, 10 %% and 10 %%)");
      Path file = Files.createTempFile("likeness-grain", ".analysis");
      try {
        GrainEvaluation.analyse(talk, threads, file);
        List<Integer> all = talk.frames();
        grain(colour, talk, file, all.subList(0, 1), "first frame");
        grain(colour, talk, file, all.subList(0, 2), "first two  ");
        List<Integer> some =
            IntStream.range(0, all.size() / 6).mapToObj(i -> all.get(6 * i)).toList();
        grain(colour, talk, file, some, "every sixth");
      } finally {
        Files.delete(file);
      }
    }
    if (only.contains("spaces")) {
      line("space                round trip   changed outside of the matte");
      for (SpaceEvaluation.Score s :
          SpaceEvaluation.measure(colour, talk, talk.frames().get(talk.frames().size() / 2))) {
        line("%-20s %.1e      %d of %d", s.space(), s.error(), s.changed(), s.outside());
      }
    }
    return ExitCode.OK;
  }

  private void grain(
      ColourEvaluation colour, TruthShot shot, Path file, List<Integer> frames, String which)
      throws IOException {
    GrainEvaluation.Score g = GrainEvaluation.measure(colour, shot, file, frames);
    for (int c = 0; c < 3; c++) {
      line(
          "%s %s  variance %.3f  spectrum off by %.1f %% at most, %.1f %% of power moved",
          which, "RGB".charAt(c), g.variance()[c], 100 * g.spectrum()[c], 100 * g.moved()[c]);
    }
  }

  private void own() throws IOException {
    ColourEvaluation colour = new ColourEvaluation(model, identity, analyses, threads);
    List<TruthShot> shots = new ArrayList<>();
    StringBuilder head = new StringBuilder("mode   ");
    for (String name : List.of("talk", "turn", "light", "occlude")) {
      shots.add(TruthShot.open(actors.resolve("shots").resolve(name)));
      head.append(String.format(Locale.ROOT, " %7s", name));
    }
    line("%s", head);
    for (MatchMode mode : MatchMode.values()) {
      StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-7s", mode.id()));
      for (TruthShot shot : shots) {
        row.append(String.format(Locale.ROOT, " %7.2f", colour.own(shot, mode, Math.max(1, step))));
      }
      line("%s", row);
    }
  }

  private void line(String form, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, form, values));
    out.flush();
  }
}
