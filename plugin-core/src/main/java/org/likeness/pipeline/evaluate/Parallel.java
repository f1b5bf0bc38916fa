package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Works on a list in several threads; what comes out keeps the list's order. */
public final class Parallel {
  private Parallel() {}

  /** What is done with one thing. */
  public interface Work<A, B> {
    /** Does it. */
    B of(A a) throws IOException;
  }

  /** What the work makes of each thing, in the list's order. */
  public static <A, B> List<B> map(List<A> list, int threads, Work<A, B> work) throws IOException {
    return map(list, threads, work, b -> {});
  }

  /** As {@link #map(List, int, Work)}; {@code done} is told each result, in the list's order. */
  public static <A, B> List<B> map(List<A> list, int threads, Work<A, B> work, Consumer<B> done)
      throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads));
    try {
      List<Future<B>> waiting = new ArrayList<>();
      for (A a : list) {
        waiting.add(pool.submit(() -> work.of(a)));
      }
      List<B> out = new ArrayList<>();
      for (Future<B> w : waiting) {
        B b = w.get();
        out.add(b);
        done.accept(b);
      }
      return out;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
