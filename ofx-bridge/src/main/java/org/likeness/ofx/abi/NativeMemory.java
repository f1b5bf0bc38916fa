package org.likeness.ofx.abi;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Views of memory that others own, and the few bytes of our own that a call needs. */
public final class NativeMemory {
  /** No process has memory of its own below this. */
  private static final long LEAST = 1 << 16;

  /** End of a process's addresses on the machines that there are. */
  private static final long END = 1L << 56;

  private NativeMemory() {}

  /** Whether a number can be an address at all. */
  public static boolean canBe(long address) {
    return address >= LEAST && address < END;
  }

  /** Whether all of a range is memory of this process. */
  public static boolean mapped(long address, long bytes) {
    return canBe(address)
        && bytes > 0
        && address <= END - bytes
        && BootTable.mapped(address, bytes);
  }

  /**
   * A view in the machine's byte order; it dies with the memory.
   *
   * @param bytes fewer than 2^31
   */
  public static ByteBuffer view(long address, long bytes) {
    return new Pointer(address).getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
  }

  /**
   * Copies rows of bytes between memory of others. Nothing is checked.
   *
   * @param toStep bytes from a row to the next, possibly negative
   * @param fromStep the same where it is read
   * @param bytes of a row
   */
  public static void copyRows(
      long to, long toStep, long from, long fromStep, long bytes, long rows) {
    Calls.copyRows(to, toStep, from, fromStep, bytes, rows);
  }

  /** What gets the address of a few numbers. */
  @FunctionalInterface
  public interface WithAddress {
    /** Calls with it. */
    int call(long address);
  }

  /** Calls with the address of a copy of doubles, freed afterwards. */
  public static int with(double[] values, WithAddress call) {
    try (Memory memory = new Memory(8L * Math.max(1, values.length))) {
      memory.write(0, values, 0, values.length);
      return call.call(Pointer.nativeValue(memory));
    }
  }

  /** Calls with the address of a copy of floats, freed afterwards. */
  public static int with(float[] values, WithAddress call) {
    try (Memory memory = new Memory(4L * Math.max(1, values.length))) {
      memory.write(0, values, 0, values.length);
      return call.call(Pointer.nativeValue(memory));
    }
  }

  /**
   * Calls with the address of the standard's OfxBytes struct (address, length), freed afterwards.
   */
  public static int withBytes(byte[] values, WithAddress call) {
    try (Memory memory = new Memory(16L + Math.max(1, values.length))) {
      memory.setLong(0, Pointer.nativeValue(memory) + 16);
      memory.setLong(8, values.length);
      memory.write(16, values, 0, values.length);
      return call.call(Pointer.nativeValue(memory));
    }
  }

  /** A copy of what an OfxBytes struct at an address points to; empty where it points nowhere. */
  public static byte[] readBytes(long struct, int most) {
    if (!mapped(struct, 16)) {
      return new byte[0];
    }
    long data = new Pointer(struct).getLong(0);
    long length = new Pointer(struct).getLong(8);
    boolean sound =
        canBe(data) && length > 0 && length <= most && Calls.readableAll(data, length) != 0;
    return sound ? new Pointer(data).getByteArray(0, (int) length) : new byte[0];
  }
}
