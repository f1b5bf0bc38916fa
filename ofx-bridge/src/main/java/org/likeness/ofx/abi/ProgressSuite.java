package org.likeness.ofx.abi;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * OfxProgressSuite 1 or 2 of one host: a bar with a cancel button, for what a button starts.
 *
 * @param address address of the struct, 0 if the host has none
 * @param version 1 or 2
 */
public record ProgressSuite(long address, int version) {
  /** Shows the bar. */
  public void start(long effect, String label) {
    if (address == 0) {
      return;
    }
    try (Memory text = CStrings.copy(label)) {
      Object[] args =
          version == 2
              ? new Object[] {new Pointer(effect), text, text}
              : new Object[] {new Pointer(effect), text};
      function(0).invokeInt(args);
    }
  }

  /** Moves the bar to {@code done}, 0..1; false when the artist cancelled. */
  public boolean update(long effect, double done) {
    int status =
        address == 0
            ? OfxStatus.OK
            : function(1).invokeInt(new Object[] {new Pointer(effect), done});
    return status != OfxStatus.REPLY_NO;
  }

  /** Takes the bar away. */
  public void end(long effect) {
    if (address != 0) {
      function(2).invokeInt(new Object[] {new Pointer(effect)});
    }
  }

  private Function function(int index) {
    return Function.getFunction(new Pointer(new Pointer(address).getLong(8L * index)));
  }
}
