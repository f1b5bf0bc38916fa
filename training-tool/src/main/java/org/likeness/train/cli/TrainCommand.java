package org.likeness.train.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliCommand;
import org.likeness.cli.ExitCode;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.loop.Settings;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.TrainedIdentity;
import org.likeness.train.loop.Trainer;
import org.likeness.train.loop.TrainingRun;
import org.likeness.train.loop.Validator;
import org.likeness.train.net.TorchRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sun.misc.Signal;

/** {@code likeness train}: facesets to a model. */
@Command(
    name = "train",
    description =
        "Trains a model on the facesets of two or more identities. SIGTERM saves and ends.")
public final class TrainCommand implements CliCommand {
  @Parameters(
      arity = "1..*",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FACESET",
      description = "Folders made by likeness extract; several of one identity are joined.")
  private List<Path> facesets = List.of();

  @Option(
      names = "--out",
      showDefaultValue = Visibility.NEVER,
      required = true,
      paramLabel = "MODELDIR",
      description = "Model's folder.")
  private Path out = Path.of("");

  @Option(
      names = "--arch",
      paramLabel = "FAMILY",
      description = "Network family: df, liae, amp or comb (df).")
  private @Nullable String arch;

  @Option(
      names = "--resolution",
      paramLabel = "PIXELS",
      description = "Side of the crop, pixels, a multiple of 32 up to 1024 (the size's).")
  private @Nullable Integer resolution;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "How many in all, those before --resume included (20000).")
  private @Nullable Long iterations;

  @Mixin private StartOptions beginning = new StartOptions();

  @Option(names = "--resume", description = "Go on from the newest whole checkpoint.")
  private boolean resume;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of all random numbers (1).")
  private @Nullable Long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads; 0 = one for each processor.")
  private int threads;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Samples of each identity an iteration (4).")
  private @Nullable Integer batch;

  @Option(names = "--lr", paramLabel = "RATE", description = "Highest learning rate (0.0003).")
  private @Nullable Double rate;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "JSON with any of the keys of a model folder's config.json.")
  private @Nullable Path configFile;

  @Option(
      names = "--max-minutes",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "N",
      description = "End after so many minutes, saved.")
  private double maxMinutes = 1e9;

  @Option(
      names = "--checkpoint-minutes",
      paramLabel = "N",
      description = "Minutes between checkpoints.")
  private double checkpointMinutes = 5;

  @Option(names = "--preview-minutes", paramLabel = "N", description = "Minutes between previews.")
  private double previewMinutes = 5;

  @Option(names = "--fp32", description = "Compute in float32 instead of bfloat16.")
  private boolean fp32;

  @Mixin private ValidationOptions judging = new ValidationOptions();

  @Override
  public Integer call() throws IOException {
    int workers = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    Checkpoint from = resume ? Checkpoint.newest(out) : null;
    FacesetGroups groups = FacesetGroups.read(facesets, beginning.fewest(from));
    if (from == null && !Checkpoint.list(out).isEmpty()) {
      throw new IOException(
          out + ": a training has begun here; add --resume or choose another folder");
    }
    TrainConfig config = config(from);
    if (from != null) {
      groups.checkSame(trained(from));
    }
    TorchRuntime.start(workers);
    List<TrainingSet> sets = groups.load(config.net().resolution(), workers);
    List<TrainedIdentity> who =
        from != null ? from.header().identities() : beginning.who(groups.identities());
    AtomicBoolean stop = new AtomicBoolean();
    Signal.handle(new Signal("TERM"), s -> stop.set(true));
    Signal.handle(new Signal("INT"), s -> stop.set(true));
    try (Trainer trainer =
        from == null
            ? Trainer.begin(config, who.size(), beginning.start(config, who))
            : Trainer.resume(config, from)) {
      for (int i = 0; i < sets.size(); i++) {
        String id = groups.identities().get(i).id();
        System.out.printf("%s: %d faces%n", id, sets.get(i).faces().size());
      }
      System.out.printf(
          "%s, %d px, %,d numbers, iterations %d to %d%n",
          config.net().arch(),
          config.net().resolution(),
          trainer.parameterCount(),
          trainer.iteration(),
          config.iterations());
      TrainingRun run =
          new TrainingRun(
              sets,
              who,
              trainer,
              new TrainingRun.Plan(
                  out, maxMinutes * 60, checkpointMinutes * 60, previewMinutes * 60),
              from == null ? 0 : from.header().seconds(),
              from == null ? 0 : from.header().loss());
      Validator judge = judging.open(who, config.net().resolution());
      if (judge != null) {
        run.judgedBy(judge);
      }
      boolean done = run.run(stop, new Report(maxMinutes * 60));
      System.out.printf(
          Locale.ROOT,
          "%s at iteration %d of %d, saved in %s%n",
          done ? "Done" : stop.get() ? "Stopped" : "Time is up",
          trainer.iteration(),
          config.iterations(),
          out);
      return ExitCode.OK;
    }
  }

  /** Those of a checkpoint's identities that are not finished. */
  private static List<TrainedIdentity> trained(Checkpoint from) {
    List<TrainedIdentity> all = from.header().identities();
    return all.subList(from.header().config().freeze().identities(), all.size());
  }

  private TrainConfig config(@Nullable Checkpoint from) throws IOException {
    TrainConfig base;
    if (from != null) {
      beginning.refuseAtResume();
      base = from.header().config();
      refuseOther("--arch", arch, base.net().arch());
      refuseOther("--resolution", resolution, base.net().resolution());
    } else {
      base = beginning.usual(arch, resolution);
    }
    if (configFile != null) {
      base = base.with(Settings.parse(configFile), configFile.toString());
    }
    ObjectNode options = Settings.JSON.createObjectNode();
    if (iterations != null) {
      options.put("iterations", iterations);
    }
    if (seed != null) {
      options.put("seed", seed);
    }
    if (batch != null) {
      options.put("batch", batch);
    }
    if (rate != null) {
      options.put("learningRate", rate);
    }
    if (fp32) {
      options.put("bfloat16", false);
    }
    return base.with(options, "the options");
  }

  private void refuseOther(String option, @Nullable Object asked, Object trained)
      throws IOException {
    if (asked != null && !asked.equals(trained)) {
      throw new IOException(
          out
              + ": was begun with "
              + option
              + " "
              + trained
              + ", not "
              + asked
              + "; leave the option out or choose another folder");
    }
  }

  /** A line every so often. */
  private static final class Report implements TrainingRun.Listener {
    private final long start = System.nanoTime();
    private final double maxSeconds;
    private double loss;
    private long last;
    private long printed;

    Report(double maxSeconds) {
      this.maxSeconds = maxSeconds;
    }

    @Override
    public void stepped(long done, long total, Trainer.Step step, double each) {
      loss = loss == 0 ? step.loss() : 0.97 * loss + 0.03 * step.loss();
      long now = System.nanoTime();
      double pause = printed < 10 ? 2e9 : 1e10;
      if (now - last < pause && done < total) {
        return;
      }
      last = now;
      printed++;
      double left = Math.min((total - done) * each, maxSeconds - (now - start) / 1e9);
      long s = Math.max(0, Math.round(left));
      System.out.printf(
          Locale.ROOT,
          "Progress: %d%% iteration %d eta %02d:%02d:%02d loss %.4f colour %.4f matte %.5f norm"
              + " %.2f %.2f it/s%n",
          100 * done / total,
          done,
          s / 3600,
          s / 60 % 60,
          s % 60,
          loss,
          step.colour(),
          step.matte(),
          step.norm(),
          1 / each);
      System.out.flush();
    }
  }
}
