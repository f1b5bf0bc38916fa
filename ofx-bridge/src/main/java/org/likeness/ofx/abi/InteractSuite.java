package org.likeness.ofx.abi;

/** OfxInteractSuite 1: results as {@link OfxStatus}. */
public final class InteractSuite extends Suite {
  /** From the address of the host's struct. */
  public InteractSuite(long struct) {
    super(struct, 3);
  }

  public int swapBuffers(long interact) {
    return Calls.p(fn(0), interact);
  }

  public int redraw(long interact) {
    return Calls.p(fn(1), interact);
  }

  public int getPropertySet(long interact, long result) {
    return Calls.pp(fn(2), interact, result);
  }
}
