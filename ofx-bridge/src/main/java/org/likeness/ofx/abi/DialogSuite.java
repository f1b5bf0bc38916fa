package org.likeness.ofx.abi;

/** OfxDialogSuite 1: results as {@link OfxStatus}. */
public final class DialogSuite extends Suite {
  /** From the address of the host's struct. */
  public DialogSuite(long struct) {
    super(struct, 2);
  }

  public int requestDialog(long userData) {
    return Calls.p(fn(0), userData);
  }

  public int notifyRedrawPending() {
    return Calls.v(fn(1));
  }
}
