package org.likeness.ofx.host;

import java.nio.ByteBuffer;
import org.likeness.ofx.abi.NativeMemory;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.Scratch;
import org.likeness.ofx.abi.Suites;

/** A block of memory of the host's, given back by {@link #close}. */
public final class HostMemory implements AutoCloseable {
  private final Runnable free;
  private final long address;
  private final int bytes;
  private boolean open = true;

  private HostMemory(Runnable free, long address, int bytes) {
    this.free = free;
    this.address = address;
    this.bytes = bytes;
  }

  static HostMemory plain(Suites suites, long effect, long bytes) {
    int size = checked(bytes);
    Scratch out = Scratch.get().clear(1);
    int status = suites.memory().alloc(effect, size, out.at(0));
    long address = out.longAt(0);
    if (status != OfxStatus.OK || !NativeMemory.mapped(address, size)) {
      throw none(size);
    }
    return new HostMemory(() -> suites.memory().free(address), address, size);
  }

  static HostMemory ofImages(Suites suites, long effect, long bytes) {
    int size = checked(bytes);
    Scratch out = Scratch.get().clear(1);
    int status = suites.effect().imageMemoryAlloc(effect, size, out.at(0));
    long block = out.longAt(0);
    if (status != OfxStatus.OK || block == 0) {
      throw none(size);
    }
    out.clear(1);
    int locked = suites.effect().imageMemoryLock(block, out.at(0));
    long address = out.longAt(0);
    if (locked != OfxStatus.OK || !NativeMemory.mapped(address, size)) {
      suites.effect().imageMemoryFree(block);
      throw none(size);
    }
    Runnable free =
        () -> {
          suites.effect().imageMemoryUnlock(block);
          suites.effect().imageMemoryFree(block);
        };
    return new HostMemory(free, address, size);
  }

  private static int checked(long bytes) {
    if (bytes <= 0 || bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(bytes + " bytes; 1 to 2147483647 are allowed");
    }
    return (int) bytes;
  }

  private static HostException none(long bytes) {
    return new HostException(
        OfxStatus.ERR_MEMORY, "the host has no memory of " + bytes + " bytes to give");
  }

  /** A view of it in the machine's byte order; it dies with this block. */
  public ByteBuffer bytes() {
    if (!open) {
      throw new IllegalStateException("the memory was given back to the host");
    }
    return NativeMemory.view(address, bytes);
  }

  /** Gives it back; more than once is harmless. */
  @Override
  public void close() {
    if (open) {
      open = false;
      free.run();
    }
  }
}
