package org.likeness.effect;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Threads of our own for the work between reading and writing a host's image: a host's thread may
 * have a small stack, and calls to the host must stay on its thread. As many frames at a time as
 * the heap holds; the others wait. The host's thread asks the host all the while whether the work
 * is still wanted, and leaves it alone where it is not: the work holds only memory of ours.
 */
final class RenderWorkers {
  /** Planes of the plate's size that are alive while a frame is rendered, at most. */
  private static final int PLANES_A_FRAME = 20;

  /** How long a host that wants to stop waits at most for us to look, milliseconds. */
  private static final long LOOK_MILLIS = 10;

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

  /** A part of the heap, held until everyone who holds it has closed it, each once. */
  static final class Share implements AutoCloseable {
    private final int units;
    private final AtomicInteger holders = new AtomicInteger(1);

    private Share(int units) {
      this.units = units;
    }

    private Share alsoHeld() {
      holders.incrementAndGet();
      return this;
    }

    @Override
    public void close() {
      if (holders.decrementAndGet() == 0) {
        HEAP.release(units);
      }
    }
  }

  /**
   * A part of the heap for a frame of this many pixels; waits until there is room.
   *
   * @throws CancellationException if the host stops meanwhile
   */
  static Share reserve(long pixels, BooleanSupplier stopped) {
    long bytes = pixels * Float.BYTES * PLANES_A_FRAME;
    int need = (int) Math.max(1, Math.min(UNITS, bytes / UNIT));
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (HEAP.tryAcquire(need, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            return new Share(need);
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
        if (stopped.getAsBoolean()) {
          throw new CancellationException("stopped while waiting for memory");
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Runs on a thread of ours and waits for it; what it throws is thrown here. */
  static <T> T call(Callable<T> work) {
    return await(POOL.submit(work), () -> false);
  }

  /**
   * The same, with a part of the heap that the work holds to its end, even where nobody waits for
   * it any more.
   *
   * @param stopped asked on this thread, every few milliseconds
   * @param left takes work that nobody waits for any more and that has not ended
   * @throws CancellationException if the host stopped; the work may go on for a while
   */
  static <T> T call(
      Share share, Callable<T> work, BooleanSupplier stopped, Consumer<Future<?>> left) {
    Share own = share.alsoHeld();
    Future<T> future;
    try {
      future =
          POOL.submit(
              () -> {
                try (own) {
                  return work.call();
                }
              });
    } catch (RuntimeException | Error e) {
      own.close();
      throw e;
    }
    try {
      return await(future, stopped);
    } finally {
      if (!future.isDone()) {
        left.accept(future);
      }
    }
  }

  /** Runs on a thread of ours; nobody waits here. */
  static <T> Future<T> start(Callable<T> work) {
    return POOL.submit(work);
  }

  private static <T> T await(Future<T> future, BooleanSupplier stopped) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (stopped.getAsBoolean()) {
            throw new CancellationException("the host stopped the render");
          }
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw thrownBy(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What the work threw, to be thrown again; an error is thrown here. */
  static RuntimeException thrownBy(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException r
        ? r
        : new IllegalStateException(cause.getMessage(), cause);
  }
}
