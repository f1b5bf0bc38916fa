package org.likeness.train.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.likeness.train.loop.Settings;
import org.likeness.train.loop.TrainingRun;

/**
 * Follows the log of a training while it is written, by this process or another. Lines that are not
 * whole yet come the next time; lines that are no JSON, as after a crash of the machine, are passed
 * over. For one thread.
 */
final class LogTail {
  /** What is read at a time; a longer log comes in several rounds. */
  private static final int MOST = 16 << 20;

  private final Path file;
  private long at;

  LogTail(Path folder) {
    file = folder.resolve(TrainingRun.LOG);
  }

  /** Goes to the end of what is written so far: only later lines will be told. */
  void skip() throws IOException {
    at = Files.exists(file) ? Files.size(file) : 0;
  }

  /** The lines written since the last time, oldest first. */
  List<JsonNode> read() throws IOException {
    List<JsonNode> out = new ArrayList<>();
    if (!Files.isRegularFile(file)) {
      at = 0;
      return out;
    }
    byte[] bytes;
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() < at) {
        at = 0; // another log has taken its place
      }
      bytes = new byte[(int) Math.min(MOST, in.length() - at)];
      in.seek(at);
      in.readFully(bytes);
    }
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        add(out, new String(bytes, from, i - from, StandardCharsets.UTF_8));
        from = i + 1;
      }
    }
    at += from;
    return out;
  }

  private static void add(List<JsonNode> out, String line) {
    try {
      JsonNode node = Settings.JSON.readTree(line);
      if (node != null && node.isObject()) {
        out.add(node);
      }
    } catch (JsonProcessingException e) {
      // Half a line of a writer that was killed: there is nothing to tell of it.
      return;
    }
  }
}
