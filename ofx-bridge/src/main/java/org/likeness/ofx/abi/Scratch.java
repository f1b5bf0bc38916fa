package org.likeness.ofx.abi;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * A few native bytes of the calling thread, where a host writes its answer. An answer is read
 * before the next call; nothing is kept here.
 */
public final class Scratch {
  private static final int SLOTS = 8;
  private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

  private final Memory memory = new Memory(8L * SLOTS);
  private final long address = Pointer.nativeValue(memory);

  private Scratch() {
    memory.clear();
  }

  /** The calling thread's. */
  public static Scratch get() {
    return OWN.get();
  }

  /** Address of slot {@code i}, 0..7, eight bytes each, one behind the other. */
  public long at(int i) {
    return address + 8L * i;
  }

  /** Empties the first {@code slots}. */
  public Scratch clear(int slots) {
    for (int i = 0; i < slots; i++) {
      memory.setLong(8L * i, 0);
    }
    return this;
  }

  /** Slot {@code i} as a 32-bit integer. */
  public int intAt(int i) {
    return memory.getInt(8L * i);
  }

  /** Slot {@code i} as a double. */
  public double doubleAt(int i) {
    return memory.getDouble(8L * i);
  }

  /** Slot {@code i} as an address. */
  public long longAt(int i) {
    return memory.getLong(8L * i);
  }
}
