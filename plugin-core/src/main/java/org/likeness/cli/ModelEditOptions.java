package org.likeness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.likeness.file.AtomicFile;
import org.likeness.model.ModelFile;
import org.likeness.model.ModelManifest;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The swap model that a command changes what it says of itself, and where it goes. */
final class ModelEditOptions {
  @Parameters(
      showDefaultValue = Visibility.NEVER,
      paramLabel = "M.onnx",
      description = "Swap model.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--out"},
      description = "File to write. Default: the model itself is replaced.")
  private @Nullable Path out;

  Path file() {
    return file;
  }

  ModelManifest read() throws IOException {
    return ModelFile.readManifest(file);
  }

  /**
   * Writes the model with another manifest; its weights stay.
   *
   * @return the file written
   */
  Path write(ModelManifest with) throws IOException {
    Path to = out == null ? file : out;
    AtomicFile.write(to, ModelFile.withManifest(Files.readAllBytes(file), with));
    return to;
  }
}
