package org.likeness.ofx.abi;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.SymbolProvider;
import java.util.HashMap;
import java.util.Map;

/** Binds the native methods of a class to addresses, which JNA's direct mapping then calls. */
final class SuiteBinder {
  /** RTLD_NOW without RTLD_GLOBAL: our symbols are not published to the host. */
  private static final int NOW_AND_LOCAL = 2;

  private SuiteBinder() {}

  /**
   * Binds all native methods of {@code type} to the addresses of their names.
   *
   * @throws UnsatisfiedLinkError if a method has no address
   */
  static void bind(Class<?> type, Map<String, Long> addresses) {
    SymbolProvider provider =
        (handle, name, parent) -> {
          long address = addresses.getOrDefault(name, 0L);
          if (address == 0) {
            throw new UnsatisfiedLinkError("no function " + name);
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
