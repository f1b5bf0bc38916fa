package org.likeness.train.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliCommand;
import org.likeness.cli.ExitCode;
import org.likeness.train.data.page.PageServer;
import org.likeness.train.loop.TrainingRun;
import org.likeness.train.page.TrainingPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(names = "--port", paramLabel = "N", description = "Port; 0 = any free one.")
  private int port;

  @Option(
      names = "--host",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "ADDRESS",
      description = "Address of this machine to listen on; this machine alone without it.")
  private @Nullable String host;

  @Option(
      names = "--idle-minutes",
      paramLabel = "N",
      description = "End when nobody has looked for so long.")
  private double idle = 60;

  /** For the service loader. */
  public TrainPageCommand() {}

  @Override
  public Integer call() throws IOException {
    WatchOptions.checkPort("--port", port);
    if (!(idle > 0)) {
      throw new org.likeness.cli.CliException(
          ExitCode.USAGE, "--idle-minutes is " + idle + ": it must be above 0");
    }
    if (!Files.isRegularFile(folder.resolve(TrainingRun.LOG))
        && !Files.isRegularFile(folder.resolve("config.json"))) {
      throw new IOException(
          folder + ": no model's folder: it has neither " + TrainingRun.LOG + " nor config.json");
    }
    try (PageServer server =
        PageServer.start(WatchOptions.address("--host", host), port, new TrainingPage(folder))) {
      spec.commandLine().getOut().println("Open " + server.url());
      spec.commandLine().getOut().flush();
      server.await(Math.round(idle * 60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }
}
