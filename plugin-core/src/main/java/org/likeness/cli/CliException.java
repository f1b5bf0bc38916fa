package org.likeness.cli;

/** Ends a command with one sentence on standard error and an exit code. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One of {@link ExitCode}. */
  private final int code;

  /** With the exit code and the sentence: what, what was found, what is allowed. */
  public CliException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** With a cause for the log. */
  public CliException(int code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The exit code. */
  public int code() {
    return code;
  }
}
