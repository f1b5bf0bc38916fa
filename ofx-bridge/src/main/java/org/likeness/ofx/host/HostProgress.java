package org.likeness.ofx.host;

import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.ProgressSuite;

/**
 * A bar that shows how far something is, and whether the artist wants it to end. Where the host has
 * none, updates are taken and nobody cancels. To be used by the thread that made it: hosts draw it
 * in place.
 */
public final class HostProgress implements AutoCloseable {
  private final ProgressSuite suite;
  private final long effect;
  private boolean open = true;
  private boolean cancelled;

  HostProgress(ProgressSuite suite, long effect, String label) {
    this.suite = suite;
    this.effect = effect;
    suite.start(effect, label, "likeness");
  }

  /**
   * Moves the bar.
   *
   * @param done 0..1; what is outside is taken to the nearer end
   * @return false when the artist cancelled, and from then on
   */
  public boolean update(double done) {
    if (open && !cancelled) {
      double inside = done > 0 ? Math.min(1, done) : 0;
      cancelled = suite.update(effect, inside) == OfxStatus.REPLY_NO;
    }
    return !cancelled;
  }

  /** Whether the artist cancelled at an update. */
  public boolean cancelled() {
    return cancelled;
  }

  /** Takes the bar away; more than once is harmless. */
  @Override
  public void close() {
    if (open) {
      open = false;
      suite.end(effect);
    }
  }
}
