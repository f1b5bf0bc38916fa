package org.likeness.train.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.likeness.train.matte.MatteTraining;
import org.likeness.train.rendered.StartWeights;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code likeness train-matte}: the network that sees what of a face is visible. */
@Command(
    name = "train-matte",
    description = {
      "Trains the network that sees what of a face is visible.",
      "From rendered faces with exact truth; it is a part of Likeness and needs no training for a",
      "shot. Goes on where its folder's checkpoint ends. SIGTERM saves and ends."
    })
public final class TrainMatteCommand extends TrainNetCommand {
  private final MatteTraining net;

  @Option(
      names = "--start",
      paramLabel = "FILE",
      description = {
        "Network of this program, .onnx: layers of the same name and shape begin with its weights."
      })
  private @Nullable Path start;

  /** For the service loader. */
  public TrainMatteCommand() {
    this(new MatteTraining());
  }

  private TrainMatteCommand(MatteTraining net) {
    super(net, "matte.onnx", 900);
    this.net = net;
  }

  @Override
  float @Nullable [] first(long seed) throws IOException {
    if (start == null) {
      return null;
    }
    StartWeights taken =
        StartWeights.of(net.parameters(), seed, Files.readAllBytes(start), start.toString());
    System.out.printf("%d weights taken from %s%n", taken.taken(), start);
    return taken.weights();
  }
}
