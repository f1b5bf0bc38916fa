package org.likeness.pipeline;

import java.util.concurrent.CancellationException;

/**
 * Asks a render to stop. The render looks at it between its steps, the longest of which is a run of
 * the model; who must answer sooner leaves the render alone on its thread. Thread-safe.
 */
public final class RenderCancel {
  private volatile boolean requested;

  /** For one request. */
  public RenderCancel() {}

  /** Asks; more than once is harmless. */
  public void request() {
    requested = true;
  }

  /** Whether it was asked. */
  public boolean requested() {
    return requested;
  }

  /**
   * Goes on, or stops.
   *
   * @throws CancellationException if it was asked to stop
   */
  public void check() {
    if (requested) {
      throw new CancellationException("the render was stopped");
    }
  }
}
