package org.likeness.ofx.host;

/** What went wrong between host and effect: a sentence for the artist and a status for the host. */
public final class HostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** With one of {@link org.likeness.ofx.abi.OfxStatus} and a sentence. */
  public HostException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The status for the host. */
  public int status() {
    return status;
  }
}
