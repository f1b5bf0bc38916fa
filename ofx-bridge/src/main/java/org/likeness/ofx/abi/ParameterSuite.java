package org.likeness.ofx.abi;

/**
 * OfxParameterSuite 1: handles as addresses, results as {@link OfxStatus}. Values are read into up
 * to four places of eight bytes and written as three integers, four doubles or a pointer; how many
 * of them count is a matter of the parameter's kind.
 */
public final class ParameterSuite extends Suite {
  /** From the address of the host's struct. */
  public ParameterSuite(long struct) {
    super(struct, 18);
  }

  public int define(long set, long type, long name, long properties) {
    return Calls.pppp(fn(0), set, type, name, properties);
  }

  public int getHandle(long set, long name, long param, long properties) {
    return Calls.pppp(fn(1), set, name, param, properties);
  }

  public int setGetPropertySet(long set, long result) {
    return Calls.pp(fn(2), set, result);
  }

  public int getPropertySet(long param, long result) {
    return Calls.pp(fn(3), param, result);
  }

  public int getValue(long param, Scratch out) {
    return Calls.paramGet(fn(4), param, out.at(0), out.at(1), out.at(2), out.at(3));
  }

  public int getValueAtTime(long param, double time, Scratch out) {
    return Calls.paramGetAt(fn(5), param, time, out.at(0), out.at(1), out.at(2), out.at(3));
  }

  public int getDerivative(long param, double time, Scratch out) {
    return Calls.paramGetAt(fn(6), param, time, out.at(0), out.at(1), out.at(2), out.at(3));
  }

  public int getIntegral(long param, double from, double to, Scratch out) {
    return Calls.paramIntegral(fn(7), param, from, to, out.at(0), out.at(1), out.at(2), out.at(3));
  }

  public int setInts(long param, int a, int b, int c) {
    return Calls.paramSetInt(fn(8), param, a, b, c);
  }

  public int setDoubles(long param, double a, double b, double c, double d) {
    return Calls.paramSetDouble(fn(8), param, a, b, c, d);
  }

  public int setPointer(long param, long value) {
    return Calls.paramSetPointer(fn(8), param, value);
  }

  public int setIntsAt(long param, double time, int a, int b, int c) {
    return Calls.paramSetIntAt(fn(9), param, time, a, b, c);
  }

  public int setDoublesAt(long param, double time, double a, double b, double c, double d) {
    return Calls.paramSetDoubleAt(fn(9), param, time, a, b, c, d);
  }

  public int setPointerAt(long param, double time, long value) {
    return Calls.paramSetPointerAt(fn(9), param, time, value);
  }

  public int getNumKeys(long param, long result) {
    return Calls.pp(fn(10), param, result);
  }

  public int getKeyTime(long param, int nth, long result) {
    return Calls.pup(fn(11), param, nth, result);
  }

  public int getKeyIndex(long param, double time, int direction, long result) {
    return Calls.pdip(fn(12), param, time, direction, result);
  }

  public int deleteKey(long param, double time) {
    return Calls.pd(fn(13), param, time);
  }

  public int deleteAllKeys(long param) {
    return Calls.p(fn(14), param);
  }

  public int copy(long to, long from, double offset, long frameRange) {
    return Calls.ppdp(fn(15), to, from, offset, frameRange);
  }

  public int editBegin(long set, long label) {
    return Calls.pp(fn(16), set, label);
  }

  public int editEnd(long set) {
    return Calls.p(fn(17), set);
  }
}
