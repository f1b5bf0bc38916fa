package org.likeness.ofx.host;

import java.util.concurrent.locks.ReentrantLock;
import org.likeness.ofx.abi.MultiThreadSuite;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.Scratch;

/**
 * A mutex that the host knows of; where it has none, one of Java's. For effects that share
 * something with the host's own threads; within Java a lock of Java's is better.
 */
public final class HostMutex implements AutoCloseable {
  private final MultiThreadSuite suite;
  private final ReentrantLock own = new ReentrantLock();
  private long handle;

  private HostMutex(MultiThreadSuite suite, long handle) {
    this.suite = suite;
    this.handle = handle;
  }

  static HostMutex of(MultiThreadSuite suite) {
    Scratch out = Scratch.get().clear(1);
    return new HostMutex(
        suite, suite.mutexCreate(out.at(0), 0) == OfxStatus.OK ? out.longAt(0) : 0);
  }

  /** Waits for it. */
  public void lock() {
    own.lock();
    if (handle != 0) {
      suite.mutexLock(handle);
    }
  }

  /** Takes it if it is free. */
  public boolean tryLock() {
    if (!own.tryLock()) {
      return false;
    }
    if (handle != 0 && suite.mutexTryLock(handle) != OfxStatus.OK) {
      own.unlock();
      return false;
    }
    return true;
  }

  /**
   * Gives it up.
   *
   * @throws IllegalMonitorStateException if this thread does not hold it
   */
  public void unlock() {
    if (!own.isHeldByCurrentThread()) {
      throw new IllegalMonitorStateException("this thread does not hold the mutex");
    }
    if (handle != 0) {
      suite.mutexUnlock(handle);
    }
    own.unlock();
  }

  /** Destroys it; more than once is harmless. */
  @Override
  public void close() {
    long h = handle;
    handle = 0;
    if (h != 0) {
      suite.mutexDestroy(h);
    }
  }
}
