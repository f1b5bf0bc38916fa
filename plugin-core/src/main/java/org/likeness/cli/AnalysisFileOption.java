package org.likeness.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.likeness.face.ShotAnalysis;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Parameters;

/** The analysis that a command works on. */
final class AnalysisFileOption {
  @Parameters(
      paramLabel = "SHOT.analysis",
      showDefaultValue = Visibility.NEVER,
      description = "The shot's analysis.")
  private Path file = Path.of("");

  Path file() {
    return file;
  }

  ShotAnalysis read() throws IOException {
    return ShotAnalysis.read(file);
  }
}
