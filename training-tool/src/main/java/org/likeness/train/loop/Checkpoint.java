package org.likeness.train.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The whole state of a training: enough to go on as if it had never stopped.
 *
 * @param header configuration, identities, iteration
 * @param parts arrays by name: {@code weights}, {@code first}, {@code second}, {@code average} of
 *     the network; those of a further network that is trained along with it have its name and a dot
 *     before these, such as {@code discriminator.weights}
 */
public record Checkpoint(Header header, Map<String, float[]> parts) {
  private static final String PREFIX = "checkpoint-";
  private static final String SUFFIX = ".ckpt";

  /**
   * What the numbers belong to.
   *
   * @param config of the training
   * @param identities in the order of the decoders
   * @param iteration how many iterations are done
   * @param seconds time spent training, in all runs together
   * @param loss running mean of the loss
   * @param images how many faces were trained on
   * @param lineage what the training began from, oldest first; empty = from random numbers
   */
  public record Header(
      TrainConfig config,
      List<TrainedIdentity> identities,
      long iteration,
      double seconds,
      double loss,
      int images,
      List<String> lineage) {}

  /**
   * Which checkpoints a folder keeps.
   *
   * @param last how many of the newest, at least 1
   * @param milestone those whose iteration is a multiple of it are never deleted; 0 = none
   */
  public record Keep(int last, long milestone) {
    /** The last two. */
    public static final Keep DEFAULT = new Keep(2, 0);

    /** Checks the ranges. */
    public Keep {
      Schedule.check("keep", last, 1, 100_000);
      Schedule.check("milestone", milestone, 0, 1e12);
    }
  }

  /** A network's name in the names of its parts; the swapping network has none. */
  public static String part(String network, String name) {
    return network.isEmpty() ? name : network + "." + name;
  }

  /** Weights of the swapping network. */
  public float[] weights() {
    return get("weights");
  }

  /** Running average of the swapping network's weights, which is what is shown and exported. */
  public float[] average() {
    return get("average");
  }

  /** A part that must be there. */
  public float[] get(String name) {
    return Objects.requireNonNull(parts.get(name), () -> "the checkpoint has no part " + name);
  }

  /** Writes it and keeps the last two. */
  public Path write(Path folder) throws IOException {
    return write(folder, Keep.DEFAULT);
  }

  /**
   * Writes it into a folder: a temporary name, forced to disk, renamed; then those that are not to
   * be kept are deleted.
   *
   * @return the file
   */
  public Path write(Path folder, Keep keep) throws IOException {
    Path file = folder.resolve(String.format("%s%09d%s", PREFIX, header.iteration(), SUFFIX));
    new WeightFile(Settings.JSON.writeValueAsBytes(header), parts).write(file);
    List<Path> all = new ArrayList<>(list(folder));
    all.removeIf(f -> keep.milestone() > 0 && iteration(f) % keep.milestone() == 0);
    for (int i = 0; i < all.size() - keep.last(); i++) {
      Files.deleteIfExists(all.get(i));
    }
    return file;
  }

  private static long iteration(Path file) {
    String digits = file.getFileName().toString().replaceAll("[^0-9]", "");
    return digits.isEmpty() || digits.length() > 18 ? 1 : Long.parseLong(digits);
  }

  /** The checkpoints of a folder, oldest first. */
  public static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              f -> {
                String name = f.getFileName().toString();
                return name.startsWith(PREFIX) && name.endsWith(SUFFIX) && Files.isRegularFile(f);
              })
          .sorted()
          .toList();
    }
  }

  /**
   * The newest checkpoint of a folder that is whole: one that is damaged is passed over for the one
   * before it.
   *
   * @throws IOException if there is none
   */
  public static Checkpoint newest(Path folder) throws IOException {
    List<Path> all = list(folder);
    IOException first = null;
    for (int i = all.size() - 1; i >= 0; i--) {
      try {
        return read(all.get(i));
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    throw first != null
        ? first
        : new IOException(
            folder + ": no checkpoint here; a folder that likeness train has written is needed");
  }

  /** Reads one file, of this version or of the first. */
  public static Checkpoint read(Path file) throws IOException {
    WeightFile read = WeightFile.read(file);
    if (!read.parts().keySet().containsAll(WeightFile.FOUR)) {
      throw new IOException(file + ": not a checkpoint of likeness train (no weights)");
    }
    JsonNode json;
    try {
      json = Settings.JSON.readTree(read.json());
    } catch (IOException e) {
      throw new IOException(file + ": not a checkpoint of likeness train", e);
    }
    if (!(json instanceof ObjectNode tree) || !(tree.get("config") instanceof ObjectNode config)) {
      throw new IOException(file + ": not a checkpoint of likeness train");
    }
    TrainConfig.complete(config);
    if (!tree.has("lineage")) {
      tree.putArray("lineage");
    }
    return new Checkpoint(Settings.read(tree, Header.class, file.toString()), read.parts());
  }
}
