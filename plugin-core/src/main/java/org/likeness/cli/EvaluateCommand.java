package org.likeness.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code likeness evaluate}: figures for what was made. */
@Command(
    name = "evaluate",
    description = "Measures results against a known truth.",
    subcommands = {
      EvaluateSwapCommand.class,
      EvaluateAnalysisCommand.class,
      EvaluateMatteCommand.class,
      EvaluateColourCommand.class,
      EvaluateTemporalCommand.class
    })
public final class EvaluateCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For the service loader. */
  public EvaluateCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "likeness evaluate: say what to evaluate: swap, analysis, matte, colour or temporal");
  }
}
