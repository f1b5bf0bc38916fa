package org.likeness.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceChoice;
import org.likeness.face.PointName;
import org.likeness.face.ShotAnalysis;
import org.likeness.file.AtomicFile;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.export.AnalysisExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness analysis export}. */
@Command(
    name = "export",
    description = {
      "Writes tracks for other programs, with corrections applied.",
      "nuke-tracker: a Tracker4 node of Nuke. nuke-cornerpin: a CornerPin2D node that lays a square",
      "of 512 pixels onto the crop's place. ascii: lines of name, frame, x, y (with one point frame,",
      "x, y), pixels from the lower left. faceswap: FaceSwap's alignments.fsa, version 2.4."
    },
    footer = {
      "",
      "Examples:",
      "  likeness analysis export shot.analysis --format nuke-tracker --out face.nk",
      "  likeness analysis export shot.analysis --format ascii --points point:30 --out nose.txt",
      "  likeness analysis export shot.analysis --format faceswap --plate plate.####.png \\",
      "      --out alignments.fsa"
    })
public final class AnalysisExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AnalysisFileOption analysis = new AnalysisFileOption();

  @Option(
      names = "--format",
      required = true,
      showDefaultValue = Visibility.NEVER,
      paramLabel = "F",
      description = "nuke-tracker, nuke-cornerpin, ascii or faceswap.")
  private String format = "";

  @Option(
      names = "--face",
      paramLabel = "WHICH",
      description = "Which track, as for swap. Default: the largest; with faceswap all.")
  private @Nullable String face;

  @Option(
      names = "--points",
      split = ",",
      paramLabel = "P",
      description =
          "classic (all 68), or names: point:0 to point:67, mesh:0 to mesh:467, iris:left,"
              + " iris:right. Default: eight main ones.")
  private List<String> points = List.of();

  @Option(
      names = "--plate",
      paramLabel = "PATTERN",
      description = "With faceswap: how the plate's files are called.")
  private @Nullable String plate;

  @Option(
      names = "--height",
      paramLabel = "PIXELS",
      description = "Of the plate, where an old analysis does not say it.")
  private int height;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "File to write. Default: standard output (not for faceswap).")
  private @Nullable Path out;

  /** For picocli. */
  public AnalysisExportCommand() {}

  @Override
  public Integer call() throws IOException {
    AnalysisExport.Format form;
    FaceChoice choice;
    List<PointName> names;
    try {
      form = AnalysisExport.Format.parse(format);
      choice = face == null ? null : FaceChoice.parse(face);
      names = names();
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    if (out == null && form == AnalysisExport.Format.FACESWAP) {
      throw new CliException(ExitCode.USAGE, "faceswap is no text; give --out alignments.fsa");
    }
    ShotAnalysis a = analysis.read();
    FramePattern pattern = plate == null ? null : FramePattern.parse(plate);
    byte[] bytes = new AnalysisExport(a, choice, names, height).write(form, pattern);
    if (out == null) {
      spec.commandLine().getOut().print(new String(bytes, StandardCharsets.UTF_8));
      spec.commandLine().getOut().flush();
    } else {
      AtomicFile.write(out, bytes);
    }
    return ExitCode.OK;
  }

  private List<PointName> names() {
    List<PointName> names = new ArrayList<>();
    for (String p : points) {
      if (p.equals("classic")) {
        names.addAll(AnalysisExport.classic());
      } else {
        names.add(PointName.parse(p));
      }
    }
    return names;
  }
}
