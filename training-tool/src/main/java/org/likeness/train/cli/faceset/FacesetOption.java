package org.likeness.train.cli.faceset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.likeness.cli.CliProgress;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.curate.CuratedSet;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Parameters;

/** The faceset that a command is about. */
final class FacesetOption {
  @Parameters(
      index = "0",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FACESET",
      description = "Folder made by likeness extract.")
  private Path folder = Path.of("");

  Path folder() {
    return folder;
  }

  /** Reads and measures; says how far it is only where much is to be measured. */
  CuratedSet open() throws IOException {
    List<FaceRecord> faces = Faceset.readAll(folder).faces();
    if (faces.isEmpty()) {
      throw new IOException(folder + ": the faceset holds no face; extract it again");
    }
    try (CliProgress progress = CliProgress.start("measure", "face", faces.size())) {
      return CuratedSet.open(folder, progress::step);
    }
  }
}
