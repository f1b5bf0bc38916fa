package org.likeness.train.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs the training of one of the product's own small networks: one checkpoint, {@code log.jsonl},
 * {@code config.json}, an exact resume.
 *
 * @param <B> samples of an iteration
 */
public final class NetRun<B> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LOG_EVERY = 100;

  /**
   * What is trained.
   *
   * @param <B> samples of an iteration
   */
  public interface Task<B> {
    /** Name of the checkpoint's file. */
    String checkpoint();

    /** Its settings, written as {@code config.json}. */
    Object config();

    /** How many iterations in all. */
    long iterations();

    /**
     * The network.
     *
     * @param state of a checkpoint, or null to begin
     * @param iteration how many are done
     */
    NetTrainer<B> trainer(@Nullable List<float[]> state, long iteration);

    /** The samples of any iteration; called from a thread of its own, in order. */
    LongFunction<B> samples();

    /** Names of what a step returns. */
    List<String> names();

    /** Measures the averaged network, as a sentence; null where there is nothing to measure on. */
    @Nullable String judge(NetTrainer<B> trainer);

    /** Called once at the end of each run, before the last measurement; a line to say, or null. */
    @Nullable String finish(NetTrainer<B> trainer);

    /** What stands in the checkpoint: it must have the fields iteration and seconds. */
    Object header(long iteration, double seconds, String validation);
  }

  /**
   * Limits of one run, seconds.
   *
   * @param most longest time
   * @param save between checkpoints
   * @param judge between measurements
   */
  public record Times(double most, double save, double judge) {}

  private final Path folder;
  private final Task<B> task;
  private final Consumer<String> say;
  private String validation = "";

  /**
   * @param folder for checkpoint and log; made
   * @param say told of progress, a line at a time
   */
  public NetRun(Path folder, Task<B> task, Consumer<String> say) {
    this.folder = folder;
    this.task = task;
    this.say = say;
  }

  /** A checkpoint's header as the kind that the task writes. */
  public static <H> H header(Path file, WeightFile read, Class<H> kind, String what)
      throws IOException {
    try {
      return JSON.readValue(read.json(), kind);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": not a checkpoint of " + what, e);
    }
  }

  /**
   * Trains from the folder's checkpoint, or anew.
   *
   * @param stop set to end after the iteration in hand, saved
   */
  public void run(AtomicBoolean stop, Times times) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(task.checkpoint());
    double before = 0;
    NetTrainer<B> trainer;
    if (Files.exists(file)) {
      WeightFile read = WeightFile.read(file);
      JsonNode h = header(file, read, JsonNode.class, "this network");
      before = h.path("seconds").asDouble();
      trainer = task.trainer(read.four(), h.path("iteration").asLong());
    } else {
      trainer = task.trainer(null, 0);
    }
    Files.writeString(
        folder.resolve("config.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(task.config()) + "\n");
    try (trainer) {
      loop(trainer, stop, before, times);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop(NetTrainer<B> trainer, AtomicBoolean stop, double before, Times times)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    double saved = 0;
    double judged = 0;
    int figures = task.names().size();
    double[] mean = new double[figures];
    long first = trainer.iteration();
    try (Feeder feeder = new Feeder(first)) {
      while (trainer.iteration() < task.iterations() && !stop.get()) {
        double[] v = trainer.step(feeder.take());
        for (int i = 0; i < figures; i++) {
          mean[i] += v[i] / LOG_EVERY;
        }
        double now = (System.nanoTime() - start) / 1e9;
        if (trainer.iteration() % LOG_EVERY == 0) {
          log(trainer.iteration(), before + now, mean);
          progress(trainer.iteration(), first, now, mean, times.most());
          mean = new double[figures];
        }
        if (now - judged > times.judge()) {
          judge(trainer);
          judged = (System.nanoTime() - start) / 1e9;
        }
        if (now - saved > times.save()) {
          save(trainer, before + now);
          saved = now;
        }
        if (now > times.most()) {
          break;
        }
      }
    }
    String last = task.finish(trainer);
    if (last != null) {
      say.accept(last);
    }
    judge(trainer);
    save(trainer, before + (System.nanoTime() - start) / 1e9);
  }

  private void progress(long done, long first, double now, double[] mean, double most) {
    double pace = now / Math.max(1, done - first);
    long left = Math.round(Math.min((task.iterations() - done) * pace, most - now));
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "Progress: %d%% iteration %d eta %02d:%02d:%02d %.2f it/s",
                100 * done / task.iterations(),
                done,
                left / 3600,
                left / 60 % 60,
                left % 60,
                1 / pace));
    for (int i = 0; i < mean.length; i++) {
      line.append(String.format(Locale.ROOT, " %s %.4f", task.names().get(i), mean[i]));
    }
    say.accept(line.toString());
  }

  private void judge(NetTrainer<B> trainer) throws IOException {
    String said = task.judge(trainer);
    if (said != null) {
      validation = said;
      say.accept("iteration " + trainer.iteration() + ": " + validation);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("iteration", trainer.iteration());
      line.put("validation", validation);
      append(line);
    }
  }

  private void log(long iteration, double seconds, double[] mean) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("iteration", iteration);
    line.put("seconds", Math.round(seconds * 10) / 10.0);
    for (int i = 0; i < mean.length; i++) {
      line.put(task.names().get(i), (float) mean[i]);
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

  private void save(NetTrainer<B> trainer, double seconds) throws IOException {
    Object header = task.header(trainer.iteration(), seconds, validation);
    new WeightFile(JSON.writeValueAsBytes(header), WeightFile.named(trainer.state()))
        .write(folder.resolve(task.checkpoint()));
  }

  /** Makes batches a little ahead, in a thread of its own. */
  private final class Feeder implements AutoCloseable {
    private final BlockingQueue<B> queue = new ArrayBlockingQueue<>(3);
    private final Thread thread;
    private volatile @Nullable RuntimeException failed;

    Feeder(long first) {
      LongFunction<B> samples = task.samples();
      thread =
          new Thread(
              () -> {
                try {
                  for (long i = first; i < task.iterations(); i++) {
                    queue.put(samples.apply(i));
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt(); // closed
                } catch (RuntimeException e) {
                  failed = e;
                }
              },
              "samples");
      thread.setDaemon(true);
      thread.start();
    }

    B take() throws InterruptedException {
      while (true) {
        B batch = queue.poll(1, java.util.concurrent.TimeUnit.SECONDS);
        if (batch != null) {
          return batch;
        }
        RuntimeException e = failed;
        if (e != null) {
          throw e;
        }
      }
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
