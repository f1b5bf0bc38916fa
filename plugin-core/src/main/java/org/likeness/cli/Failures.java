package org.likeness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.likeness.model.ModelException;
import org.likeness.pipeline.PolicyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns whatever a command throws into one line on standard error and an exit code. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** The handler for picocli. */
  static int report(Exception e, CommandLine at, ParseResult parsed) {
    if (e instanceof ParameterException p) {
      at.getErr().println(oneLine(p.getMessage()));
      return ExitCode.USAGE;
    }
    return report(e, at);
  }

  /** Writes the line and the log. */
  static int report(Throwable e, CommandLine at) {
    LOG.error("{} failed", at.getCommandSpec().qualifiedName(), e);
    at.getErr().println(at.getCommandSpec().qualifiedName() + ": " + sentence(e));
    return code(e);
  }

  /** The exit code of a failure. */
  static int code(Throwable e) {
    if (e instanceof CliException c) {
      return c.code();
    }
    if (e instanceof OutOfMemoryError) {
      return ExitCode.TRY_AGAIN;
    }
    if (e instanceof PolicyException) {
      return ExitCode.REFUSED;
    }
    if (e instanceof IOException
        || e instanceof UncheckedIOException
        || e instanceof ModelException
        || e instanceof IllegalArgumentException) {
      return ExitCode.BAD_INPUT;
    }
    return ExitCode.INTERNAL;
  }

  /** What to tell the user: the message, or for bare file errors what happened to which file. */
  static String sentence(Throwable e) {
    if (e instanceof UncheckedIOException u && u.getCause() != null) {
      return sentence(u.getCause());
    }
    if (e instanceof NoSuchFileException f) {
      return f.getFile() + ": no such file or folder";
    }
    if (e instanceof AccessDeniedException f) {
      return f.getFile() + ": permission denied";
    }
    if (e instanceof FileAlreadyExistsException f) {
      return f.getFile() + ": exists already";
    }
    if (e instanceof FileSystemException f && f.getReason() == null) {
      return f.getFile() + ": cannot be read or written";
    }
    if (e instanceof OutOfMemoryError) {
      return "not enough memory; use fewer --threads, or give Java more with JAVA_TOOL_OPTIONS=-Xmx8g";
    }
    String m = e.getMessage();
    if (code(e) == ExitCode.INTERNAL) {
      return "an error of Likeness itself ("
          + e.getClass().getSimpleName()
          + (m == null ? "" : ": " + oneLine(m))
          + "); the log file has the details";
    }
    return m == null ? e.getClass().getSimpleName() : oneLine(m);
  }

  /** Line breaks become spaces. */
  static String oneLine(@Nullable String text) {
    return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
