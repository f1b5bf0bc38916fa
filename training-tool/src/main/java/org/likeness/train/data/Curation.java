package org.likeness.train.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.file.AtomicFile;

/**
 * What somebody decided about the faces of a faceset: which to keep and which to reject, step by
 * step, so that each step can be undone. Lies in {@value #FILE} beside the index. Pictures are
 * never touched or deleted. Immutable.
 *
 * @param curationVersion {@link #VERSION}
 * @param steps in the order in which they were done; the last one that names a face counts
 * @param undone steps that were undone and may be done again, the next one last
 */
public record Curation(int curationVersion, List<Step> steps, List<Step> undone) {
  /** Name of the file inside the faceset's folder. */
  public static final String FILE = "curation.json";

  /** The version written and read. */
  public static final int VERSION = 1;

  /** None yet. */
  public static final Curation NONE = new Curation(VERSION, List.of(), List.of());

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  /** Copies the lists. */
  public Curation {
    steps = steps == null ? List.of() : List.copyOf(steps);
    undone = undone == null ? List.of() : List.copyOf(undone);
  }

  /** What can be decided. */
  public enum Action {
    /** It stays, whatever later filters find. */
    KEEP,
    /** It is left out of trainings. */
    REJECT,
    /** As if nothing had been decided. */
    CLEAR;

    /** In small letters, as in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One decision.
   *
   * @param action what
   * @param why a filter, a group, or an empty text for by hand
   * @param files names of the crops
   */
  public record Step(Action action, String why, List<String> files) {
    /** Copies the list. */
    public Step {
      files = List.copyOf(files);
    }
  }

  /** A change of the decisions. */
  public interface Edit {
    /** The decisions as they shall be. */
    Curation of(Curation now) throws IOException;
  }

  /**
   * The decisions of a faceset; none if the file is not there.
   *
   * @throws IOException with a sentence, if the file cannot be used
   */
  public static Curation read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return NONE;
    }
    try {
      Curation read = JSON.readValue(Files.readAllBytes(file), Curation.class);
      if (read.curationVersion() != VERSION) {
        throw new IOException(
            file
                + ": curation version "
                + read.curationVersion()
                + "; this version of Likeness reads version "
                + VERSION);
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new IOException(
          file
              + ": is no list of decisions ("
              + e.getOriginalMessage()
              + "); move it away to begin anew",
          e);
    }
  }

  /**
   * Reads, changes and writes; two that do so at once are kept in turn. The file is written whole
   * or not at all.
   */
  public static Curation edit(Path folder, Edit edit) throws IOException {
    synchronized (Curation.class) { // the lock of a file is the whole process's
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("." + FILE + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Curation after = edit.of(read(folder));
        if (lock.isValid()) {
          AtomicFile.write(folder.resolve(FILE), JSON.writeValueAsBytes(after));
        }
        return after;
      }
    }
  }

  /** With one more decision; what was undone is forgotten. */
  public Curation then(Step step) {
    List<Step> all = new ArrayList<>(steps);
    all.add(step);
    return new Curation(VERSION, all, List.of());
  }

  /** Without the last decision; the same if there is none. */
  public Curation undo() {
    if (steps.isEmpty()) {
      return this;
    }
    List<Step> back = new ArrayList<>(undone);
    back.add(steps.get(steps.size() - 1));
    return new Curation(VERSION, steps.subList(0, steps.size() - 1), back);
  }

  /** With what was undone last; the same if nothing was. */
  public Curation redo() {
    if (undone.isEmpty()) {
      return this;
    }
    List<Step> all = new ArrayList<>(steps);
    all.add(undone.get(undone.size() - 1));
    return new Curation(VERSION, all, undone.subList(0, undone.size() - 1));
  }

  /** KEEP or REJECT by a crop's name; names that are not in it are undecided. */
  public Map<String, Action> decided() {
    Map<String, Action> out = new HashMap<>();
    for (Step step : steps) {
      for (String file : step.files()) {
        if (step.action() == Action.CLEAR) {
          out.remove(file);
        } else {
          out.put(file, step.action());
        }
      }
    }
    return out;
  }

  /** The last decision. */
  public @Nullable Step last() {
    return steps.isEmpty() ? null : steps.get(steps.size() - 1);
  }
}
