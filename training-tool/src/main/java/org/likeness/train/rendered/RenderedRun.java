package org.likeness.train.rendered;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.likeness.file.AtomicFile;
import org.likeness.train.loop.WeightFile;

/**
 * Runs the training of one of the product's own networks: one checkpoint, {@code log.jsonl}, {@code
 * config.json}, an exact resume.
 *
 * @param <C> the network's settings
 * @param <P> a picture with what is known of it
 * @param <B> samples of an iteration
 * @param <T> the network in training
 */
public final class RenderedRun<C extends RenderedConfig, P, B, T extends NetTrainer<B>> {
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
   * @param <C> the network's settings
   */
  public record Header<C>(
      C config, long iteration, double seconds, int pictures, int people, String validation) {
    /** What an exported network says of itself. */
    public Map<String, Object> about(double coverage) {
      Map<String, Object> about = new LinkedHashMap<>();
      about.put("format", 1);
      about.put("coverage", coverage);
      about.put("licence", "Apache-2.0");
      about.put("trainedOn", pictures + " rendered pictures of " + people + " invented people");
      about.put("iterations", iteration);
      about.put("validation", validation);
      return about;
    }
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
  private final RenderedNet<C, P, B, T> net;
  private final C config;
  private final RenderedSet<P> set;
  private final List<P> judge;
  private final Consumer<String> say;
  private String validation = "";

  /**
   * @param folder for checkpoint and log; made
   * @param set to train on
   * @param judge pictures of other people to measure on; empty for none
   * @param say told of progress, a line at a time
   */
  public RenderedRun(
      Path folder,
      RenderedNet<C, P, B, T> net,
      C config,
      RenderedSet<P> set,
      List<P> judge,
      Consumer<String> say) {
    this.folder = folder;
    this.net = net;
    this.config = config;
    this.set = set;
    this.judge = List.copyOf(judge);
    this.say = say;
  }

  /**
   * The header of a folder's checkpoint, or null if it has none.
   *
   * @throws IOException with a sentence, if it is not one of this network
   */
  public static <C extends RenderedConfig> @Nullable Header<C> header(
      Path folder, RenderedNet<C, ?, ?, ?> net) throws IOException {
    Path file = folder.resolve(net.checkpoint());
    return Files.exists(file) ? header(file, WeightFile.read(file), net) : null;
  }

  private static <C extends RenderedConfig> Header<C> header(
      Path file, WeightFile read, RenderedNet<C, ?, ?, ?> net) throws IOException {
    try {
      return JSON.readValue(
          read.json(),
          JSON.getTypeFactory().constructParametricType(Header.class, net.usual().getClass()));
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": not a checkpoint of " + net.name(), e);
    }
  }

  /**
   * Writes the averaged weights of a folder's checkpoint as the product's network.
   *
   * @throws IOException if there is no checkpoint, or the file cannot be written
   */
  public static <C extends RenderedConfig> void export(
      Path folder, RenderedNet<C, ?, ?, ?> net, Path out) throws IOException {
    Path file = folder.resolve(net.checkpoint());
    WeightFile read = WeightFile.read(file);
    AtomicFile.write(out, net.onnx(read.four().get(3), header(file, read, net)));
  }

  /**
   * Trains from the folder's checkpoint, or anew.
   *
   * @param first weights to begin with where there is no checkpoint; null for random ones
   * @param stop set to end after the iteration in hand, saved
   */
  public void run(float @Nullable [] first, AtomicBoolean stop, Times times) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(net.checkpoint());
    double before = 0;
    T trainer;
    if (Files.exists(file)) {
      WeightFile read = WeightFile.read(file);
      Header<C> header = header(file, read, net);
      before = header.seconds();
      trainer = net.trainer(config, read.four(), header.iteration());
    } else {
      trainer = net.trainer(config, NetTrainer.fresh(net.parameters(), config.seed(), first), 0);
    }
    Files.writeString(
        folder.resolve("config.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n");
    try (trainer) {
      loop(trainer, stop, before, times);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop(T trainer, AtomicBoolean stop, double before, Times times)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    double saved = 0;
    double judged = 0;
    int figures = net.figures().size();
    double[] mean = new double[figures];
    long first = trainer.iteration();
    try (Feeder feeder = new Feeder(first)) {
      while (trainer.iteration() < config.iterations() && !stop.get()) {
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
    String last = net.finish(trainer, set.pictures(), config);
    if (last != null) {
      say.accept(last);
    }
    judge(trainer);
    save(trainer, before + (System.nanoTime() - start) / 1e9);
  }

  private void progress(long done, long first, double now, double[] mean, double most) {
    double pace = now / Math.max(1, done - first);
    long left = Math.round(Math.min((config.iterations() - done) * pace, most - now));
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "Progress: %d%% iteration %d eta %02d:%02d:%02d %.2f it/s",
                100 * done / config.iterations(),
                done,
                left / 3600,
                left / 60 % 60,
                left % 60,
                1 / pace));
    for (int i = 0; i < mean.length; i++) {
      line.append(String.format(Locale.ROOT, " %s %.4f", net.figures().get(i), mean[i]));
    }
    say.accept(line.toString());
  }

  private void judge(T trainer) throws IOException {
    if (judge.isEmpty()) {
      return;
    }
    validation = net.judge(trainer, judge);
    say.accept("iteration " + trainer.iteration() + ": " + validation);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("iteration", trainer.iteration());
    line.put("validation", validation);
    append(line);
  }

  private void log(long iteration, double seconds, double[] mean) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("iteration", iteration);
    line.put("seconds", Math.round(seconds * 10) / 10.0);
    for (int i = 0; i < mean.length; i++) {
      line.put(net.figures().get(i), (float) mean[i]);
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

  private void save(T trainer, double seconds) throws IOException {
    Header<C> header =
        new Header<>(config, trainer.iteration(), seconds, set.size(), set.people(), validation);
    new WeightFile(JSON.writeValueAsBytes(header), WeightFile.named(trainer.state()))
        .write(folder.resolve(net.checkpoint()));
  }

  /** Makes batches a little ahead, in a thread of its own. */
  private final class Feeder implements AutoCloseable {
    private final BlockingQueue<B> queue = new ArrayBlockingQueue<>(3);
    private final Thread thread;
    private volatile @Nullable RuntimeException failed;

    Feeder(long first) {
      LongFunction<B> samples = net.samples(set.pictures(), config);
      thread =
          new Thread(
              () -> {
                try {
                  for (long i = first; i < config.iterations(); i++) {
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
        B batch = queue.poll(1, TimeUnit.SECONDS);
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
