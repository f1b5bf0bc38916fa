package org.likeness.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.likeness.file.AtomicFile;

/**
 * The JSON file beside a sequence: what made it and the sha256 of every frame. Farm chunks of one
 * sequence share it: frames of other chunks that still lie there are kept.
 */
final class SequenceManifest {
  /** Version of the document. */
  static final int FORMAT_VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private SequenceManifest() {}

  /** {@code swap.####.exr} has {@code swap.manifest.json} beside it. */
  static Path path(FramePattern out) {
    String stem = out.fileName().replaceFirst("\\.[^.]*$", "").replaceFirst("[._-]*#+", "");
    return out.folder().resolve((stem.isEmpty() ? "sequence" : stem) + ".manifest.json");
  }

  /**
   * Writes it. Chunks that end at the same moment, in this process or on other machines that see
   * the folder, wait for one another: a hidden file beside it is locked meanwhile and stays there,
   * since taking it away would let two in.
   *
   * @param frames frame number to sha256
   */
  static synchronized void write(
      FramePattern out, FramePattern plate, Provenance provenance, Map<Integer, String> frames)
      throws IOException {
    Path file = path(out);
    Path lockFile = file.resolveSibling("." + file.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException(
            lockFile + ": could not be locked; is it on a file system with locks?");
      }
      merge(file, out, plate, provenance, frames);
    }
  }

  private static void merge(
      Path file,
      FramePattern out,
      FramePattern plate,
      Provenance provenance,
      Map<Integer, String> frames)
      throws IOException {
    TreeMap<Integer, String> all = new TreeMap<>(existing(file, out));
    all.putAll(frames);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("formatVersion", FORMAT_VERSION);
    document.put("sequence", out.fileName());
    document.put("plate", plate.fileName());
    document.put("provenance", provenance.fields());
    List<Map<String, Object>> list = new ArrayList<>();
    all.forEach(
        (n, sha) -> {
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("frame", n);
          entry.put("file", out.name(n));
          entry.put("sha256", sha);
          list.add(entry);
        });
    document.put("frames", list);
    AtomicFile.write(file, JSON.writeValueAsBytes(document));
  }

  private static Map<Integer, String> existing(Path file, FramePattern out) throws IOException {
    Map<Integer, String> kept = new TreeMap<>();
    if (!Files.isRegularFile(file)) {
      return kept;
    }
    try {
      for (JsonNode n : JSON.readTree(Files.readAllBytes(file)).path("frames")) {
        int frame = n.path("frame").asInt();
        if (Files.isRegularFile(out.path(frame))) {
          kept.put(frame, n.path("sha256").asText());
        }
      }
    } catch (JsonProcessingException e) {
      // A broken manifest is replaced: what it said can be had again with --resume.
      kept.clear();
    }
    return kept;
  }
}
