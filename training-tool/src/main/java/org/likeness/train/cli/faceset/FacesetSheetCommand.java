package org.likeness.train.cli.faceset;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliException;
import org.likeness.cli.ExitCode;
import org.likeness.file.AtomicFile;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.papers.DataSheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness faceset sheet}. */
@Command(
    name = "sheet",
    description = {
      "The data sheet: source, licence, consent and synthetic of every picture that is not rejected.",
      "Prints how many pictures share the same papers; --out writes every picture as CSV, JSON or",
      "HTML, by the file's ending."
    })
public final class FacesetSheetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FACESET",
      description = "Folders made by likeness extract.")
  private List<Path> folders = List.of();

  @Option(
      names = {"-o", "--out"},
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FILE",
      description = "File to write: .csv, .json or .html.")
  private @Nullable Path out;

  @Option(
      names = "--strict",
      description = "Refuse (exit code 5) if a picture's source, licence or consent is unknown.")
  private boolean strict;

  /** For picocli. */
  public FacesetSheetCommand() {}

  @Override
  public Integer call() throws IOException {
    List<Faceset> sets = new ArrayList<>();
    for (Path folder : folders) {
      sets.add(Faceset.read(folder));
    }
    DataSheet sheet = new DataSheet(sets);
    String content = out == null ? "" : content(sheet, out);
    PrintWriter said = spec.commandLine().getOut();
    sheet.summary().forEach((line, n) -> said.printf("%6d  %s%n", n, line));
    said.flush();
    if (out != null) {
      AtomicFile.write(out, content.getBytes(StandardCharsets.UTF_8));
    }
    if (strict) {
      sheet.requireComplete();
    }
    return ExitCode.OK;
  }

  private static String content(DataSheet sheet, Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return sheet.csv();
    }
    if (name.endsWith(".json")) {
      return sheet.json();
    }
    if (name.endsWith(".html")) {
      return sheet.html();
    }
    throw new CliException(
        ExitCode.USAGE, "--out " + file + ": the file's name must end in .csv, .json or .html");
  }
}
