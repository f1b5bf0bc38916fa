package org.likeness.train.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.likeness.train.loop.TrainingRun;

/**
 * Writes what a training logs as TensorBoard's events beside it, from a thread of its own: the
 * means of losses and rate, the figures of the judge, the previews. A file that can no longer be
 * written, as on a full disk, ends no training.
 */
public final class TensorBoard implements AutoCloseable {
  private static final String NAME = "events.out.tfevents.";

  private final Path folder;
  private final LogTail log;
  private final EventFile file;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile String trouble = "";

  /**
   * Begins with what is logged from now on.
   *
   * @param folder of the model, made if it is not there
   * @throws IOException with a sentence, if the file cannot be begun
   */
  public TensorBoard(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    log = new LogTail(folder);
    log.skip();
    Path path =
        folder.resolve(
            NAME
                + System.currentTimeMillis() / 1000
                + ".likeness."
                + ProcessHandle.current().pid()
                + "."
                + System.nanoTime() % 1_000_000);
    try {
      file = new EventFile(path, now());
    } catch (IOException e) {
      throw new IOException(path + ": cannot be written (" + e.getMessage() + ")", e);
    }
    thread = new Thread(this::follow, "tensorboard");
    thread.setDaemon(true);
    thread.start();
  }

  private static double now() {
    return System.currentTimeMillis() / 1000.0;
  }

  private void follow() {
    try {
      boolean end = false;
      while (!end) {
        end = ended.await(1, TimeUnit.SECONDS);
        for (JsonNode line : log.read()) {
          write(line);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      trouble = "TensorBoard's events cannot be written: " + e.getMessage();
    }
  }

  private void write(JsonNode line) throws IOException {
    long step = line.path("iteration").asLong();
    String event = line.path("event").asText("");
    if (event.equals("started")) {
      file.started(now(), step);
    } else if (event.equals("preview")) {
      picture(step, line.path("file").asText());
    } else if (event.equals("validation")) {
      scalars(step, "validation/", line.path("figures"));
    } else if (line.has("loss")) {
      scalars(step, "training/", line);
    }
  }

  private void scalars(long step, String prefix, JsonNode from) throws IOException {
    for (Map.Entry<String, JsonNode> e : (Iterable<Map.Entry<String, JsonNode>>) from::fields) {
      if (e.getValue().isNumber() && !e.getKey().equals("iteration")) {
        file.scalar(now(), step, prefix + e.getKey(), e.getValue().asDouble());
      }
    }
  }

  private void picture(long step, String name) throws IOException {
    Path png = folder.resolve(TrainingRun.PREVIEWS).resolve(name);
    if (name.matches(RunNews.PICTURE) && Files.isRegularFile(png)) {
      byte[] bytes = Files.readAllBytes(png);
      // The header of a PNG: signature, length and name of IHDR, then width and height.
      ByteBuffer header = ByteBuffer.wrap(bytes);
      file.picture(now(), step, "preview", header.getInt(16), header.getInt(20), bytes);
    }
  }

  /** A sentence, if what was logged could not be written; else empty. */
  public String trouble() {
    return trouble;
  }

  /** Writes what is logged so far and ends. */
  @Override
  public void close() throws IOException {
    ended.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    file.close();
  }
}
