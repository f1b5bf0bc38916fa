package org.likeness.train.loop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.likeness.file.AtomicFile;

/**
 * Wishes to a running training: {@value #FILE} in the model's folder, taken away when it is read.
 * Its keys are those of the configuration that may change on the way ({@link #CHANGEABLE}), and
 * {@code stop}, {@code save}, {@code preview}: true. They apply before the next iteration and are
 * noted in the log.
 *
 * @param changes settings, as in {@code config.json}; may be empty
 * @param stop save and end
 * @param save write a checkpoint
 * @param preview make a picture
 */
public record RunControl(ObjectNode changes, boolean stop, boolean save, boolean preview) {
  /** Name of the file inside the model's folder. */
  public static final String FILE = "control.json";

  /** Settings that a running training takes over. */
  public static final Set<String> CHANGEABLE =
      Set.of(
          "iterations",
          "learningRate",
          "warmUp",
          "finalRate",
          "weightDecay",
          "clip",
          "average",
          "warpShare",
          "augmentation",
          "loss",
          "stages");

  private static final List<String> ORDERS = List.of("stop", "save", "preview");

  /** Writes it for the training that runs in a folder, in place of one not read yet. */
  public void write(Path folder) throws IOException {
    ObjectNode tree = changes.deepCopy();
    boolean[] wanted = {stop, save, preview};
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i]) {
        tree.put(ORDERS.get(i), true);
      }
    }
    AtomicFile.write(folder.resolve(FILE), Settings.JSON.writeValueAsBytes(tree));
  }

  /**
   * Takes a folder's wishes away.
   *
   * @return null if there are none
   * @throws IOException with a sentence, if what is there cannot be granted; it is taken away too
   */
  static @Nullable RunControl take(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Path taken = folder.resolve("." + FILE + ".taken");
    try {
      // Renamed first: what is written in this moment is not lost but read the next time.
      Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      return null;
    }
    String text = Files.readString(taken);
    Files.deleteIfExists(taken);
    return parse(text);
  }

  private static RunControl parse(String text) throws IOException {
    ObjectNode tree = Settings.parse(text, FILE);
    boolean[] wanted = new boolean[ORDERS.size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = tree.path(ORDERS.get(i)).asBoolean();
      tree.remove(ORDERS.get(i));
    }
    List<String> foreign = new ArrayList<>();
    tree.fieldNames()
        .forEachRemaining(
            name -> {
              if (!CHANGEABLE.contains(name)) {
                foreign.add(name);
              }
            });
    if (!foreign.isEmpty()) {
      throw new IOException(
          FILE
              + ": "
              + String.join(", ", foreign)
              + " cannot be changed while a training runs; these can: "
              + String.join(", ", new TreeSet<>(CHANGEABLE))
              + "; orders are "
              + String.join(", ", ORDERS));
    }
    return new RunControl(tree, wanted[0], wanted[1], wanted[2]);
  }
}
