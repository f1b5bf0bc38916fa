package org.likeness.ofx.abi;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * C strings. Names of properties, clips and parameters are few and used for ever: {@link #name}
 * keeps one native copy of each as long as the process lives, so that a call passes an address.
 */
public final class CStrings {
  private static final ConcurrentHashMap<String, Memory> NAMES = new ConcurrentHashMap<>();

  private static final long LONGEST = 1 << 20;

  private CStrings() {}

  /** Address of a zero-terminated copy that is never freed; only for names, never for values. */
  public static long name(String text) {
    Memory known = NAMES.get(text);
    return Pointer.nativeValue(known != null ? known : NAMES.computeIfAbsent(text, CStrings::copy));
  }

  /**
   * Calls with the address of a zero-terminated copy in UTF-8 that is freed afterwards. A zero
   * within the text ends it, as C has it.
   */
  public static int with(String text, LongToIntFunction call) {
    try (Memory memory = copy(text)) {
      return call.applyAsInt(Pointer.nativeValue(memory));
    }
  }

  private static Memory copy(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Memory memory = new Memory(bytes.length + 1L);
    memory.write(0, bytes, 0, bytes.length);
    memory.setByte(bytes.length, (byte) 0);
    return memory;
  }

  /**
   * The text at an address that a host gave, or null where there is none of at most a mebibyte.
   * Bytes that are no UTF-8 become replacement characters. The host keeps the memory.
   */
  public static @Nullable String read(long address) {
    long length = NativeMemory.canBe(address) ? Calls.textLength(address, LONGEST) : -1;
    if (length <= 0) {
      return length == 0 ? "" : null;
    }
    byte[] bytes = new Pointer(address).getByteArray(0, (int) length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The text at an address that is surely one. */
  public static String readOwn(long address) {
    return new Pointer(address).getString(0, "UTF-8");
  }
}
