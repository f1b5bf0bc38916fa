package org.likeness.train.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliCommand;
import org.likeness.cli.ExitCode;
import org.likeness.train.loop.NetRun;
import org.likeness.train.loop.Settings;
import org.likeness.train.loop.StartWeights;
import org.likeness.train.matte.MatteConfig;
import org.likeness.train.matte.MatteData;
import org.likeness.train.matte.MatteExport;
import org.likeness.train.matte.MatteRun;
import org.likeness.train.net.TorchRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness train-matte}: the network that sees what of a face is visible. */
@Command(
    name = "train-matte",
    description = {
      "Trains the network that sees what of a face is visible.",
      "From rendered faces with exact truth; it is a part of Likeness and needs no training for a",
      "shot. Goes on where its folder's checkpoint ends. SIGTERM saves and ends."
    })
public final class TrainMatteCommand implements CliCommand {
  @Parameters(
      arity = "1..*",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "DIR",
      description =
          "Folders of rendered faces: one folder a person, each with img, matte, parts and meta.")
  private List<Path> data = List.of();

  @Option(
      names = "--out",
      showDefaultValue = Visibility.NEVER,
      required = true,
      paramLabel = "RUN",
      description = "Folder for checkpoint, log and matte.onnx.")
  private Path out = Path.of("");

  @Option(
      names = "--judge",
      paramLabel = "DIR",
      description = "Rendered faces of other people, to measure on.")
  private @Nullable Path judge;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "JSON with any of the keys of a run's config.json.")
  private @Nullable Path configFile;

  @Option(
      names = "--start",
      paramLabel = "FILE",
      description = {
        "Network of this program, .onnx: layers of the same name and shape begin with its weights."
      })
  private @Nullable Path start;

  @Option(names = "--threads", paramLabel = "N", description = "Threads of libtorch.")
  private int threads = 1;

  @Option(
      names = "--max-minutes",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "N",
      description = "End after so many minutes, saved.")
  private double maxMinutes = 1e9;

  /** For the service loader. */
  public TrainMatteCommand() {}

  @Override
  public Integer call() throws IOException {
    MatteConfig config = config();
    TorchRuntime.start(Math.max(1, threads));
    MatteData pictures = MatteData.read(data);
    System.out.printf("%d pictures of %d people%n", pictures.size(), pictures.people());
    float[] first = null;
    if (start != null) {
      StartWeights taken =
          MatteRun.start(Files.readAllBytes(start), start.toString(), config.seed());
      System.out.printf("%d weights taken from %s%n", taken.taken(), start);
      first = taken.weights();
    }
    AtomicBoolean stop = StopSignals.install();
    new MatteRun(
            out,
            config,
            pictures,
            judge == null ? null : MatteData.read(List.of(judge)),
            first,
            line -> {
              System.out.println(line);
              System.out.flush();
            })
        .run(stop, new NetRun.Times(maxMinutes * 60, 120, 900));
    MatteExport.write(out, out.resolve("matte.onnx"));
    System.out.println("written: " + out.resolve("matte.onnx"));
    return ExitCode.OK;
  }

  private MatteConfig config() throws IOException {
    MatteRun.Header before = MatteRun.header(out);
    ObjectNode tree =
        Settings.JSON.valueToTree(before == null ? MatteConfig.DEFAULT : before.config());
    if (configFile != null) {
      Settings.lay(tree, Settings.parse(configFile));
    }
    return Settings.read(tree, MatteConfig.class, String.valueOf(configFile));
  }
}
