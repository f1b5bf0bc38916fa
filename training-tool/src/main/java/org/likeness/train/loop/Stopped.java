package org.likeness.train.loop;

/**
 * Thrown by a {@link Trainer} that was asked to stop in the middle of a step or of a picture: what
 * it was at is given up, and the training stands where it stood before.
 */
public final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1;

  Stopped() {
    super("stopped on the way", null, false, false);
  }
}
