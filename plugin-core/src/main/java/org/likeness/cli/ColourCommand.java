package org.likeness.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code likeness colour}: the colour spaces that a plate can be in. */
@Command(
    name = "colour",
    description = "Colour spaces of plates: built in, and of an OpenColorIO configuration.",
    subcommands = {ColourListCommand.class, ColourCheckCommand.class})
public final class ColourCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For the service loader. */
  public ColourCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "likeness colour: say what to do: list or check");
  }
}
