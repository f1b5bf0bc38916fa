package org.likeness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.likeness.file.AtomicFile;
import picocli.CommandLine.Option;

/** Where a command that measures writes its figures. */
final class FiguresOption {
  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures.")
  private @Nullable Path json;

  /**
   * Writes them, if they are wanted; the file's folder is made.
   *
   * @param figures a tree of maps and lists
   */
  void write(Object figures) throws IOException {
    if (json == null) {
      return;
    }
    Path folder = json.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    String text =
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(figures);
    AtomicFile.write(json, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
