package org.likeness.train.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The whole state of a training: enough to go on as if it had never stopped.
 *
 * @param header configuration, identities, iteration
 * @param weights of the network
 * @param first the optimiser's running mean of the gradient
 * @param second the optimiser's running mean of its square
 * @param average running average of the weights
 */
public record Checkpoint(
    Header header, float[] weights, float[] first, float[] second, float[] average) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "checkpoint-";
  private static final String SUFFIX = ".ckpt";
  private static final int KEPT = 2;

  /**
   * What the numbers belong to.
   *
   * @param config of the training
   * @param identities in the order of the decoders
   * @param iteration how many iterations are done
   * @param seconds time spent training, in all runs together
   * @param loss running mean of the loss
   * @param images how many faces were trained on
   */
  public record Header(
      TrainConfig config,
      List<TrainedIdentity> identities,
      long iteration,
      double seconds,
      double loss,
      int images) {}

  /**
   * Writes it into a folder: a temporary name, forced to disk, renamed; then all but the last two
   * are deleted.
   *
   * @return the file
   */
  public Path write(Path folder) throws IOException {
    Path file = folder.resolve(String.format("%s%09d%s", PREFIX, header.iteration(), SUFFIX));
    new WeightFile(JSON.writeValueAsBytes(header), List.of(weights, first, second, average))
        .write(file);
    List<Path> all = list(folder);
    for (int i = 0; i < all.size() - KEPT; i++) {
      Files.deleteIfExists(all.get(i));
    }
    return file;
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
                return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
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
    List<Path> all = new ArrayList<>(list(folder));
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

  /** Reads one file. */
  public static Checkpoint read(Path file) throws IOException {
    WeightFile read = WeightFile.read(file, 4);
    Header header;
    try {
      header = JSON.readValue(read.json(), Header.class);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": not a checkpoint of likeness train", e);
    }
    List<float[]> p = read.parts();
    return new Checkpoint(header, p.get(0), p.get(1), p.get(2), p.get(3));
  }
}
