package org.likeness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.face.Corrections;
import org.likeness.face.ShotAnalysis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness analysis edit}. */
@Command(
    name = "edit",
    description = {
      "Corrects an analysis.",
      "Corrections are kept beside what was found and survive a new analysis of the shot. They are",
      "applied in order; one that does not fit refuses them all, and nothing is written."
    },
    footer = {
      "",
      "Corrections are JSON, such as:",
      "  {\"corrections\": [",
      "    {\"do\": \"points\", \"track\": 0, \"keys\": [",
      "      {\"frame\": 1010, \"to\": {\"point:30\": [512.5, 300.0]}},",
      "      {\"frame\": 1030, \"by\": {\"point:30\": [-3, 0], \"iris:left\": [1, 0]}}]},",
      "    {\"do\": \"move\", \"track\": 0, \"fade\": 5, \"keys\": [",
      "      {\"frame\": 1050, \"by\": [4, -2], \"scale\": 1.05, \"turn\": 2}]},",
      "    {\"do\": \"split\", \"track\": 0, \"frame\": 1040},",
      "    {\"do\": \"join\", \"track\": 0, \"with\": 2},",
      "    {\"do\": \"name\", \"track\": 0, \"name\": \"anna\"},",
      "    {\"do\": \"identity\", \"track\": 0, \"identity\": \"anna\"},",
      "    {\"do\": \"delete\", \"track\": 1, \"from\": 1001, \"to\": 1008}]}",
      "",
      "Examples:",
      "  likeness analysis edit shot.analysis --with fixes.json",
      "  likeness analysis edit shot.analysis --undo 1"
    })
public final class AnalysisEditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AnalysisFileOption analysis = new AnalysisFileOption();

  @Option(names = "--with", paramLabel = "FILE", description = "JSON file of corrections to add.")
  private @Nullable Path with;

  @Option(names = "--undo", paramLabel = "N", description = "First takes the last N back.")
  private int undo;

  @Option(names = "--clear", description = "First takes all back.")
  private boolean clear;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "File to write. Default: the analysis itself is replaced.")
  private @Nullable Path out;

  /** For picocli. */
  public AnalysisEditCommand() {}

  @Override
  public Integer call() throws IOException {
    if (with == null && undo == 0 && !clear) {
      throw new CliException(ExitCode.USAGE, "say what to do: --with FILE, --undo N or --clear");
    }
    if (undo < 0) {
      throw new CliException(ExitCode.USAGE, "--undo is " + undo + "; it must be 1 or more");
    }
    ShotAnalysis a = analysis.read();
    if (undo > a.corrections().size()) {
      throw new CliException(
          ExitCode.USAGE,
          "--undo is " + undo + "; the analysis has " + a.corrections().size() + " corrections");
    }
    Corrections kept = clear ? Corrections.NONE : a.corrections().withoutLast(undo);
    Corrections all = with == null ? kept : added(with, kept, a);
    ShotAnalysis edited = a.with(all);
    Path to = out == null ? analysis.file() : out;
    edited.write(to);
    spec.commandLine()
        .getOut()
        .println(to + ": " + all.size() + (all.size() == 1 ? " correction" : " corrections"));
    edited.problems().forEach(p -> spec.commandLine().getErr().println("note: " + p));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private static Corrections added(Path file, Corrections kept, ShotAnalysis a) throws IOException {
    String json = Files.readString(file);
    try {
      return kept.then(Corrections.parse(json), a);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }
}
