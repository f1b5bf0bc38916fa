package org.likeness.train.direction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.likeness.file.AtomicFile;

/**
 * The directions of a trained network, kept in its folder as {@value #FILE}.
 *
 * @param iteration of the training at which they were found; the code drifts as it goes on
 * @param samples how many pictures they were found from
 * @param directions in the order of the controls
 */
public record Directions(long iteration, int samples, List<Direction> directions) {
  /** Name of the file inside a model's folder. */
  public static final String FILE = "directions.json";

  /** No directions. */
  public static final Directions NONE = new Directions(0, 0, List.of());

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the list and refuses an id that comes twice. */
  public Directions {
    directions = List.copyOf(directions);
    Set<String> seen = new HashSet<>();
    for (Direction d : directions) {
      if (!seen.add(d.id())) {
        throw new IllegalArgumentException("two directions are named " + d.id());
      }
    }
  }

  /**
   * Those of a model's folder; {@link #NONE} where it has none.
   *
   * @param codeLength of the network that they are for
   * @throws IOException with a sentence, if the file is damaged or of another network
   */
  public static Directions read(Path folder, int codeLength) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return NONE;
    }
    try {
      Directions found = JSON.readValue(file.toFile(), Directions.class);
      for (Direction d : found.directions()) {
        d.control(); // a bad id is refused here
        if (d.change().length != codeLength) {
          throw new IOException(
              file
                  + ": direction "
                  + d.id()
                  + " has "
                  + d.change().length
                  + " numbers, the network's code "
                  + codeLength
                  + "; find the directions of this network with: likeness directions");
        }
      }
      return found;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException(
          file
              + ": not a file of directions ("
              + e.getMessage()
              + "); delete it or find them again",
          e);
    }
  }

  /** The same, each longer by a factor. */
  public Directions scaled(double by) {
    List<Direction> longer = new ArrayList<>();
    for (Direction d : directions) {
      float[] change = d.change().clone();
      for (int i = 0; i < change.length; i++) {
        change[i] *= (float) by;
      }
      longer.add(new Direction(d.id(), d.label(), change));
    }
    return new Directions(iteration, samples, longer);
  }

  /** Writes them into a model's folder, under a temporary name that is then changed. */
  public void write(Path folder) throws IOException {
    AtomicFile.write(
        folder.resolve(FILE), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
  }
}
