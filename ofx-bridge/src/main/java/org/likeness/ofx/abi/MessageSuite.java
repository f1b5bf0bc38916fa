package org.likeness.ofx.abi;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * OfxMessageSuite 1 and 2 of one host, whichever it has. Hosts are known whose second version has
 * null places, so each function is looked at before it is called.
 *
 * @param message address of message, 0 if absent
 * @param setPersistent address of setPersistentMessage, 0 if absent
 * @param clearPersistent address of clearPersistentMessage, 0 if absent
 */
public record MessageSuite(long message, long setPersistent, long clearPersistent) {
  /** From the addresses of the suites' structs, 0 where the host has none. */
  public static MessageSuite of(long first, long second) {
    long message = first == 0 ? 0 : new Pointer(first).getLong(0);
    if (second == 0) {
      return new MessageSuite(message, 0, 0);
    }
    Pointer two = new Pointer(second);
    return new MessageSuite(
        message != 0 ? message : two.getLong(0), two.getLong(8), two.getLong(16));
  }

  /** A message that stays on the node, else one that is shown once, else false. */
  public boolean show(long effect, String type, String text) {
    try (Memory copy = CStrings.copy(text)) {
      long fn = setPersistent != 0 ? setPersistent : message;
      return fn != 0
          && VariadicShims.message(
                  fn,
                  effect,
                  CStrings.name(type),
                  CStrings.name("likeness"),
                  Pointer.nativeValue(copy))
              == OfxStatus.OK;
    }
  }

  /** Takes the message off the node again. */
  public void clear(long effect) {
    if (clearPersistent != 0) {
      Function.getFunction(new Pointer(clearPersistent)).invokeInt(new Object[] {effect});
    }
  }
}
