package org.likeness.train.loop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The log of a training, {@value #FILE} in its folder: JSON lines, each with {@code iteration}.
 * Lines with {@code loss} are means over the iterations since the line before; others tell of an
 * {@code event}: {@code started}, {@code checkpoint}, {@code preview}, {@code control}, {@code
 * refused}, {@code unsaved}, {@code ended}.
 */
final class RunLog {
  /** Name of the file inside the model's folder. */
  static final String FILE = "log.jsonl";

  private static final String[] NAMES = {"loss", "colour", "dssim", "matte", "gradientNorm"};

  private final Path file;
  private final double[] sums = new double[NAMES.length];
  private int count;

  RunLog(Path folder) {
    file = folder.resolve(FILE);
  }

  void add(Trainer.Step step) {
    double[] values = {step.loss(), step.colour(), step.dssim(), step.matte(), step.norm()};
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
    count++;
  }

  /** Writes the means and begins anew. */
  void means(long iteration, double rate, String stage, double seconds) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("iteration", iteration);
    line.put("seconds", Math.round(seconds * 10) / 10.0);
    line.put("rate", (float) rate);
    for (int i = 0; i < NAMES.length; i++) {
      line.put(NAMES[i], (float) (sums[i] / Math.max(1, count)));
      sums[i] = 0;
    }
    count = 0;
    line.put("stage", stage);
    append(line);
  }

  /** Writes what happened. */
  synchronized void event(long iteration, String event, String name, Object value) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("iteration", iteration);
    line.put("event", event);
    line.put(name, value);
    append(line);
  }

  /** A log that cannot be written, as on a full disk, must not end a training. */
  private void append(Map<String, Object> line) {
    try {
      Files.writeString(
          file,
          Settings.JSON.writeValueAsString(line) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      unwritten++;
    }
  }

  private long unwritten;

  /** How many lines could not be written. */
  long unwritten() {
    return unwritten;
  }
}
