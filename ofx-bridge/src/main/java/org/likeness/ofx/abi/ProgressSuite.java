package org.likeness.ofx.abi;

/** OfxProgressSuite 1 or 2 of one host: a bar with a cancel button. */
public final class ProgressSuite extends Suite {
  private final int version;

  /** From the addresses of the structs of both versions, 0 where the host has none. */
  public ProgressSuite(long first, long second) {
    super(second != 0 ? second : first, 3);
    version = second != 0 ? 2 : 1;
  }

  public int start(long effect, String label, String id) {
    return CStrings.with(
        label,
        text ->
            version == 2
                ? Calls.ppp(fn(0), effect, text, CStrings.name(id))
                : Calls.pp(fn(0), effect, text));
  }

  /** {@link OfxStatus#REPLY_NO} when the artist cancelled. */
  public int update(long effect, double done) {
    return Calls.pd(fn(1), effect, done);
  }

  public int end(long effect) {
    return Calls.p(fn(2), effect);
  }
}
