package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.pipeline.ModelVerification;
import org.likeness.pipeline.ModelVerification.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness model verify}. */
@Command(
    name = "verify",
    description = {
      "Checks that a swap model is whole, plays, and may be used.",
      "Its sha256 against --sha256 or a file M.onnx.sha256 beside it, the hash of its graph, its",
      "tensors against its manifest, a run of every identity on a test crop, and its rights.",
      "Exit code: 0 all in order, 3 the file cannot be used, 5 its renders are marked."
    })
public final class ModelVerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      showDefaultValue = Visibility.NEVER,
      paramLabel = "M.onnx",
      description = "Swap model.")
  private Path file = Path.of("");

  @Option(names = "--sha256", paramLabel = "HEX", description = "What the file's hash should be.")
  private @Nullable String sha256;

  /** For picocli. */
  public ModelVerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    ModelVerification found = ModelVerification.of(file, sha256, LocalDate.now(ZoneOffset.UTC));
    PrintWriter out = spec.commandLine().getOut();
    for (ModelVerification.Finding f : found.findings()) {
      out.println(
          String.format(
              Locale.ROOT, "%-7s %s", f.kind().name().toLowerCase(Locale.ROOT), f.text()));
    }
    out.flush();
    if (found.has(Kind.BAD)) {
      return ExitCode.BAD_INPUT;
    }
    return found.has(Kind.RIGHTS) ? ExitCode.REFUSED : ExitCode.OK;
  }
}
