package org.likeness.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code likeness layers}: what layers there are, what a file has, and a file with some of them.
 */
@Command(
    name = "layers",
    description =
        "Lists the layers of a swap, shows those of a file, or takes some into a new one.",
    synopsisSubcommandLabel = "(list | show | extract)",
    subcommands = {LayersListCommand.class, LayersShowCommand.class, LayersExtractCommand.class},
    footer = {
      "",
      "Examples:",
      "  likeness layers list",
      "  likeness layers show swap.1001.exr",
      "  likeness layers extract swap.####.exr --layers mattes,stmap --file multi \\",
      "      --out mattes.####.exr"
    })
public final class LayersCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For the service loader. */
  public LayersCommand() {}

  @Override
  public Integer call() {
    throw new CliException(
        ExitCode.USAGE,
        "say what to do with layers: list, show or extract (see: "
            + spec.qualifiedName()
            + " --help)");
  }
}
