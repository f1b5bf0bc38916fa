package org.likeness.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.likeness.face.Corrections;
import org.likeness.face.ShotAnalysis;

/**
 * What lies where an analysis is about to be written: its corrections go into the new one. A file
 * that cannot be read may hold an artist's work all the same; it is put aside, not overwritten.
 *
 * @param corrections of the analysis that was there; none if there was none or it cannot be read
 * @param note a sentence for the artist; empty if there is nothing to say
 */
public record PreviousAnalysis(Corrections corrections, String note) {
  private static final String ASIDE = ".unreadable";

  /**
   * Reads what is there; what cannot be read is renamed, never deleted.
   *
   * @param file where the new analysis goes
   * @throws IOException if a file that cannot be read cannot be renamed either
   */
  public static PreviousAnalysis at(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new PreviousAnalysis(Corrections.NONE, "");
    }
    try {
      return new PreviousAnalysis(ShotAnalysis.read(file).corrections(), "");
    } catch (IOException e) {
      Path aside = free(file);
      Files.move(file, aside);
      return new PreviousAnalysis(
          Corrections.NONE,
          "the file that was there is kept as "
              + aside.getFileName()
              + ", since corrections in it could not be carried over: "
              + e.getMessage());
    }
  }

  private static Path free(Path file) {
    Path aside = file.resolveSibling(file.getFileName() + ASIDE);
    for (int i = 2; Files.exists(aside); i++) {
      aside = file.resolveSibling(file.getFileName() + ASIDE + "." + i);
    }
    return aside;
  }
}
