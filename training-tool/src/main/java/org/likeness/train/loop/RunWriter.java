package org.likeness.train.loop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what a run leaves in its folder when it is due, and keeps its clock and running means. */
final class RunWriter {
  private static final double STATE_EVERY = 1;

  /** After a checkpoint that could not be written the next try comes sooner. */
  private static final double TRY_AGAIN = 60;

  private final Trainer trainer;
  private final TrainingRun.Plan plan;
  private final RunLog log;
  private final List<TrainedIdentity> who;
  private final int images;
  private final double secondsBefore;
  private final long start = System.nanoTime();
  private double nextState;
  private double nextCheckpoint;
  private double nextPreview;
  private double pace;
  private double loss;
  private double rate;
  private String message = "";
  private String checkpoint = "";
  private String picture = "";
  private @Nullable Validator validator;
  private long judged = -1;
  private long saved = -1;
  private @Nullable TrainConfig savedWith;

  RunWriter(
      Trainer trainer,
      TrainingRun.Plan plan,
      RunLog log,
      List<TrainedIdentity> who,
      int images,
      double secondsBefore,
      double lossBefore) {
    this.trainer = trainer;
    this.plan = plan;
    this.log = log;
    this.who = who;
    this.images = images;
    this.secondsBefore = secondsBefore;
    loss = lossBefore;
    nextCheckpoint = plan.checkpointSeconds();
    nextPreview = plan.previewSeconds();
  }

  /** Seconds of this run. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Seconds an iteration, running mean. */
  double pace() {
    return pace;
  }

  boolean timeIsUp() {
    return seconds() >= plan.maxSeconds();
  }

  synchronized void message(String sentence) {
    message = sentence;
    nextState = 0;
  }

  synchronized void stepped(Trainer.Step step, double atRate, double took) {
    rate = atRate;
    pace = pace == 0 ? took : 0.98 * pace + 0.02 * took;
    if (step.isFinite()) {
      loss = loss == 0 ? step.loss() : 0.99 * loss + 0.01 * step.loss();
    }
  }

  /** Writes what is due or was wished for. */
  void due(Preview preview, @Nullable RunControl wish, TrainingRun.Listener listener)
      throws IOException {
    double now = seconds();
    if (now >= nextPreview || (wish != null && wish.preview())) {
      preview(preview);
      nextPreview = now + plan.previewSeconds();
    }
    long milestone = plan.keep().milestone();
    if (now >= nextCheckpoint
        || (wish != null && wish.save())
        || (milestone > 0 && trainer.iteration() % milestone == 0)) {
      try {
        save();
        judge();
        nextCheckpoint = now + plan.checkpointSeconds();
      } catch (IOException e) {
        // It may be mended while the training goes on, which has the same numbers in memory.
        message(String.valueOf(e.getMessage()));
        log.event(trainer.iteration(), "unsaved", "message", message);
        listener.said(message);
        nextCheckpoint = now + Math.min(TRY_AGAIN, plan.checkpointSeconds());
      }
    }
    if (now >= nextState) {
      state(RunState.Status.running, message);
      nextState = now + STATE_EVERY;
    }
  }

  /**
   * Writes a checkpoint, unless this very state is written already. Any thread may call it.
   *
   * @throws IOException with a sentence; the checkpoints before are as they were
   */
  synchronized void save() throws IOException {
    if (saved == trainer.iteration() && trainer.config().equals(savedWith)) {
      return;
    }
    try {
      long at = trainer.iteration();
      TrainConfig with = trainer.config();
      Path file =
          trainer.write(who, secondsBefore + seconds(), loss, images, plan.folder(), plan.keep());
      saved = at;
      savedWith = with;
      checkpoint = file.getFileName().toString();
      message = "";
      log.event(trainer.iteration(), "checkpoint", "file", checkpoint);
    } catch (IOException e) {
      List<Path> whole = Checkpoint.list(plan.folder());
      throw new IOException(
          plan.folder()
              + ": the checkpoint of iteration "
              + trainer.iteration()
              + " cannot be written ("
              + reason(e)
              + "); "
              + (whole.isEmpty()
                  ? "there is none before it"
                  : "the last whole one is " + whole.get(whole.size() - 1).getFileName())
              + ". Make room, at least "
              + (trainer.checkpointBytes() / 1_000_000 + 1)
              + " MB, then go on with --resume",
          e);
    }
  }

  private static String reason(IOException e) {
    String text = String.valueOf(e.getMessage());
    int colon = text.lastIndexOf(": ");
    return text.contains("No space left") || text.contains("quota")
        ? "the disk is full"
        : colon < 0 ? text : text.substring(colon + 2);
  }

  /** From now on every checkpoint is judged. */
  void judgedBy(Validator judge) {
    validator = judge;
  }

  /** Judges the network as it stands, once an iteration; a judge that fails ends no training. */
  void judge() {
    Validator judge = validator;
    if (judge == null || judged == trainer.iteration()) {
      return;
    }
    judged = trainer.iteration();
    try {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("iteration", judged);
      line.putAll(judge.score(trainer::show));
      Files.writeString(
          plan.folder().resolve(Validator.FILE),
          Settings.JSON.writeValueAsString(line) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      log.event(judged, "validation", "figures", line);
    } catch (Stopped e) {
      judged = -1;
      throw e;
    } catch (IOException | RuntimeException e) {
      message("the network cannot be judged: " + e.getMessage());
    }
  }

  /** Makes a picture; one that cannot be written is left out. */
  void preview(Preview preview) {
    try {
      picture = Previews.write(preview, trainer, plan.folder());
      log.event(trainer.iteration(), "preview", "file", picture);
    } catch (IOException e) {
      message("the preview cannot be written: " + e.getMessage());
    }
  }

  /** Tells how the training stands; a full disk keeps nobody from training. */
  synchronized void state(RunState.Status status, String sentence) {
    TrainConfig config = trainer.config();
    long last = Math.max(0, Math.min(trainer.iteration(), config.iterations()) - 1);
    double left = (config.iterations() - trainer.iteration()) * pace;
    RunState state =
        new RunState(
            RunState.VERSION,
            status,
            sentence,
            trainer.iteration(),
            config.iterations(),
            pace == 0 ? 0 : 1 / pace,
            Math.max(0, Math.min(left, plan.maxSeconds() - seconds())),
            secondsBefore + seconds(),
            ProcessMemory.resident(),
            config.stageAt(last).name(),
            config.optimiser().schedule().name(),
            rate,
            config.augmentationAt(last).warp(),
            trainer.growthAt(last).resolution(),
            loss,
            checkpoint,
            picture,
            System.currentTimeMillis());
    try {
      state.write(plan.folder());
    } catch (IOException e) {
      nextState = seconds() + TRY_AGAIN;
    }
  }
}
