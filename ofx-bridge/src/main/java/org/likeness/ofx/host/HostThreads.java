package org.likeness.ofx.host;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.MultiThreadSuite;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.Scratch;

/** The host's own threads: work that is divided among them counts as the host's. */
public final class HostThreads {
  private static final int MOST = 1024;
  private static final AtomicLong NEXT = new AtomicLong(1);
  private static final ConcurrentMap<Long, Work> RUNNING = new ConcurrentHashMap<>();

  private final MultiThreadSuite suite;

  HostThreads(MultiThreadSuite suite) {
    this.suite = suite;
  }

  /** How many threads the host would use; 1 where it does not say. */
  public int count() {
    Scratch out = Scratch.get().clear(1);
    return suite.numCpus(out.at(0)) == OfxStatus.OK ? Math.max(1, Math.min(MOST, out.intAt(0))) : 1;
  }

  /** Number of the calling thread among those that run a task together, else 0. */
  public int index() {
    Scratch out = Scratch.get().clear(1);
    return suite.index(out.at(0)) == OfxStatus.OK ? Math.max(0, out.intAt(0)) : 0;
  }

  /** Whether the calling thread is one of those. */
  public boolean isSpawned() {
    return suite.isSpawned();
  }

  /**
   * Calls {@code task} once with each of 0 to {@code count - 1}, on the host's threads where it has
   * them, and returns when all are done. Which thread does which number is the host's matter, and
   * so is the order; shares that the host leaves out are done here.
   *
   * @throws RuntimeException the first that the task threw, after all have ended
   */
  public void run(int count, IntConsumer task) {
    Work work = new Work(count, task);
    // Within such a task a host refuses another one.
    if (count > 1 && suite.usable() && !suite.isSpawned()) {
      long id = NEXT.getAndIncrement();
      RUNNING.put(id, work);
      try {
        suite.multiThread(Math.min(count, count()), id);
      } finally {
        RUNNING.remove(id);
      }
    }
    work.drain();
    work.await();
    work.rethrow();
  }

  /** A host's thread arrives. For the native entry alone. */
  public static void spawned(long id) {
    Work work = RUNNING.get(id);
    if (work != null) {
      work.drain();
    }
  }

  /** Numbers are taken one by one, so that any number of threads does all of them. */
  private static final class Work {
    private final int count;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch done;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Work(int count, IntConsumer task) {
      this.count = count;
      this.task = task;
      this.done = new CountDownLatch(count);
    }

    void drain() {
      for (int i; (i = next.getAndIncrement()) < count; ) {
        try {
          task.accept(i);
        } catch (Throwable t) {
          failure.compareAndSet(null, t);
        } finally {
          done.countDown();
        }
      }
    }

    /** Waits for those that others took: a host may return before its threads have ended. */
    void await() {
      boolean interrupted = false;
      while (done.getCount() > 0) {
        try {
          done.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    void rethrow() {
      Throwable t = failure.get();
      if (t instanceof Error e) {
        throw e;
      }
      if (t instanceof RuntimeException e) {
        throw e;
      }
    }
  }

  /** A mutex of the host's. */
  public HostMutex mutex() {
    return HostMutex.of(suite);
  }
}
