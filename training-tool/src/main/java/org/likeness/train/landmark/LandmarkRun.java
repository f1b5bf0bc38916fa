package org.likeness.train.landmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.likeness.train.loop.WeightFile;

/** Runs a training of the landmark network: checkpoints, {@code log.jsonl}, {@code config.json}. */
public final class LandmarkRun {
  /** Name of the one checkpoint in the folder. */
  public static final String CHECKPOINT = "landmark.ckpt";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LOG_EVERY = 100;

  /**
   * What a checkpoint's numbers belong to.
   *
   * @param config of the training
   * @param iteration how many are done
   * @param seconds spent
   * @param pictures trained on
   * @param people in them
   * @param validation last measurement, as a sentence
   */
  public record Header(
      LandmarkConfig config,
      long iteration,
      double seconds,
      int pictures,
      int people,
      String validation) {}

  private final Path folder;
  private final LandmarkConfig config;
  private final LandmarkData data;
  private final @Nullable LandmarkData judge;
  private final Consumer<String> say;
  private String validation = "";

  /**
   * @param folder for checkpoint and log; made
   * @param data to train on
   * @param judge pictures of other people to measure on, or null
   * @param say told of progress, a line at a time
   */
  public LandmarkRun(
      Path folder,
      LandmarkConfig config,
      LandmarkData data,
      @Nullable LandmarkData judge,
      Consumer<String> say) {
    this.folder = folder;
    this.config = config;
    this.data = data;
    this.judge = judge;
    this.say = say;
  }

  /** The header of a folder's checkpoint, or null if it has none. */
  public static @Nullable Header header(Path folder) throws IOException {
    Path file = folder.resolve(CHECKPOINT);
    return Files.exists(file) ? header(file, WeightFile.read(file)) : null;
  }

  static Header header(Path file, WeightFile read) throws IOException {
    try {
      return JSON.readValue(read.json(), Header.class);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": not a checkpoint of the landmark network", e);
    }
  }

  /**
   * Trains from the folder's checkpoint, or anew.
   *
   * @param stop set to end after the iteration in hand, saved
   * @param maxSeconds longest time of this run
   * @param saveSeconds between checkpoints
   * @param judgeSeconds between measurements
   */
  public void run(AtomicBoolean stop, double maxSeconds, double saveSeconds, double judgeSeconds)
      throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(CHECKPOINT);
    double before = 0;
    LandmarkTrainer trainer;
    if (Files.exists(file)) {
      WeightFile read = WeightFile.read(file);
      Header h = header(file, read);
      before = h.seconds();
      trainer = new LandmarkTrainer(config, read.four(), h.iteration());
    } else {
      trainer = new LandmarkTrainer(config);
    }
    Files.writeString(
        folder.resolve("config.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n");
    try (trainer) {
      loop(trainer, stop, before, maxSeconds, saveSeconds, judgeSeconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop(
      LandmarkTrainer trainer,
      AtomicBoolean stop,
      double before,
      double maxSeconds,
      double saveSeconds,
      double judgeSeconds)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    double saved = 0;
    double judged = 0;
    double[] mean = new double[4];
    long first = trainer.iteration();
    try (Feeder feeder = new Feeder(first)) {
      while (trainer.iteration() < config.iterations() && !stop.get()) {
        LandmarkTrainer.Step s = trainer.step(feeder.take());
        double[] v = {s.loss(), s.distance(), s.visible(), s.norm()};
        for (int i = 0; i < v.length; i++) {
          mean[i] += v[i] / LOG_EVERY;
        }
        double now = (System.nanoTime() - start) / 1e9;
        if (trainer.iteration() % LOG_EVERY == 0) {
          log(trainer.iteration(), before + now, mean);
          progress(trainer.iteration(), first, now, mean, maxSeconds);
          mean = new double[4];
        }
        if (now - judged > judgeSeconds) {
          judge(trainer);
          judged = (System.nanoTime() - start) / 1e9;
        }
        if (now - saved > saveSeconds) {
          save(trainer, before + now);
          saved = now;
        }
        if (now > maxSeconds) {
          break;
        }
      }
    }
    say.accept("expression fitted: mean square error " + ExpressionFit.fit(trainer, data, config));
    judge(trainer);
    save(trainer, before + (System.nanoTime() - start) / 1e9);
  }

  private void progress(long done, long first, double now, double[] mean, double maxSeconds) {
    double pace = now / Math.max(1, done - first);
    long left = Math.round(Math.min((config.iterations() - done) * pace, maxSeconds - now));
    say.accept(
        String.format(
            Locale.ROOT,
            "Progress: %d%% iteration %d eta %02d:%02d:%02d distance %.3f px visible %.3f"
                + " %.2f it/s",
            100 * done / config.iterations(),
            done,
            left / 3600,
            left / 60 % 60,
            left % 60,
            mean[1],
            mean[2],
            1 / pace));
  }

  private void judge(LandmarkTrainer trainer) throws IOException {
    if (judge != null) {
      validation = LandmarkValidation.describe(LandmarkValidation.of(trainer, judge.pictures()));
      say.accept("iteration " + trainer.iteration() + ": " + validation);
      append(Map.of("iteration", trainer.iteration(), "validation", validation));
    }
  }

  private void log(long iteration, double seconds, double[] mean) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("iteration", iteration);
    line.put("seconds", Math.round(seconds * 10) / 10.0);
    String[] names = {"loss", "distance", "visible", "gradientNorm"};
    for (int i = 0; i < names.length; i++) {
      line.put(names[i], (float) mean[i]);
    }
    append(line);
  }

  private void append(Map<String, Object> line) throws IOException {
    Files.writeString(
        folder.resolve("log.jsonl"),
        JSON.writeValueAsString(line) + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void save(LandmarkTrainer trainer, double seconds) throws IOException {
    Header h =
        new Header(config, trainer.iteration(), seconds, data.size(), data.people(), validation);
    new WeightFile(JSON.writeValueAsBytes(h), WeightFile.named(trainer.state()))
        .write(folder.resolve(CHECKPOINT));
  }

  /** Makes batches a little ahead, in a thread of its own. */
  private final class Feeder implements AutoCloseable {
    private final BlockingQueue<LandmarkBatch> queue = new ArrayBlockingQueue<>(3);
    private final Thread thread;

    Feeder(long first) {
      LandmarkSamples samples = new LandmarkSamples(data.pictures(), config);
      thread =
          new Thread(
              () -> {
                try {
                  for (long i = first; i < config.iterations(); i++) {
                    queue.put(samples.make(i));
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt(); // closed
                }
              },
              "landmark samples");
      thread.setDaemon(true);
      thread.start();
    }

    LandmarkBatch take() throws InterruptedException {
      return queue.take();
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
