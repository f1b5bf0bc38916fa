package org.likeness.ofx.abi;

import com.sun.jna.Pointer;

/**
 * A suite of one host: a struct of function pointers, read once. A place that the host left empty,
 * and every place of a suite that it does not have, is 0, which answers {@link
 * OfxStatus#ERR_MISSING_HOST_FEATURE}.
 */
abstract class Suite {
  private final long[] functions;

  Suite(long struct, int count) {
    functions = new long[count];
    if (struct != 0) {
      new Pointer(struct).read(0, functions, 0, count);
    }
  }

  /** Address of the function at a place of the standard's order. */
  final long fn(int place) {
    return functions[place];
  }

  /** Whether the host has the function at a place. */
  final boolean has(int place) {
    return functions[place] != 0;
  }

  /** Whether the host has any of it. */
  public final boolean present() {
    for (long f : functions) {
      if (f != 0) {
        return true;
      }
    }
    return false;
  }
}
