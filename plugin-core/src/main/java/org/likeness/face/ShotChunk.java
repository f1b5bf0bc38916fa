package org.likeness.face;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.likeness.file.AtomicFile;

/**
 * What some frames of a shot gave, with all that is needed to join them with the others: a farm's
 * machine makes one, {@link #merge} makes the shot's analysis of all.
 *
 * @param models sha256 (hex) of each network that looked, by role
 * @param settings what else it depended on, by name
 * @param plate name of the plate's files without their folder
 * @param shot all frames of the shot, ascending
 * @param frames those that are in here, ascending
 */
public record ShotChunk(
    Map<String, String> models,
    Map<String, String> settings,
    String plate,
    List<Integer> shot,
    List<FrameFaces> frames) {
  /** Copies. */
  public ShotChunk {
    models = Map.copyOf(models);
    settings = Map.copyOf(settings);
    shot = List.copyOf(shot);
    frames = List.copyOf(frames);
  }

  /**
   * A chunk and where it came from.
   *
   * @param name of the file, for messages
   * @param chunk what is in it
   */
  public record Named(String name, ShotChunk chunk) {}

  /**
   * Reads a file.
   *
   * @throws IOException with a sentence, if it is missing, foreign, truncated, corrupt, newer, or a
   *     whole analysis
   */
  public static ShotChunk read(Path file) throws IOException {
    return AnalysisCodec.decodeChunk(AnalysisFile.bytes(file), file.toString());
  }

  /** Writes the file: under a temporary name in the same folder, then renamed. */
  public void write(Path file) throws IOException {
    AnalysisFile.makeFolder(file);
    AtomicFile.write(file, AnalysisCodec.encode(this));
  }

  /**
   * Joins the parts of a shot, in any order, to what one run over the whole shot gives.
   *
   * @throws IllegalArgumentException with a sentence, if they are not the parts of one shot: other
   *     networks, settings or plates, frames that are there twice or not at all
   */
  public static ShotAnalysis merge(List<Named> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to join");
    }
    Named first = parts.get(0);
    Map<Integer, String> from = new TreeMap<>();
    List<FrameFaces> all = new ArrayList<>();
    for (Named part : parts) {
      checkSame(first, part);
      TreeSet<Integer> twice = new TreeSet<>();
      String other = "";
      for (FrameFaces f : part.chunk().frames()) {
        String before = from.putIfAbsent(f.frame(), part.name());
        if (before != null) {
          twice.add(f.frame());
          other = before;
        }
        all.add(f);
      }
      if (!twice.isEmpty()) {
        throw new IllegalArgumentException(
            part.name()
                + ": its "
                + frames(twice)
                + " also in "
                + other
                + "; give each frame once");
      }
    }
    checkWhole(first.chunk().shot(), from);
    all.sort(Comparator.comparingInt(FrameFaces::frame));
    return ShotJoiner.join(first.chunk().models(), first.chunk().settings(), all);
  }

  private static void checkWhole(List<Integer> shot, Map<Integer, String> from) {
    TreeSet<Integer> missing = new TreeSet<>(shot);
    missing.removeAll(from.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "the shot's " + frames(missing) + " in none of the parts; analyse the missing part too");
    }
    from.forEach(
        (frame, name) -> {
          if (!shot.contains(frame)) {
            throw new IllegalArgumentException(
                name + ": its frame " + frame + " is none of the shot's");
          }
        });
  }

  private static void checkSame(Named a, Named b) {
    differs(a.chunk().models(), b.chunk().models())
        .ifPresent(
            role -> {
              throw new IllegalArgumentException(
                  b.name()
                      + ": was made with another network for "
                      + role
                      + " than "
                      + a.name()
                      + "; analyse all parts with the same program and weights");
            });
    differs(a.chunk().settings(), b.chunk().settings())
        .ifPresent(
            key -> {
              throw new IllegalArgumentException(
                  b.name()
                      + ": was made with "
                      + key
                      + " "
                      + b.chunk().settings().getOrDefault(key, "not set")
                      + ", "
                      + a.name()
                      + " with "
                      + a.chunk().settings().getOrDefault(key, "not set")
                      + "; analyse all parts alike");
            });
    String plate = otherPlate(a.chunk(), b.chunk());
    if (!plate.isEmpty()) {
      throw new IllegalArgumentException(
          b.name() + ": is of another plate than " + a.name() + " (" + plate + ")");
    }
  }

  private static String otherPlate(ShotChunk a, ShotChunk b) {
    if (!a.plate().equals(b.plate())) {
      return b.plate() + " and " + a.plate();
    }
    if (!a.shot().equals(b.shot())) {
      return "in its shot there " + turned(b.shot()) + ", in the other's " + turned(a.shot());
    }
    for (FrameFaces f : b.frames()) {
      if (!a.frames().isEmpty() && !f.window().equals(a.frames().get(0).window())) {
        return "frame "
            + f.frame()
            + " has "
            + f.window().width()
            + "x"
            + f.window().height()
            + " pixels, frame "
            + a.frames().get(0).frame()
            + " has "
            + a.frames().get(0).window().width()
            + "x"
            + a.frames().get(0).window().height();
      }
    }
    return "";
  }

  private static Optional<String> differs(Map<String, String> a, Map<String, String> b) {
    TreeSet<String> keys = new TreeSet<>(a.keySet());
    keys.addAll(b.keySet());
    return keys.stream().filter(k -> !Objects.equals(a.get(k), b.get(k))).findFirst();
  }

  private static String turned(List<Integer> f) {
    return f.isEmpty()
        ? "are no frames"
        : "are " + f.size() + " frames from " + f.get(0) + " to " + f.get(f.size() - 1);
  }

  /** Such as {@code frame 7 is} or {@code 12 frames from 20 to 31 are}. */
  private static String frames(TreeSet<Integer> f) {
    return f.size() == 1
        ? "frame " + f.first() + " is"
        : f.size() + " frames from " + f.first() + " to " + f.last() + " are";
  }
}
