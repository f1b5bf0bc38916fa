package org.likeness.ofx.abi;

/**
 * The boot library's shims: each calls the function at the address {@code fn} with the arguments
 * that its name spells ({@code p} pointer, {@code i} int, {@code u} unsigned, {@code z} size,
 * {@code d} double, {@code f} float, {@code b} bool), and answers {@link
 * OfxStatus#ERR_MISSING_HOST_FEATURE} when {@code fn} is 0. Bound once a process by {@link
 * BootTable}; which host is called is a matter of the address.
 */
final class Calls {
  private Calls() {}

  static native int v(long fn);

  static native int p(long fn, long a);

  static native int pp(long fn, long a, long b);

  static native int ppp(long fn, long a, long b, long c);

  static native int pppp(long fn, long a, long b, long c, long d);

  static native int ppip(long fn, long a, long b, int c, long d);

  static native int ppii(long fn, long a, long b, int c, int d);

  static native int ppid(long fn, long a, long b, int c, double d);

  static native int pppi(long fn, long a, long b, long c, int d);

  static native int pi(long fn, long a, int b);

  static native int pii(long fn, long a, int b, int c);

  static native int pip(long fn, long a, int b, long c);

  static native int pipi(long fn, long a, int b, long c, int d);

  static native int pup(long fn, long a, int b, long c);

  static native int pzp(long fn, long a, long b, long c);

  static native int pf(long fn, long a, float b);

  static native int pd(long fn, long a, double b);

  static native int pdp(long fn, long a, double b, long c);

  static native int pdpp(long fn, long a, double b, long c, long d);

  static native int pdppp(long fn, long a, double b, long c, long d, long e);

  static native int pdip(long fn, long a, double b, int c, long d);

  static native int pdippp(long fn, long a, double b, int c, long d, long e, long f);

  static native int ppdp(long fn, long a, long b, double c, long d);

  static native int piddp(long fn, long a, int b, double c, double d, long e);

  static native int pidp(long fn, long a, int b, double c, long d);

  static native int pidipp(long fn, long a, int b, double c, int d, long e, long f);

  static native int pididdb(
      long fn, long a, int b, double c, int d, double e, double f, int animate);

  static native int pidddb(long fn, long a, int b, double c, double d, double e, int animate);

  // Variadic functions of the parameter and message suites.

  static native int paramGet(long fn, long param, long a, long b, long c, long d);

  static native int paramGetAt(long fn, long param, double time, long a, long b, long c, long d);

  static native int paramIntegral(
      long fn, long param, double from, double to, long a, long b, long c, long d);

  static native int paramSetInt(long fn, long param, int a, int b, int c);

  static native int paramSetDouble(long fn, long param, double a, double b, double c, double d);

  static native int paramSetPointer(long fn, long param, long value);

  static native int paramSetIntAt(long fn, long param, double time, int a, int b, int c);

  static native int paramSetDoubleAt(
      long fn, long param, double time, double a, double b, double c, double d);

  static native int paramSetPointerAt(long fn, long param, double time, long value);

  static native int message(long fn, long handle, long type, long id, long text);

  /** The host's fetchSuite: an address. */
  static native long suite(long fn, long host, long name, int version);

  /** 1 if every page of the range belongs to this process, else 0. */
  static native int mapped(long address, long bytes);

  /** 1 if every byte of the range can be read, else 0; slower than {@link #mapped}. */
  static native int readableAll(long address, long bytes);

  /** Length of the text at an address; -1 where it has no end in memory that can be read. */
  static native long textLength(long address, long most);

  /** Copies rows of bytes; steps lead from a row to the next. */
  static native int copyRows(long to, long toStep, long from, long fromStep, long bytes, long rows);
}
