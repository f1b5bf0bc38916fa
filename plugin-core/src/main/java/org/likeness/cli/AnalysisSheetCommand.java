package org.likeness.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourSpace;
import org.likeness.face.ShotAnalysis;
import org.likeness.file.AtomicFile;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.PlateSource;
import org.likeness.pipeline.sheet.AnalysisSheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness analysis sheet}. */
@Command(
    name = "sheet",
    description = {
      "Draws an analysis as one HTML page that needs nothing beside it.",
      "A contact sheet of the plate with crops, points and ids, and for each face its crops and plots",
      "of pose, confidence, size and jitter over time. Without --plate only the plots."
    },
    footer = {
      "",
      "Example:",
      "  likeness analysis sheet shot.analysis --plate plate.####.exr --out sheet.html"
    })
public final class AnalysisSheetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SHOT.analysis", description = "The analysis.")
  private Path file = Path.of("");

  @Option(
      names = "--plate",
      paramLabel = "PLATE",
      description = "Pattern (plate.####.exr, plate.%%04d.exr) or file that was analysed.")
  private @Nullable String plate;

  @Option(
      names = "--plate-colour-space",
      paramLabel = "NAME",
      description = "Of an OpenEXR plate; PNG, JPEG and TIFF are taken for sRGB.")
  private String colourSpace = "lin_rec709";

  @Option(
      names = "--pictures",
      paramLabel = "N",
      description = "Frames on the contact sheet, evenly spread.")
  private int pictures = 24;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "Of the page. Default: the file's name.")
  private @Nullable String title;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "SHEET.html",
      showDefaultValue = Visibility.NEVER,
      description = "Page to write; its folder is made.")
  private Path out = Path.of("");

  /** For picocli. */
  public AnalysisSheetCommand() {}

  @Override
  public Integer call() throws IOException {
    if (pictures < 1) {
      throw new CliException(
          ExitCode.USAGE, "--pictures is " + pictures + "; it must be 1 or more");
    }
    try {
      ColourSpace.byName(colourSpace);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--plate-colour-space: " + e.getMessage(), e);
    }
    ShotAnalysis analysis = ShotAnalysis.read(file);
    PlateSource source = null;
    if (plate != null) {
      FramePattern pattern = FramePattern.parse(plate);
      List<Integer> there = pattern.existing();
      List<Integer> missing = analysis.frames().stream().filter(f -> !there.contains(f)).toList();
      if (!missing.isEmpty()) {
        throw new IOException(
            plate
                + ": frames "
                + org.likeness.pipeline.FrameRange.describe(missing)
                + " of the analysis are missing; give the plate that was analysed");
      }
      source = new PlateSource(pattern, analysis.frames(), colourSpace);
    }
    int n = source == null ? 0 : Math.min(pictures, analysis.frames().size());
    String page;
    try (CliProgress progress = CliProgress.start("sheet", "frame", n)) {
      String name = title == null ? String.valueOf(file.getFileName()) : title;
      page = AnalysisSheet.page(analysis, name, source, pictures, progress::step);
    }
    Path folder = out.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    AtomicFile.write(out, page.getBytes(StandardCharsets.UTF_8));
    spec.commandLine()
        .getOut()
        .println(analysis.tracks().size() + " faces, " + n + " pictures: " + out);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
