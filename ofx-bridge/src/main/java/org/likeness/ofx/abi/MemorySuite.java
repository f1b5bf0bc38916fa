package org.likeness.ofx.abi;

/** OfxMemorySuite 1: results as {@link OfxStatus}. */
public final class MemorySuite extends Suite {
  /** From the address of the host's struct. */
  public MemorySuite(long struct) {
    super(struct, 2);
  }

  public int alloc(long effect, long bytes, long result) {
    return Calls.pzp(fn(0), effect, bytes, result);
  }

  public int free(long memory) {
    return Calls.p(fn(1), memory);
  }
}
