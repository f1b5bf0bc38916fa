package org.likeness.train.cli;

import org.likeness.cli.CliCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code likeness matte}: what belongs to a shot's matte. */
@Command(
    name = "matte",
    description = "A shot's own matte network.",
    subcommands = {MatteTrainCommand.class})
public final class MatteCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For the service loader. */
  public MatteCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "likeness matte: say what to do: train");
  }
}
