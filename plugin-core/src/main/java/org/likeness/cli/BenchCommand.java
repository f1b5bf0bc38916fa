package org.likeness.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness bench}: what parts of Likeness cost on this machine. */
@Command(
    name = "bench",
    description = "Measures what parts of Likeness cost on this machine, against their limits.",
    synopsisSubcommandLabel = "(bridge | analyse | finish)",
    subcommands = {BenchBridgeCommand.class, BenchAnalyseCommand.class, BenchFinishCommand.class})
public final class BenchCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For the service loader. */
  public BenchCommand() {}

  @Override
  public Integer call() {
    throw new CliException(
        ExitCode.USAGE,
        "say what to measure: bridge, analyse or finish (see: "
            + spec.qualifiedName()
            + " --help)");
  }
}
