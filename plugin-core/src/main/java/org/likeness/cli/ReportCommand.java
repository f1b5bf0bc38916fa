package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourSpace;
import org.likeness.face.FaceChoice;
import org.likeness.face.FaceIdentity;
import org.likeness.face.ShotAnalysis;
import org.likeness.file.AtomicFile;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.FrameRange;
import org.likeness.pipeline.evaluate.ResultSequence;
import org.likeness.pipeline.report.ReportJson;
import org.likeness.pipeline.report.ReportPage;
import org.likeness.pipeline.report.ShotReport;
import org.likeness.pipeline.temporal.Finding;
import org.likeness.pipeline.temporal.FrameFigures;
import org.likeness.pipeline.temporal.ShotRendition;
import org.likeness.pipeline.temporal.TemporalScan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness report}. */
@Command(
    name = "report",
    description = {
      "Finds what is wrong with a rendered sequence over time.",
      "Compares each frame with the one before, moved by the plate's optical flow, and counts only what",
      "the plate does not do itself. Finds:",
      "  missing  frames without a file, unreadable or truncated ones, pixels that are no numbers,",
      "           an empty alpha where the analysis has a face",
      "  flash    frames whose picture or identity jumps",
      "  drift    a face that slowly becomes less like the one of the first frames",
      "  flicker  a matte that trembles or jumps: dtSSD, whole, along the jaw and the hairline",
      "  pumping  a mean colour of the face that goes up and down",
      "Takes what swap or the node wrote (layers rgba, comp, matte) or a comp of another program,",
      "whose face is then taken from the analysis and whose matte is not looked at.",
      "Writes one HTML page that needs nothing beside it and a JSON of the same name."
    },
    footer = {
      "",
      "Exit codes: 0 the report is written; 4 it is, and a kind named by --fail-on was found.",
      "",
      "Example:",
      "  likeness report out/swap.####.exr --plate plate.####.exr --analysis shot.analysis \\",
      "      --out report.html --fail-on missing,flash"
    })
