package org.likeness.effect;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads of our own for the work between reading and writing a host's image: a host's thread may
 * have a small stack, and calls to the host must stay on its thread. As many frames at a time as
 * the heap holds; the others wait.
 */
final class RenderWorkers {
  /** Planes of the plate's size that are alive while a frame is rendered, at most. */
  private static final int PLANES_A_FRAME = 20;

  private static final long STACK_BYTES = 4L << 20;
  private static final long UNIT = 1 << 20;
  private static final int UNITS =
      (int) Math.max(1, Math.min(1 << 20, Runtime.getRuntime().maxMemory() * 3 / 4 / UNIT));

  private static final Semaphore HEAP = new Semaphore(UNITS, true);
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final ExecutorService POOL = Executors.newCachedThreadPool(threads());

  private RenderWorkers() {}

  private static ThreadFactory threads() {
    return task -> {
      Thread t = new Thread(null, task, "likeness-node-" + COUNT.incrementAndGet(), STACK_BYTES);
      t.setDaemon(true);
      t.setContextClassLoader(RenderWorkers.class.getClassLoader());
      return t;
    };
  }

  /** A part of the heap, held until it is closed. */
  interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /** A part of the heap for a frame of this many pixels; waits until there is room. */
  static Share reserve(long pixels) {
    long bytes = pixels * Float.BYTES * PLANES_A_FRAME;
    int need = (int) Math.max(1, Math.min(UNITS, bytes / UNIT));
    HEAP.acquireUninterruptibly(need);
    return () -> HEAP.release(need);
  }

  /** Runs on a thread of ours and waits for it; what it throws is thrown here. */
  static <T> T call(Callable<T> work) {
    Future<T> future = POOL.submit(work);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          Throwable cause = e.getCause();
          throw rethrown(cause == null ? e : cause);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof Error e) {
      throw e;
    }
    return cause instanceof RuntimeException e
        ? e
        : new IllegalStateException(cause == null ? "failed" : cause.getMessage(), cause);
  }
}
