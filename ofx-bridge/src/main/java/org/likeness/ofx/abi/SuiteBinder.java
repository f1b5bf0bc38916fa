package org.likeness.ofx.abi;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.SymbolProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Binds the native methods of a class to the functions of a suite. A suite is a struct of function
 * pointers in the standard's order; the table is read once and JNA's direct mapping calls the
 * addresses.
 */
final class SuiteBinder {
  /** RTLD_NOW without RTLD_GLOBAL: our symbols are not published to the host. */
  private static final int NOW_AND_LOCAL = 2;

  private SuiteBinder() {}

  /**
   * Binds all native methods of {@code type}.
   *
   * @param suite address of the suite's struct
   * @param order names of its functions from the first, as the native methods are called
   * @throws UnsatisfiedLinkError if a method's function is absent or null in the suite
   */
  static void bind(Class<?> type, long suite, List<String> order) {
    Map<String, Long> addresses = new HashMap<>();
    Pointer table = new Pointer(suite);
    for (int i = 0; i < order.size(); i++) {
      addresses.put(order.get(i), table.getLong((long) i * Native.POINTER_SIZE));
    }
    bind(type, addresses);
  }

  /** Binds all native methods of {@code type} to the addresses of their names. */
  static void bind(Class<?> type, Map<String, Long> addresses) {
    SymbolProvider provider =
        (handle, name, parent) -> {
          long address = addresses.getOrDefault(name, 0L);
          if (address == 0) {
            throw new UnsatisfiedLinkError("the host's suite has no function " + name);
          }
          return address;
        };
    Map<String, Object> options = new HashMap<>();
    options.put(Library.OPTION_SYMBOL_PROVIDER, provider);
    options.put(Library.OPTION_OPEN_FLAGS, NOW_AND_LOCAL);
    // A null name is the process itself: the provider answers every look-up, no file is opened.
    Native.register(type, NativeLibrary.getInstance((String) null, options));
  }
}
