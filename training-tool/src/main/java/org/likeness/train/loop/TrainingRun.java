package org.likeness.train.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.likeness.file.AtomicFile;
import org.likeness.train.data.BatchFeeder;
import org.likeness.train.data.TrainingSet;

/**
 * Runs a training to its end, to a time limit or until it is asked to stop, and keeps its folder:
 * checkpoints, {@code log.jsonl}, {@link RunState state.json}, {@code preview.png} and earlier
 * pictures, {@code config.json}; takes {@link RunControl control.json}.
 */
public final class TrainingRun {
  /** Name of the log inside the folder. */
  public static final String LOG = RunLog.FILE;

  /** Folder of earlier previews inside the folder; each is named by its iteration. */
  public static final String PREVIEWS = Previews.FOLDER;

  private static final int LOG_EVERY = 50;
  private static final int HOPELESS = 50;

  /** Told of what happens. */
  public interface Listener {
    /**
     * After every iteration.
     *
     * @param done iterations done
     * @param total iterations in all
     * @param step what the last one did
     * @param secondsAnIteration running mean, of this run
     */
    void stepped(long done, long total, Trainer.Step step, double secondsAnIteration);

    /** A sentence for people. */
    default void said(String sentence) {}
  }

  /**
   * Limits and habits of one run.
   *
   * @param folder the model's folder
   * @param maxSeconds longest time of this run
   * @param checkpointSeconds between checkpoints
   * @param previewSeconds between previews
   * @param keep which checkpoints stay
   */
  public record Plan(
      Path folder,
      double maxSeconds,
      double checkpointSeconds,
      double previewSeconds,
      Checkpoint.Keep keep) {
    /** Keeps the last two checkpoints. */
    public Plan(Path folder, double maxSeconds, double checkpointSeconds, double previewSeconds) {
      this(folder, maxSeconds, checkpointSeconds, previewSeconds, Checkpoint.Keep.DEFAULT);
    }
  }

  private final List<TrainingSet> sets;
  private final Trainer trainer;
  private final Plan plan;
  private final RunLog log;
  private final RunWriter writer;

  /**
   * @param trainer stays the caller's
   * @param secondsBefore time spent in earlier runs
   * @param lossBefore running mean of the loss of earlier runs, 0 for none
   */
  public TrainingRun(
      List<TrainingSet> sets,
      List<TrainedIdentity> who,
      Trainer trainer,
      Plan plan,
      double secondsBefore,
      double lossBefore) {
    this.sets = List.copyOf(sets);
    this.trainer = trainer;
    this.plan = plan;
    log = new RunLog(plan.folder());
    int images = sets.stream().mapToInt(s -> s.faces().size()).sum();
    writer = new RunWriter(trainer, plan, log, List.copyOf(who), images, secondsBefore, lossBefore);
  }

  /** From now on every checkpoint is judged, see {@link Validator#FILE}. */
  public void judgedBy(Validator validator) {
    writer.judgedBy(validator);
  }

  /**
   * Trains.
   *
   * @param stop set by somebody else to end after the iteration in hand
   * @return whether all iterations are done
   * @throws IOException if the folder cannot be written, or the training has run away
   */
  public boolean run(AtomicBoolean stop, Listener listener) throws IOException {
    Files.createDirectories(plan.folder());
    writeConfig();
    trainer.stopWhen(stop::get);
    trainer.meet(sets);
    log.event(trainer.iteration(), "started", "iterations", trainer.config().iterations());
    Preview preview = new Preview(sets, trainer.config().freeze().identities());
    RunState.Status status = RunState.Status.failed;
    String message = "";
    try {
      status = loop(stop, listener, preview);
      writer.save();
      farewell(stop, preview);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      status = RunState.Status.stopped;
      writer.save();
    } catch (IOException | RuntimeException e) {
      status = RunState.Status.failed;
      message = String.valueOf(e.getMessage());
      throw e;
    } finally {
      log.event(trainer.iteration(), "ended", "status", status);
      writer.state(status, message);
    }
    return trainer.iteration() >= trainer.config().iterations();
  }

