package org.likeness.ofx.abi;

import com.sun.jna.Pointer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

/**
 * The boot library's functions, handed over as a table of names and addresses: a struct of its own
 * size, the number of functions, their table, and the way from a foreign thread into Java.
 */
public final class BootTable {
  private static final int BYTES = 24;
  private static final int MOST = 4096;
  private static volatile long spawned;

  private BootTable() {}

  /**
   * Binds {@link Calls} to the table.
   *
   * @param table address of the boot library's struct
   * @throws IllegalStateException if a function is not in it: .ofx and jars are of two versions
   */
  public static void bind(long table) {
    Pointer p = new Pointer(table);
    int count = p.getInt(4);
    if (Integer.toUnsignedLong(p.getInt(0)) < BYTES || count < 0 || count > MOST) {
      throw wrong("a table of " + Integer.toUnsignedLong(p.getInt(0)) + " bytes");
    }
    Pointer functions = p.getPointer(8);
    Map<String, Long> addresses = new HashMap<>();
    for (int i = 0; i < count; i++) {
      Pointer name = functions.getPointer(16L * i);
      addresses.put(name.getString(0, "US-ASCII"), functions.getLong(16L * i + 8));
    }
    for (Method m : Calls.class.getDeclaredMethods()) {
      if (Modifier.isNative(m.getModifiers()) && !addresses.containsKey(m.getName())) {
        throw wrong("no function " + m.getName());
      }
    }
    SuiteBinder.bind(Calls.class, addresses);
    spawned = p.getLong(16);
  }

  private static IllegalStateException wrong(String what) {
    return new IllegalStateException(
        "the .ofx hands over " + what + ": .ofx and jars are of different versions");
  }

  /** What a host's threads call to do a share of Java's work; 0 where there is no such way. */
  static long spawned() {
    return spawned;
  }

  /** Whether every byte of a range is memory of this process. */
  public static boolean mapped(long address, long bytes) {
    return Calls.mapped(address, bytes) != 0;
  }
}
