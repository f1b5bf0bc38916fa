package org.likeness.model;

/**
 * A model file that cannot be used: the message names the file, what was found, what is allowed.
 */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the file (or package) and the reason. */
  public ModelException(String file, String reason) {
    super(file + ": " + reason);
  }

  /** With a cause for the log. */
  public ModelException(String file, String reason, Throwable cause) {
    super(file + ": " + reason, cause);
  }
}
