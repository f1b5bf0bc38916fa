package org.likeness.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness analysis}: what can be done with an analysis once it is there. */
@Command(
    name = "analysis",
    description = "Shows, joins, corrects, draws and exports the analysis of a shot.",
    synopsisSubcommandLabel = "(info | dump | edit | merge | export | sheet)",
    subcommands = {
      AnalysisInfoCommand.class,
      AnalysisDumpCommand.class,
      AnalysisEditCommand.class,
      AnalysisMergeCommand.class,
      AnalysisExportCommand.class,
      AnalysisSheetCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  likeness analysis info shot.analysis",
      "  likeness analysis edit shot.analysis --with fixes.json",
      "  likeness analysis merge a.chunk b.chunk --out shot.analysis",
      "  likeness analysis export shot.analysis --format nuke-tracker --out face.nk"
    })
public final class AnalysisCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For the service loader. */
  public AnalysisCommand() {}

  @Override
  public Integer call() {
    throw new CliException(
        ExitCode.USAGE,
        "say what to do with the analysis (see: " + spec.qualifiedName() + " --help)");
  }
}
