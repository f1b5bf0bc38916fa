package org.likeness.ofx.abi;

/** OfxParametricParameterSuite 1: results as {@link OfxStatus}. */
public final class ParametricSuite extends Suite {
  /** From the address of the host's struct. */
  public ParametricSuite(long struct) {
    super(struct, 7);
  }

  public int getValue(long param, int curve, double time, double position, long result) {
    return Calls.piddp(fn(0), param, curve, time, position, result);
  }

  public int getPointCount(long param, int curve, double time, long result) {
    return Calls.pidp(fn(1), param, curve, time, result);
  }

  public int getPoint(long param, int curve, double time, int nth, long key, long value) {
    return Calls.pidipp(fn(2), param, curve, time, nth, key, value);
  }

  public int setPoint(
      long param, int curve, double time, int nth, double key, double value, boolean animate) {
    return Calls.pididdb(fn(3), param, curve, time, nth, key, value, animate ? 1 : 0);
  }

  public int addPoint(
      long param, int curve, double time, double key, double value, boolean animate) {
    return Calls.pidddb(fn(4), param, curve, time, key, value, animate ? 1 : 0);
  }

  public int deletePoint(long param, int curve, int nth) {
    return Calls.pii(fn(5), param, curve, nth);
  }

  public int deleteAllPoints(long param, int curve) {
    return Calls.pi(fn(6), param, curve);
  }
}
