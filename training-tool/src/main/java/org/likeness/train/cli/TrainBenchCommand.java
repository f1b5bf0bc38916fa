package org.likeness.train.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliCommand;
import org.likeness.cli.ExitCode;
import org.likeness.train.data.Batch;
import org.likeness.train.data.CounterRandom;
import org.likeness.train.loop.MemoryEstimate;
import org.likeness.train.loop.ProcessMemory;
import org.likeness.train.loop.Settings;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.Trainer;
import org.likeness.train.net.TorchRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code likeness train-bench}: training steps on numbers drawn at random, some at a time as a
 * script asks for them on standard input, so that they can take turns with another program's.
 */
@Command(
    name = "train-bench",
    hidden = true,
    description = "Times training steps; driven by training-tool/bench/against-pytorch.py.")
public final class TrainBenchCommand implements CliCommand {
  @Option(names = "--resolution", paramLabel = "PIXELS", description = "Side of the crop.")
  private int resolution = 128;

  @Option(names = "--threads", paramLabel = "N", description = "Threads of libtorch.")
  private int threads = 1;

  @Option(names = "--config", paramLabel = "FILE", description = "As for likeness train.")
  private @Nullable Path configFile;

  /** For the service loader. */
  public TrainBenchCommand() {}

  @Override
  public Integer call() throws IOException {
    TorchRuntime.start(threads);
    TrainConfig config = TrainConfig.defaults("df", resolution);
    if (configFile != null) {
      config = config.with(Settings.parse(configFile), configFile.toString());
    }
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      batches.add(noise(config, i));
    }
    try (Trainer trainer = Trainer.fresh(config, batches.size());
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      long estimate = MemoryEstimate.of(config, batches.size(), 0).total();
      System.out.printf("ready %d %d%n", trainer.parameterCount(), estimate);
      System.out.flush();
      String line = in.readLine();
      while (line != null) {
        int steps = Integer.parseInt(line.trim());
        long start = System.nanoTime();
        double loss = 0;
        for (int i = 0; i < steps; i++) {
          loss = trainer.step(batches).loss();
        }
        System.out.printf(
            Locale.ROOT,
            "%.6f %.6f %d %d%n",
            (System.nanoTime() - start) / 1e9,
            loss,
            ProcessMemory.resident(),
            ProcessMemory.peak());
        System.out.flush();
        line = in.readLine();
      }
    }
    return ExitCode.OK;
  }

  private static Batch noise(TrainConfig config, int identity) {
    Batch batch = Batch.allocate(config.batch(), config.net().resolution());
    CounterRandom random = new CounterRandom(config.seed(), 0, identity);
    for (float[] part :
        List.of(batch.input(), batch.label(), batch.matte(), batch.area(), batch.priority())) {
      for (int i = 0; i < part.length; i++) {
        part[i] = (float) random.uniform();
      }
    }
    return batch;
  }
}
