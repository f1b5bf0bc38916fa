package org.likeness.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness model}: what a swap model says of itself, and who may use it. */
@Command(
    name = "model",
    description =
        "Shows, checks or imports a swap model, or attaches a rights record or a shape to it.",
    synopsisSubcommandLabel = "(show | verify | import | rights | shape)",
    subcommands = {
      ModelShowCommand.class,
      ModelVerifyCommand.class,
      ModelImportCommand.class,
      ModelRightsCommand.class,
      ModelShapeCommand.class,
      ModelToneCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  likeness model show ben.onnx",
      "  likeness model verify ben.onnx",
      "  likeness model import Ben.dfm --name ben --out ben.onnx",
      "  likeness model rights ben.onnx --consent-id C-2041 --holder \"Ben's agency\" \\",
      "      --scope \"project X, shots 10-40\" --expires 2027-12-31 --contact rights@example.org"
    })
public final class ModelCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For the service loader. */
  public ModelCommand() {}

  @Override
  public Integer call() {
    throw new CliException(
        ExitCode.USAGE,
        "say what to do with the model: show, verify, import, rights or shape (see: "
            + spec.qualifiedName()
            + " --help)");
  }
}
