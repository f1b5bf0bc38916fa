package org.likeness.train.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.likeness.cli.CliCommand;
import org.likeness.cli.ExitCode;
import org.likeness.train.loop.TrainingRun;
import org.likeness.train.page.TrainingPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness train-page}. */
@Command(
    name = "train-page",
    description = {
      "Serves the page of a training that runs elsewhere, was begun without --page, or has ended.",
      "It needs the model's folder alone, such as one on a studio's storage. Changes and stop are",
      "taken while the training runs. Ends with Ctrl-C, or when nobody has looked for a while."
    })
public final class TrainPageCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "MODELDIR",
      showDefaultValue = Visibility.NEVER,
      description = "Model's folder.")
  private Path folder = Path.of("");

  @Mixin private PageOptions where = new PageOptions();

  /** For the service loader. */
  public TrainPageCommand() {}

  @Override
  public Integer call() throws IOException {
    InetAddress address = where.check();
    if (!Files.isRegularFile(folder.resolve(TrainingRun.LOG))
        && !Files.isRegularFile(folder.resolve("config.json"))) {
      throw new IOException(
          folder + ": no model's folder: it has neither " + TrainingRun.LOG + " nor config.json");
    }
    where.serve(address, new TrainingPage(folder), end -> {}, spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
