package org.likeness.train.loop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.likeness.train.data.Batch;
import org.likeness.train.data.BatchFeeder;
import org.likeness.train.data.TrainingSet;

/**
 * Runs a training to its end, to a time limit or until it is asked to stop, and keeps its folder:
 * checkpoints, {@code log.jsonl}, {@code preview.png}, {@code config.json}.
 */
public final class TrainingRun {
  /** Name of the log inside the folder. */
  public static final String LOG = "log.jsonl";

  private static final int LOG_EVERY = 50;
  private static final int HOPELESS = 50;

  /** Told after every iteration. */
  public interface Listener {
    /**
     * @param done iterations done
     * @param total iterations in all
     * @param step what the last one did
     * @param secondsAnIteration running mean, of this run
     */
    void stepped(long done, long total, Trainer.Step step, double secondsAnIteration);
  }

  /**
   * Limits and habits of one run.
   *
   * @param folder the model's folder
   * @param maxSeconds longest time of this run
   * @param checkpointSeconds between checkpoints
   * @param previewSeconds between previews
   */
  public record Plan(
      Path folder, double maxSeconds, double checkpointSeconds, double previewSeconds) {}

  private final TrainConfig config;
  private final List<TrainingSet> sets;
  private final List<TrainedIdentity> who;
  private final Trainer trainer;
  private final Plan plan;
  private final double secondsBefore;
  private double runningLoss;

  /**
   * @param trainer stays the caller's
   * @param secondsBefore time spent in earlier runs
   * @param lossBefore running mean of the loss of earlier runs, 0 for none
   */
  public TrainingRun(
      TrainConfig config,
      List<TrainingSet> sets,
      List<TrainedIdentity> who,
      Trainer trainer,
      Plan plan,
      double secondsBefore,
      double lossBefore) {
    this.config = config;
    this.sets = List.copyOf(sets);
    this.who = List.copyOf(who);
    this.trainer = trainer;
    this.plan = plan;
    this.secondsBefore = secondsBefore;
    runningLoss = lossBefore;
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
    Files.writeString(plan.folder().resolve("config.json"), config.toJson() + "\n");
    trainer.meet(sets);
    long start = System.nanoTime();
    long lastCheckpoint = start;
    long lastPreview = start;
    Preview preview = new Preview(sets, config.freeze().identities());
    LogLine line = new LogLine();
    int bad = 0;
    double pace = 0;
    try (BatchFeeder feeder =
        new BatchFeeder(
            sets,
            config.seed(),
            config.batch(),
            trainer.iteration(),
            config.iterations(),
            config::augmentationAt,
            it -> trainer.growthAt(it).resolution())) {
      while (trainer.iteration() < config.iterations() && !stop.get()) {
        long before = System.nanoTime();
        List<Batch> batches = feeder.take(trainer.iteration());
        double rate = config.rateAt(trainer.iteration());
        Trainer.Step step = trainer.step(batches);
        long now = System.nanoTime();
        bad = step.isFinite() ? 0 : bad + 1;
        if (bad >= HOPELESS) {
          throw new IOException(
              "the loss has not been a number for "
                  + bad
                  + " iterations; resume from "
                  + plan.folder()
                  + " with a lower --lr");
        }
        double took = (now - before) / 1e9;
        pace = pace == 0 ? took : 0.98 * pace + 0.02 * took;
        if (step.isFinite()) {
          runningLoss = runningLoss == 0 ? step.loss() : 0.99 * runningLoss + 0.01 * step.loss();
          line.add(step);
        }
        if (trainer.iteration() % LOG_EVERY == 0) {
          line.write(plan.folder().resolve(LOG), trainer.iteration(), rate, seconds(start));
        }
        listener.stepped(trainer.iteration(), config.iterations(), step, pace);
        if ((now - lastPreview) / 1e9 >= plan.previewSeconds()) {
          preview.write(trainer, plan.folder().resolve("preview.png"));
          lastPreview = now;
        }
        if ((now - lastCheckpoint) / 1e9 >= plan.checkpointSeconds()) {
          save(start);
          lastCheckpoint = now;
        }
        if ((now - start) / 1e9 >= plan.maxSeconds()) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    save(start);
    preview.write(trainer, plan.folder().resolve("preview.png"));
    return trainer.iteration() >= config.iterations();
  }

  private double seconds(long start) {
    return secondsBefore + (System.nanoTime() - start) / 1e9;
  }

  private void save(long start) throws IOException {
    int images = sets.stream().mapToInt(s -> s.faces().size()).sum();
    trainer.checkpoint(who, seconds(start), runningLoss, images).write(plan.folder());
  }

  /** Means over the iterations since the last line. */
  private static final class LogLine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final double[] sums = new double[5];
    private int count;

    void add(Trainer.Step step) {
      double[] values = {step.loss(), step.colour(), step.dssim(), step.matte(), step.norm()};
      for (int i = 0; i < sums.length; i++) {
        sums[i] += values[i];
      }
      count++;
    }

    void write(Path file, long iteration, double rate, double seconds) throws IOException {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("iteration", iteration);
      line.put("seconds", Math.round(seconds * 10) / 10.0);
      line.put("rate", (float) rate);
      String[] names = {"loss", "colour", "dssim", "matte", "gradientNorm"};
      for (int i = 0; i < names.length; i++) {
        line.put(names[i], (float) (sums[i] / Math.max(1, count)));
        sums[i] = 0;
      }
      count = 0;
      Files.writeString(
          file,
          JSON.writeValueAsString(line) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
