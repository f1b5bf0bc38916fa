package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.face.Weights;

class EvaluateAnalysisCommandTest {
  @Test
  void saysWhatIsMissing() {
    Cli nothing = Cli.run("evaluate", "analysis");
    assertThat(nothing.code()).isEqualTo(ExitCode.USAGE);
    assertThat(nothing.err()).contains("--actors");
    Cli part = Cli.run("evaluate", "analysis", "--actors", "x", "--only", "mouths");
    assertThat(part.code()).isEqualTo(ExitCode.USAGE);
    assertThat(part.err()).contains("mouths").contains("footage");
  }

  @Test
  void aFolderWithoutFacesIsBadInput(@TempDir Path folder) throws Exception {
    Weights.store();
    Files.createDirectories(folder.resolve("empty"));
    Cli run = Cli.run("evaluate", "analysis", "--faceset", folder.resolve("empty").toString());
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("empty").contains("meta");
  }
}
