package org.likeness.ofx.abi;

/**
 * OfxMessageSuite 1 and 2 of one host, whichever it has. Hosts are known whose second version has
 * null places, so each function is looked at before it is called. The text is passed as the
 * argument of a format, so that a percent sign in it is one.
 */
public final class MessageSuite {
  private final Place one;
  private final Place two;

  /** From the addresses of the suites' structs, 0 where the host has none. */
  public MessageSuite(long first, long second) {
    one = new Place(first, 1);
    two = new Place(second, 3);
  }

  private static final class Place extends Suite {
    Place(long struct, int count) {
      super(struct, count);
    }
  }

  /** Whether the host can tell the artist anything. */
  public boolean present() {
    return one.present() || two.present();
  }

  /** A message that stays on the node, else one that is shown once, else false. */
  public boolean show(long effect, String type, String text) {
    if (two.has(1) && call(two.fn(1), effect, type, text) == OfxStatus.OK) {
      return true;
    }
    return call(box(), effect, type, text) == OfxStatus.OK;
  }

  /** A message box or a line in the host's log; the answer to a question is REPLY_YES or NO. */
  public int message(long effect, String type, String text) {
    return call(box(), effect, type, text);
  }

  /** Takes the message off the node again. */
  public void clear(long effect) {
    Calls.p(two.fn(2), effect);
  }

  private long box() {
    return one.has(0) ? one.fn(0) : two.fn(0);
  }

  private static int call(long fn, long effect, String type, String text) {
    return CStrings.with(
        text,
        copy -> Calls.message(fn, effect, CStrings.name(type), CStrings.name("likeness"), copy));
  }
}
