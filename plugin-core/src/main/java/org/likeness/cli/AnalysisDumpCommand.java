package org.likeness.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.face.ShotAnalysis;
import org.likeness.file.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness analysis dump}. */
@Command(
    name = "dump",
    description = "Writes everything in an analysis as JSON, with corrections applied.")
public final class AnalysisDumpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AnalysisFileOption analysis = new AnalysisFileOption();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "File to write. Default: standard output.")
  private @Nullable Path out;

  @Option(
      names = "--raw",
      description = "Also what each frame gave by itself, unsmoothed and without corrections.")
  private boolean raw;

  /** For picocli. */
  public AnalysisDumpCommand() {}

  @Override
  public Integer call() throws IOException {
    ShotAnalysis a = analysis.read();
    String json = raw ? a.toJsonWithRaw() : a.toJson();
    if (out == null) {
      spec.commandLine().getOut().print(json);
      spec.commandLine().getOut().flush();
    } else {
      AtomicFile.write(out, json.getBytes(StandardCharsets.UTF_8));
    }
    return ExitCode.OK;
  }
}
