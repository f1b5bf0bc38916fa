package org.likeness.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A new folder for files that nobody needs afterwards; closing it deletes it with all it holds. */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes one where the system keeps such folders.
   *
   * @param purpose the beginning of its name
   */
  public static TemporaryFolder of(String purpose) throws IOException {
    return new TemporaryFolder(Files.createTempDirectory("likeness-" + purpose));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
      for (Path p : inside) {
        Files.deleteIfExists(p);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary folder cannot be deleted", e);
    }
  }
}
