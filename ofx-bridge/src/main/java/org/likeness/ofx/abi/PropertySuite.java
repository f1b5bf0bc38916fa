package org.likeness.ofx.abi;

/** OfxPropertySuite 1: handles and names as addresses, results as {@link OfxStatus}. */
public final class PropertySuite extends Suite {
  /** From the address of the host's struct. */
  public PropertySuite(long struct) {
    super(struct, 18);
  }

  public int setPointer(long set, long name, int index, long value) {
    return Calls.ppip(fn(0), set, name, index, value);
  }

  public int setString(long set, long name, int index, long value) {
    return Calls.ppip(fn(1), set, name, index, value);
  }

  public int setDouble(long set, long name, int index, double value) {
    return Calls.ppid(fn(2), set, name, index, value);
  }

  public int setInt(long set, long name, int index, int value) {
    return Calls.ppii(fn(3), set, name, index, value);
  }

  public int setPointers(long set, long name, int count, long values) {
    return Calls.ppip(fn(4), set, name, count, values);
  }

  public int setStrings(long set, long name, int count, long values) {
    return Calls.ppip(fn(5), set, name, count, values);
  }

  public int setDoubles(long set, long name, int count, long values) {
    return Calls.ppip(fn(6), set, name, count, values);
  }

  public int setInts(long set, long name, int count, long values) {
    return Calls.ppip(fn(7), set, name, count, values);
  }

  public int getPointer(long set, long name, int index, long result) {
    return Calls.ppip(fn(8), set, name, index, result);
  }

  public int getString(long set, long name, int index, long result) {
    return Calls.ppip(fn(9), set, name, index, result);
  }

  public int getDouble(long set, long name, int index, long result) {
    return Calls.ppip(fn(10), set, name, index, result);
  }

  public int getInt(long set, long name, int index, long result) {
    return Calls.ppip(fn(11), set, name, index, result);
  }

  public int getPointers(long set, long name, int count, long results) {
    return Calls.ppip(fn(12), set, name, count, results);
  }

  public int getStrings(long set, long name, int count, long results) {
    return Calls.ppip(fn(13), set, name, count, results);
  }

  public int getDoubles(long set, long name, int count, long results) {
    return Calls.ppip(fn(14), set, name, count, results);
  }

  public int getInts(long set, long name, int count, long results) {
    return Calls.ppip(fn(15), set, name, count, results);
  }

  public int reset(long set, long name) {
    return Calls.pp(fn(16), set, name);
  }

  public int getDimension(long set, long name, long result) {
    return Calls.ppp(fn(17), set, name, result);
  }
}
