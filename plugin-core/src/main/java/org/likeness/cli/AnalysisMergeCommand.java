package org.likeness.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.face.IdentityGallery;
import org.likeness.face.ShotAnalysis;
import org.likeness.face.ShotChunk;
import org.likeness.pipeline.PreviousAnalysis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness analysis merge}. */
@Command(
    name = "merge",
    description = {
      "Joins the parts of a shot that likeness analyse --chunk made, in any order.",
      "The result is, byte by byte, that of one run over the whole shot. Corrections of a file that",
      "is there already are carried over."
    })
public final class AnalysisMergeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "CHUNK",
      description = "The parts: each frame of the shot in one of them.")
  private List<Path> parts = List.of();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "SHOT.analysis",
      showDefaultValue = Visibility.NEVER,
      description = "File to write; its folder is made.")
  private Path out = Path.of("");

  @Option(
      names = "--gallery",
      paramLabel = "CAST.gallery",
      description = "People by whom the faces are told: a file of likeness gallery make.")
  private @Nullable Path gallery;

  /** For picocli. */
  public AnalysisMergeCommand() {}

  @Override
  public Integer call() throws IOException {
    List<ShotChunk.Named> named = new ArrayList<>();
    for (Path p : parts) {
      named.add(new ShotChunk.Named(p.toString(), ShotChunk.read(p)));
    }
    ShotAnalysis analysis = ShotChunk.merge(named);
    if (gallery != null) {
      analysis = IdentityGallery.read(gallery).recognise(analysis);
    }
    PreviousAnalysis previous = PreviousAnalysis.at(out);
    if (!previous.note().isEmpty()) {
      spec.commandLine().getErr().println("note: " + previous.note());
    }
    analysis = analysis.with(previous.corrections());
    analysis.write(out);
    spec.commandLine()
        .getOut()
        .println(
            analysis.frames().size() + " frames, " + analysis.tracks().size() + " faces: " + out);
    analysis.problems().forEach(p -> spec.commandLine().getErr().println("note: " + p));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
