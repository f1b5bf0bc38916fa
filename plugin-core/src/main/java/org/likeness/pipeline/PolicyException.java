package org.likeness.pipeline;

/** A render that the studio's policy forbids; the message says which rule and what to do. */
public final class PolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the sentence for the user. */
  public PolicyException(String message) {
    super(message);
  }
}
