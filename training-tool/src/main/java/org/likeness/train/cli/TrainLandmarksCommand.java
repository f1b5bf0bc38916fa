package org.likeness.train.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliCommand;
import org.likeness.cli.ExitCode;
import org.likeness.train.landmark.LandmarkConfig;
import org.likeness.train.landmark.LandmarkData;
import org.likeness.train.landmark.LandmarkExport;
import org.likeness.train.landmark.LandmarkRun;
import org.likeness.train.loop.Settings;
import org.likeness.train.net.TorchRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness train-landmarks}: the network that refines a face's points. */
@Command(
    name = "train-landmarks",
    description = {
      "Trains the network that refines the points of faces.",
      "From rendered faces with exact truth; it is a part of Likeness and needs no training for a",
      "shot. Goes on where its folder's checkpoint ends. SIGTERM saves and ends."
    })
public final class TrainLandmarksCommand implements CliCommand {
  @Parameters(
      arity = "1..*",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "DIR",
      description = "Folders of rendered faces: one folder a person, each with meta/*.json.")
  private List<Path> data = List.of();

  @Option(
      names = "--out",
      showDefaultValue = Visibility.NEVER,
      required = true,
      paramLabel = "RUN",
      description = "Folder for checkpoint, log and landmarks.onnx.")
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

  @Option(names = "--threads", paramLabel = "N", description = "Threads of libtorch.")
  private int threads = 1;

  @Option(
      names = "--max-minutes",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "N",
      description = "End after so many minutes, saved.")
  private double maxMinutes = 1e9;

  /** For the service loader. */
  public TrainLandmarksCommand() {}

  @Override
  public Integer call() throws IOException {
    LandmarkConfig config = config();
    TorchRuntime.start(Math.max(1, threads));
    LandmarkData pictures = LandmarkData.read(data);
    System.out.printf("%d pictures of %d people%n", pictures.size(), pictures.people());
    AtomicBoolean stop = StopSignals.install();
    new LandmarkRun(
            out,
            config,
            pictures,
            judge == null ? null : LandmarkData.read(List.of(judge)),
            line -> {
              System.out.println(line);
              System.out.flush();
            })
        .run(stop, maxMinutes * 60, 120, 300);
    LandmarkExport.write(out, out.resolve("landmarks.onnx"));
    System.out.println("written: " + out.resolve("landmarks.onnx"));
    return ExitCode.OK;
  }

  private LandmarkConfig config() throws IOException {
    LandmarkRun.Header before = LandmarkRun.header(out);
    ObjectNode tree =
        Settings.JSON.valueToTree(before == null ? LandmarkConfig.DEFAULT : before.config());
    if (configFile != null) {
      Settings.lay(tree, Settings.parse(configFile));
    }
    return Settings.read(tree, LandmarkConfig.class, String.valueOf(configFile));
  }
}