  /** Whether the run ended because its time was up. */
  public boolean timeIsUp() {
    return writer.timeIsUp();
  }

  /**
   * Saves from another thread, where the training's own was asked to stop and cannot answer: it may
   * be in the middle of a long step. The process may then be ended.
   *
   * @return iterations done
   */
  public long saveNow() throws IOException {
    writer.save();
    log.event(trainer.iteration(), "ended", "status", RunState.Status.stopped);
    writer.state(RunState.Status.stopped, "");
    return trainer.iteration();
  }

  /** A last judgement and picture; who stops a training has no time to wait for them. */
  private void farewell(AtomicBoolean stop, Preview preview) {
    try {
      if (!stop.get()) {
        writer.judge();
        writer.preview(preview);
      }
    } catch (Stopped e) {
      return; // all is saved
    }
  }

  private RunState.Status loop(AtomicBoolean stop, Listener listener, Preview preview)
      throws IOException, InterruptedException {
    try {
      return iterate(stop, listener, preview);
    } catch (Stopped e) {
      return RunState.Status.stopped;
    }
  }

  private RunState.Status iterate(AtomicBoolean stop, Listener listener, Preview preview)
      throws IOException, InterruptedException {
    Hope hope = new Hope();
    BatchFeeder feeder = feeder();
    try {
      while (trainer.iteration() < trainer.config().iterations()) {
        if (stop.get()) {
          return RunState.Status.stopped;
        }
        RunControl control = control(listener);
        if (control != null) {
          if (control.stop()) {
            return RunState.Status.stopped;
          }
          if (!control.changes().isEmpty()) {
            // What is made ahead was made with the settings before.
            feeder.close();
            feeder = feeder();
          }
        }
        double before = writer.seconds();
        double rate = trainer.config().rateAt(trainer.iteration());
        Stage stage = trainer.config().stageAt(trainer.iteration());
        Trainer.Step step = trainer.step(feeder.take(trainer.iteration()));
        hope.check(step);
        writer.stepped(step, rate, writer.seconds() - before);
        long done = trainer.iteration();
        if (step.isFinite()) {
          log.add(step);
        }
        if (done % LOG_EVERY == 0) {
          log.means(done, rate, stage.name(), writer.seconds());
        }
        listener.stepped(done, trainer.config().iterations(), step, writer.pace());
        writer.due(preview, control, listener);
        if (writer.timeIsUp()) {
          return RunState.Status.time;
        }
      }
      return RunState.Status.done;
    } finally {
      feeder.close();
    }
  }

  private BatchFeeder feeder() {
    TrainConfig config = trainer.config();
    return new BatchFeeder(
        sets,
        config.seed(),
        config.batch() * config.optimiser().accumulation(),
        trainer.iteration(),
        config.iterations(),
        config::augmentationAt,
        it -> trainer.growthAt(it).resolution());
  }

  private @Nullable RunControl control(Listener listener) throws IOException {
    RunControl control;
    try {
      control = RunControl.take(plan.folder());
      if (control != null && !control.changes().isEmpty()) {
        trainer.config(trainer.config().with(control.changes(), RunControl.FILE));
        writeConfig();
        log.event(trainer.iteration(), "control", "changes", control.changes());
        listener.said("changed: " + control.changes());
      }
    } catch (IOException e) {
      log.event(trainer.iteration(), "refused", "message", String.valueOf(e.getMessage()));
      listener.said(String.valueOf(e.getMessage()));
      writer.message(String.valueOf(e.getMessage()));
      return null;
    }
    return control;
  }

  private void writeConfig() throws IOException {
    AtomicFile.write(
        plan.folder().resolve("config.json"),
        (trainer.config().toJson() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Gives a training up that has run away. */
  private final class Hope {
    private int bad;

    void check(Trainer.Step step) throws IOException {
      bad = step.isFinite() ? 0 : bad + 1;
      if (bad >= HOPELESS) {
        throw new IOException(
            "the loss has not been a number for "
                + bad
                + " iterations; resume from "
                + plan.folder()
                + " with a lower --lr");
      }
    }
  }
}
