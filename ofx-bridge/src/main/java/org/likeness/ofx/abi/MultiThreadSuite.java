package org.likeness.ofx.abi;

/** OfxMultiThreadSuite 1: results as {@link OfxStatus}. */
public final class MultiThreadSuite extends Suite {
  /** From the address of the host's struct. */
  public MultiThreadSuite(long struct) {
    super(struct, 9);
  }

  /** Whether work can be given to the host's threads at all. */
  public boolean usable() {
    return has(0) && BootTable.spawned() != 0;
  }

  /** Runs the boot library's entry on {@code threads} threads with {@code task}, and waits. */
  public int multiThread(int threads, long task) {
    return Calls.pup(fn(0), BootTable.spawned(), threads, task);
  }

  public int numCpus(long result) {
    return Calls.p(fn(1), result);
  }

  public int index(long result) {
    return Calls.p(fn(2), result);
  }

  public boolean isSpawned() {
    return has(3) && Calls.v(fn(3)) != 0;
  }

  public int mutexCreate(long result, int locks) {
    return Calls.pi(fn(4), result, locks);
  }

  public int mutexDestroy(long mutex) {
    return Calls.p(fn(5), mutex);
  }

  public int mutexLock(long mutex) {
    return Calls.p(fn(6), mutex);
  }

  public int mutexUnlock(long mutex) {
    return Calls.p(fn(7), mutex);
  }

  public int mutexTryLock(long mutex) {
    return Calls.p(fn(8), mutex);
  }
}
