package org.likeness.cli;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * A command of the command line: a public class with a public no-argument constructor and picocli's
 * {@code @Command(name = ...)}, named in {@code META-INF/services/org.likeness.cli.CliCommand} of
 * its jar. {@code call} returns one of {@link ExitCode} and may throw: {@link CliException} with
 * its own code, {@code PolicyException} (5), {@code IOException}, {@code ModelException} and {@code
 * IllegalArgumentException} (3), anything else is an error of Likeness (1). The message becomes one
 * line on standard error, the trace goes to the log file.
 *
 * <p>Constructors must be cheap: every command is made for every run.
 */
public interface CliCommand extends Callable<Integer> {
  /** Lines for the end of the help text, after the examples of {@code @Command(footer)}. */
  default List<String> helpLines() {
    return List.of();
  }
}
