package org.likeness.ofx.abi;

/** OfxTimeLineSuite 1: results as {@link OfxStatus}. */
public final class TimeLineSuite extends Suite {
  /** From the address of the host's struct. */
  public TimeLineSuite(long struct) {
    super(struct, 3);
  }

  public int getTime(long effect, long result) {
    return Calls.pp(fn(0), effect, result);
  }

  public int gotoTime(long effect, double time) {
    return Calls.pd(fn(1), effect, time);
  }

  public int getTimeBounds(long effect, long first, long last) {
    return Calls.ppp(fn(2), effect, first, last);
  }
}
