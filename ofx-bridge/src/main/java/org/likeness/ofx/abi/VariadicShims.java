package org.likeness.ofx.abi;

import com.sun.jna.Pointer;
import java.util.Map;

/**
 * C functions with fixed arguments around OFX's variadic ones. Their addresses come from the boot
 * library at its start: a foreign-function call cannot know the convention for variadic arguments
 * on every system, a C compiler does.
 */
public final class VariadicShims {
  private static final long TABLE_BYTES = 8 + 6 * 8;

  private VariadicShims() {}

  /**
   * Binds to the boot library's table, a struct that begins with its own size.
   *
   * @throws IllegalStateException if the table is older than this class
   */
  public static void bind(long table) {
    Pointer p = new Pointer(table);
    if (Integer.toUnsignedLong(p.getInt(0)) < TABLE_BYTES) {
      throw new IllegalStateException(
          "the .ofx hands over "
              + p.getInt(0)
              + " bytes of functions, at least "
              + TABLE_BYTES
              + " are needed: .ofx and jars are of different versions");
    }
    SuiteBinder.bind(
        VariadicShims.class,
        Map.of(
            "paramGet", p.getLong(8),
            "paramGetAt", p.getLong(16),
            "paramSetInt", p.getLong(24),
            "paramSetDouble", p.getLong(32),
            "paramSetString", p.getLong(40),
            "message", p.getLong(48)));
  }

  static native int paramGet(long fn, long param, long a, long b, long c, long d);

  static native int paramGetAt(long fn, long param, double t, long a, long b, long c, long d);

  static native int paramSetInt(long fn, long param, int a, int b, int c);

  static native int paramSetDouble(long fn, long param, double a, double b, double c, double d);

  static native int paramSetString(long fn, long param, long text);

  static native int message(long fn, long handle, long type, long id, long text);
}
