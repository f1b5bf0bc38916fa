package org.likeness.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
  @Test
  void nothingOfItStays() throws IOException {
    Path where;
    try (TemporaryFolder made = TemporaryFolder.of("test")) {
      where = made.path();
      assertThat(where).isEmptyDirectory();
      Files.createDirectories(where.resolve("a/b"));
      Files.writeString(where.resolve("a/b/c.txt"), "x");
      Files.writeString(where.resolve("d.txt"), "y");
      try (TemporaryFolder other = TemporaryFolder.of("test")) {
        assertThat(other.path()).isNotEqualTo(where);
      }
    }
    assertThat(where).doesNotExist();
  }
}
