package org.likeness.train.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliCommand;
import org.likeness.cli.ExitCode;
import org.likeness.train.loop.Settings;
import org.likeness.train.net.TorchRuntime;
import org.likeness.train.rendered.NetTrainer;
import org.likeness.train.rendered.RenderedConfig;
import org.likeness.train.rendered.RenderedNet;
import org.likeness.train.rendered.RenderedRun;
import org.likeness.train.rendered.RenderedSet;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains one of the product's own networks from rendered faces. */
abstract class TrainNetCommand implements CliCommand {
  private static final double SAVE_SECONDS = 120;

  private final RenderedNet<?, ?, ?, ?> net;
  private final String file;
  private final double judgeSeconds;

  @Parameters(
      arity = "1..*",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "DIR",
      description = {
        "Folders of rendered faces: one folder a person, each with meta/*.json and the pictures"
            + " that",
        "these name."
      })
  private List<Path> data = List.of();

  @Option(
      names = "--out",
      showDefaultValue = Visibility.NEVER,
      required = true,
      paramLabel = "RUN",
      description = "Folder for checkpoint, log and the network, .onnx.")
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

  /**
   * @param file name of the network in the run's folder
   * @param judgeSeconds between measurements
   */
  TrainNetCommand(RenderedNet<?, ?, ?, ?> net, String file, double judgeSeconds) {
    this.net = net;
    this.file = file;
    this.judgeSeconds = judgeSeconds;
  }

  @Override
  public final Integer call() throws IOException {
    train(net);
    return ExitCode.OK;
  }

  /** Weights that a new training begins with; null for random ones. */
  float @Nullable [] first(long seed) throws IOException {
    return null;
  }

  private <C extends RenderedConfig, P, B, T extends NetTrainer<B>> void train(
      RenderedNet<C, P, B, T> trained) throws IOException {
    C config = config(trained);
    TorchRuntime.start(Math.max(1, threads));
    RenderedSet<P> pictures = trained.read(data);
    System.out.printf("%d pictures of %d people%n", pictures.size(), pictures.people());
    float[] first = first(config.seed());
    RenderedRun<C, P, B, T> run =
        new RenderedRun<>(
            out,
            trained,
            config,
            pictures,
            judge == null ? List.of() : trained.read(List.of(judge)).pictures(),
            line -> {
              System.out.println(line);
              System.out.flush();
            });
    run.run(
        first,
        StopSignals.install(),
        new RenderedRun.Times(maxMinutes * 60, SAVE_SECONDS, judgeSeconds));
    RenderedRun.export(out, trained, out.resolve(file));
    System.out.println("written: " + out.resolve(file));
  }

  private <C extends RenderedConfig> C config(RenderedNet<C, ?, ?, ?> trained) throws IOException {
    RenderedRun.Header<C> before = RenderedRun.header(out, trained);
    C usual = before == null ? trained.usual() : before.config();
    if (configFile == null) {
      return usual;
    }
    ObjectNode tree = Settings.JSON.valueToTree(usual);
    Settings.lay(tree, Settings.parse(configFile));
    @SuppressWarnings("unchecked") // a record's class
    Class<C> kind = (Class<C>) usual.getClass();
    return Settings.read(tree, kind, configFile.toString());
  }
}
