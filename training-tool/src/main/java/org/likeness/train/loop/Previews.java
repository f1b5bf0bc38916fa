package org.likeness.train.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.likeness.file.AtomicFile;

/**
 * The pictures of a training: {@code preview.png}, the newest, and those of earlier times in {@code
 * previews}, named by their iteration, to be laid over each other. At most {@value #MOST} are kept:
 * the newest ones, and of the older ones fewer and fewer, evenly over the training.
 */
final class Previews {
  /** Folder of the earlier pictures. */
  static final String FOLDER = "previews";

  private static final int MOST = 40;
  private static final int NEWEST = 8;

  private Previews() {}

  /**
   * Makes a picture.
   *
   * @return its name in {@link #FOLDER}
   */
  static String write(Preview preview, Trainer trainer, Path folder) throws IOException {
    Path all = Files.createDirectories(folder.resolve(FOLDER));
    Path file = all.resolve(String.format("%09d.png", trainer.iteration()));
    preview.write(trainer, file);
    AtomicFile.replace(folder.resolve("preview.png"), Files.readAllBytes(file));
    thin(all);
    return file.getFileName().toString();
  }

  /** The names in {@link #FOLDER}, oldest first. */
  static List<String> list(Path all) throws IOException {
    try (Stream<Path> files = Files.list(all)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> name.matches("[0-9]{9,}\\.png"))
          .sorted()
          .toList();
    }
  }

  static void thin(Path all) throws IOException {
    List<String> names = new ArrayList<>(list(all));
    while (names.size() > MOST) {
      int least = 1;
      for (int i = 2; i < names.size() - NEWEST; i++) {
        if (gap(names, i) < gap(names, least)) {
          least = i;
        }
      }
      Files.deleteIfExists(all.resolve(names.remove(least)));
    }
  }

  private static long gap(List<String> names, int i) {
    return number(names.get(i + 1)) - number(names.get(i - 1));
  }

  static long number(String name) {
    return Long.parseLong(name.substring(0, name.length() - ".png".length()));
  }
}