public final class ReportCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "RESULT",
      description = "Pattern (swap.####.exr), or a folder with one sequence in it.")
  private String result = "";

  @Option(
      names = "--plate",
      required = true,
      paramLabel = "PLATE",
      description = "Pattern or file of the plate that it was made of, OpenEXR.")
  private String plate = "";

  @Option(
      names = "--analysis",
      required = true,
      paramLabel = "F",
      showDefaultValue = Visibility.NEVER,
      description = "The shot's analysis; its frames are those that must be there.")
  private Path analysis = Path.of("");

  @Option(
      names = "--face",
      paramLabel = "WHICH",
      description = "Which face was replaced: " + FaceChoice.FORMS + ".")
  private String face = "largest";

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "REPORT.html",
      showDefaultValue = Visibility.NEVER,
      description = "Page to write, with REPORT.json beside it; its folder is made.")
  private Path out = Path.of("");

  @Option(names = "--plate-colour-space", paramLabel = "NAME", description = "Of plate and result.")
  private String colourSpace = "lin_rec709";

  @Option(
      names = "--frames",
      paramLabel = "R",
      description = "Such as 1001-1100 or 1,5,10-20. Default: all of the analysis.")
  private @Nullable String frames;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Frames at a time; at first one a processor. The result does not depend on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--fail-on",
      split = ",",
      paramLabel = "KIND",
      description =
          "Kinds that end with exit code 4, parted by commas: missing, flash, drift, flicker,"
              + " pumping, or none.")
  private List<String> failOn = List.of("missing");

  @Mixin private LimitOptions limits = new LimitOptions();

  @Mixin private IdentityOption identity = new IdentityOption();

  @Option(names = "--strip", paramLabel = "N", description = "Frames on the strip at most.")
  private int strip = 24;

  @Option(names = "--worst", paramLabel = "N", description = "Worst frames to show at most.")
  private int worst = 8;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "Of the page. Default: the sequence's name.")
  private @Nullable String title;

  /** For the service loader. */
  public ReportCommand() {}

  @Override
  public Integer call() throws IOException {
    check();
    ColourSpace space = space();
    ShotAnalysis shot = ShotAnalysis.read(analysis);
    List<Integer> wanted = wanted(shot);
    FramePattern plates = FramePattern.parse(plate);
    ResultSequence made = ResultSequence.open(result);
    checkFiles(plates, made, wanted);
    ShotRendition files = rendition(made, plates, space, shot);
    List<String> remarks = new ArrayList<>();
    List<FrameFigures> figures;
    try (FaceIdentity net = identity.open(remarks::add);
        CliProgress progress = CliProgress.start("report", "frame", wanted.size())) {
      figures = new TemporalScan(files, wanted, net).run(threads, progress::step);
    }
    remarks(remarks, figures, made);
    ShotReport report =
        ShotReport.of(
            title == null ? made.fileName() : title,
            inputs(made, plates),
            remarks,
            limits.limits(),
            figures,
            shot.cuts());
    write(report, files);
    print(report);
    return code(report);
  }

  private void check() {
    if (threads < 1 || strip < 0 || worst < 0) {
      throw new CliException(
          ExitCode.USAGE, "--threads must be 1 or more, --strip and --worst 0 or more");
    }
    for (String k : failOn) {
      if (!k.equals("none") && !Finding.Kind.ids().contains(k)) {
        throw new CliException(
            ExitCode.USAGE,
            "--fail-on "
                + k
                + ": the kinds are "
                + String.join(", ", Finding.Kind.ids())
                + " and none");
      }
    }
    limits.check();
    if (!out.toString().endsWith(".html")) {
      throw new CliException(
          ExitCode.USAGE, "--out " + out + ": the page's name must end in .html");
    }
  }

  private ColourSpace space() {
    try {
      return ColourSpace.byName(colourSpace);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--plate-colour-space: " + e.getMessage(), e);
    }
  }

  private ShotRendition rendition(
      ResultSequence made, FramePattern plates, ColourSpace space, ShotAnalysis shot) {
    try {
      FaceChoice choice = FaceChoice.parse(face);
      if (choice.kind() == FaceChoice.Kind.LIKE) {
        throw new IllegalArgumentException(
            "like: is not known here; name the face by id, name or place");
      }
      return new ShotRendition(made, plates, space, shot, choice);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--face: " + e.getMessage(), e);
    }
  }

  private List<Integer> wanted(ShotAnalysis shot) throws IOException {
    List<Integer> all = shot.frames();
    if (frames != null) {
      try {
        all = FrameRange.parse(frames).frames();
      } catch (IllegalArgumentException e) {
        throw new CliException(ExitCode.USAGE, "--frames: " + e.getMessage(), e);
      }
      TreeSet<Integer> known = new TreeSet<>(shot.frames());
      List<Integer> unknown = all.stream().filter(f -> !known.contains(f)).toList();
      if (!unknown.isEmpty()) {
        throw new IOException(
            analysis
                + ": knows nothing of frames "
                + FrameRange.describe(unknown)
                + "; it has "
                + FrameRange.describe(shot.frames()));
      }
    }
    if (all.isEmpty()) {
      throw new IOException(analysis + ": holds no frames");
    }
    return all;
  }

  private void checkFiles(FramePattern plates, ResultSequence made, List<Integer> wanted)
      throws IOException {
    List<Integer> there = plates.existing();
    List<Integer> missing = wanted.stream().filter(f -> !there.contains(f)).toList();
    if (!missing.isEmpty()) {
      throw new IOException(
          plate
              + ": frames "
              + FrameRange.describe(missing)
              + " of the analysis are missing; give the plate that was analysed");
    }
    if (wanted.stream().noneMatch(made::has)) {
      throw new IOException(
          result
              + ": not one of the frames "
              + FrameRange.describe(wanted)
              + " is there; is it the right sequence?");
    }
  }

  private static void remarks(
      List<String> remarks, List<FrameFigures> figures, ResultSequence made) {
    boolean pairs = figures.stream().anyMatch(f -> f.pair() != null);
    if (!pairs) {
      remarks.add("No two neighbouring frames have a face: nothing over time was measured.");
    } else if (figures.stream().allMatch(f -> f.pair() == null || Double.isNaN(f.pair().matte()))) {
      remarks.add(
          made.fileName()
              + " holds no alpha: the face is where the analysis has it, and its matte was not"
              + " looked at.");
    }
  }

  private Map<String, String> inputs(ResultSequence made, FramePattern plates) {
    Map<String, String> m = new LinkedHashMap<>();
    m.put("result", made.fileName());
    m.put("plate", plates.fileName());
    m.put("analysis", String.valueOf(analysis.getFileName()));
    m.put("face", face);
    return m;
  }

  private void write(ShotReport report, ShotRendition files) throws IOException {
    List<Integer> onStrip = ReportPage.strip(report, strip);
    List<Finding> shown = ReportPage.worst(report, worst);
    String page;
    try (CliProgress progress =
        CliProgress.start("pictures", "frame", onStrip.size() + shown.size())) {
      page = ReportPage.of(report, files, onStrip, shown, threads, progress::step);
    }
    Path folder = out.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    AtomicFile.write(out, page.getBytes(StandardCharsets.UTF_8));
    AtomicFile.write(json(), ReportJson.of(report).getBytes(StandardCharsets.UTF_8));
  }

  private Path json() {
    String name = String.valueOf(out.getFileName());
    return out.resolveSibling(name.substring(0, name.length() - ".html".length()) + ".json");
  }

  private void print(ShotReport report) {
    PrintWriter to = spec.commandLine().getOut();
    report.remarks().forEach(r -> spec.commandLine().getErr().println("note: " + r));
    for (Finding f : report.findings()) {
      to.println(f.kind().id() + ": " + f.sentence());
    }
    to.println(
        report.frames().size()
            + " frames, "
            + (report.findings().isEmpty() ? "no" : String.valueOf(report.findings().size()))
            + (report.findings().size() == 1 ? " finding: " : " findings: ")
            + out);
    to.flush();
  }

  private int code(ShotReport report) {
    for (Finding f : report.findings()) {
      if (failOn.contains(f.kind().id())) {
        return ExitCode.PARTLY;
      }
    }
    return ExitCode.OK;
  }
}
