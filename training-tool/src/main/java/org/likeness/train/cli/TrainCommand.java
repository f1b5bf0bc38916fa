package org.likeness.train.cli;

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
import org.likeness.train.loop.LearningRateFinder;
import org.likeness.train.loop.MemoryEstimate;
import org.likeness.train.loop.Performer;
import org.likeness.train.loop.ProcessMemory;
import org.likeness.train.loop.RunFolder;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.TrainedIdentity;
import org.likeness.train.loop.Trainer;
import org.likeness.train.loop.TrainingRun;
import org.likeness.train.loop.Validator;
import org.likeness.train.net.TorchRuntime;
import org.likeness.train.validate.FaceLook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness train}: facesets to a model. */
@Command(
    name = "train",
    description =
        "Trains a model on the facesets of two or more identities. SIGTERM saves and ends.")
public final class TrainCommand implements CliCommand {
  private static final int FINDER_STEPS = 200;

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

  @Mixin private TrainOptions options = new TrainOptions();

  @Mixin private StartOptions beginning = new StartOptions();

  @Option(names = "--resume", description = "Go on from the newest whole checkpoint.")
  private boolean resume;

  @Option(
      names = "--find-lr",
      description = {
        "Only look for a learning rate: writes find-lr.json and find-lr.svg into the folder and",
        "leaves its checkpoints as they are."
      })
  private boolean findRate;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads; 0 = one for each processor.")
  private int threads;

  @Option(
      names = "--device",
      split = ",",
      paramLabel = "DEVICE",
      description = {
        "Where to compute: cpu, cuda or cuda:N. Several, as in cuda:0,cuda:1, share each batch in",
        "equal parts."
      })
  private List<String> devices = List.of("cpu");

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

  @Option(names = "--keep", paramLabel = "N", description = "How many of the newest stay.")
  private int keep = 2;

  @Option(
      names = "--milestones",
      paramLabel = "N",
      description = "A checkpoint every N iterations that stays; 0 = none.")
  private long milestones;

  @Option(names = "--preview-minutes", paramLabel = "N", description = "Minutes between previews.")
  private double previewMinutes = 5;

  @Option(
      names = "--any-memory",
      description = "Start also where the estimate says that the memory will not do.")
  private boolean anyMemory;

  @Mixin private ValidationOptions judging = new ValidationOptions();

  @Mixin private WatchOptions watching = new WatchOptions();

  /** For the service loader. */
  public TrainCommand() {}

  @Option(
      names = "--strict",
      description =
          "Refuse pictures whose source, licence or consent is unknown (rendered ones need no"
              + " consent).")
  private boolean strict;

  @Option(
      names = "--only",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FILE.list",
      description =
          "Of the facesets that a list of likeness coverage --pick names, only its faces.")
  private @Nullable Path only;

  @Override
  public Integer call() throws IOException {
    try (StopSignals signals = StopSignals.installWithLimit()) {
      return run(signals);
    }
  }

  private int run(StopSignals signals) throws IOException {
    watching.check();
    int workers = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    Checkpoint.Keep kept = new Checkpoint.Keep(keep, milestones);
    Checkpoint from = resume ? Checkpoint.newest(out) : null;
    FacesetGroups groups = FacesetGroups.read(facesets, beginning.fewest(from), strict, only);
    if (from == null && !findRate && !Checkpoint.list(out).isEmpty()) {
      throw new IOException(
          out + ": a training has begun here; add --resume or choose another folder");
    }
    TrainConfig config = options.config(from, out, beginning);
    if (findRate) {
      config = LearningRateFinder.plain(config);
    }
    if (from != null) {
      groups.checkSame(trained(from));
    }
    TorchRuntime.start(workers, devices);
    TorchRuntime.use(devices.get(0));
    List<TrainingSet> sets = groups.load(config.net().resolution(), workers);
    List<TrainedIdentity> who =
        Performer.measured(
            config.performer(),
            from != null ? from.header().identities() : beginning.who(groups.identities()),
            sets);
    sets = Performer.shown(config.performer(), who, sets);
    checkMemory(config, sets, who.size());
    try (RunFolder folder = RunFolder.open(out);
        Trainer trainer =
            from == null
                ? Trainer.begin(config, who.size(), beginning.start(config, who))
                : Trainer.resume(config, from)) {
      trainer.devices(devices.subList(1, devices.size()));
      introduce(groups.identities(), sets, trainer);
      if (findRate) {
        find(trainer, sets, signals.flag());
      } else {
        train(trainer, sets, who, kept, from, signals);
      }
    }
    return ExitCode.OK;
  }

  /** Those of a checkpoint's identities that are not finished. */
  private static List<TrainedIdentity> trained(Checkpoint from) {
    List<TrainedIdentity> all = from.header().identities();
    return all.subList(from.header().config().freeze().identities(), all.size());
  }

  private void checkMemory(TrainConfig config, List<TrainingSet> sets, int identities)
      throws IOException {
    long faces = MemoryEstimate.faces(sets);
    long there = ProcessMemory.available();
    // What this process holds already is part of the estimate.
    long available = there == Long.MAX_VALUE ? there : there + ProcessMemory.resident();
    System.out.println("It takes " + MemoryEstimate.of(config, identities, faces));
    String advice = MemoryEstimate.advice(config, identities, faces, available);
    if (!advice.isEmpty() && !anyMemory) {
      throw new IOException(advice + "; --any-memory tries it all the same");
    }
    if (!advice.isEmpty()) {
      System.out.println("Warning: " + advice);
    }
  }

  private static void introduce(
      List<TrainedIdentity> who, List<TrainingSet> sets, Trainer trainer) {
    for (int i = 0; i < who.size(); i++) {
      System.out.printf("%s: %d faces%n", who.get(i).id(), sets.get(i).faces().size());
    }
    TrainConfig config = trainer.config();
    System.out.printf(
        "%s, %d px, %,d numbers, iterations %d to %d%n",
        config.net().arch(),
        config.net().resolution(),
        trainer.parameterCount(),
        trainer.iteration(),
        config.iterations());
  }

  private void find(Trainer trainer, List<TrainingSet> sets, AtomicBoolean stop)
      throws IOException {
    try {
      trainer.meet(sets);
      LearningRateFinder.Result result = LearningRateFinder.find(trainer, sets, FINDER_STEPS, stop);
      result.write(out);
      System.out.printf(
          Locale.ROOT,
          "%d steps; a learning rate to try: --lr %.1g. See %s%n",
          result.points().size(),
          result.suggestion(),
          out.resolve("find-lr.svg"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void train(
      Trainer trainer,
      List<TrainingSet> sets,
      List<TrainedIdentity> who,
      Checkpoint.Keep kept,
      @Nullable Checkpoint from,
      StopSignals signals)
      throws IOException {
    TrainingRun run =
        new TrainingRun(
            sets,
            who,
            trainer,
            new TrainingRun.Plan(
                out, maxMinutes * 60, checkpointMinutes * 60, previewMinutes * 60, kept),
            from == null ? 0 : from.header().seconds(),
            from == null ? 0 : from.header().loss());
    boolean done;
    try (FaceLook look = judging.look()) {
      Validator judge = judging.open(who, trainer.config(), look);
      if (judge != null) {
        run.judgedBy(judge);
      }
      signals.saves(run);
      try (WatchOptions.Watch watch = watching.open(out)) {
        done = run.run(signals.flag(), new TrainReport(maxMinutes * 60));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s at iteration %d of %d, saved in %s%n",
        done ? "Done" : run.timeIsUp() ? "Time is up" : "Stopped",
        trainer.iteration(),
        trainer.config().iterations(),
        out);
  }
}
