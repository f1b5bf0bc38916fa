package org.likeness.train.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches in a thread of its own, a little ahead of the training. What iteration i gets
 * depends on the seed and i alone. Their arrays are used again and again: as garbage, samples of
 * some megabytes an iteration would move through all of Java's heap before it is collected.
 */
public final class BatchFeeder implements AutoCloseable {
  private record Made(long iteration, List<Batch> batches, @Nullable RuntimeException failure) {}

  private final BlockingQueue<Made> queue = new ArrayBlockingQueue<>(2);
  private final Queue<List<Batch>> free = new ConcurrentLinkedQueue<>();
  private List<Batch> taken = List.of();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts making batches.
   *
   * @param sets one for each identity
   * @param seed of the training
   * @param count samples of an identity in a batch
   * @param first iteration to begin with
   * @param end iteration to end before
   * @param how the variation of an iteration's samples
   */
  public BatchFeeder(
      List<TrainingSet> sets,
      long seed,
      int count,
      long first,
      long end,
      LongFunction<Augmentation> how) {
    this(sets, seed, count, first, end, how, it -> sets.get(0).resolution());
  }

  /**
   * Starts making batches whose size may change from iteration to iteration.
   *
   * @param sets one for each identity
   * @param seed of the training
   * @param count samples of an identity in a batch
   * @param first iteration to begin with
   * @param end iteration to end before
   * @param how the variation of an iteration's samples
   * @param resolution side of an iteration's samples, pixels, which the sets' is a multiple of
   */
  public BatchFeeder(
      List<TrainingSet> sets,
      long seed,
      int count,
      long first,
      long end,
      LongFunction<Augmentation> how,
      LongToIntFunction resolution) {
    List<SampleMaker> makers = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      List<TrainingSet> others = new ArrayList<>(sets);
      others.remove(i);
      makers.add(new SampleMaker(sets.get(i), i, seed, others.isEmpty() ? sets : others));
    }
    thread =
        new Thread(
            () -> {
              try {
                for (long it = first; it < end && !closed; it++) {
                  queue.put(make(makers, it, count, how, resolution));
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // closed
              }
            },
            "batches");
    thread.setDaemon(true);
    thread.start();
  }

  private Made make(
      List<SampleMaker> makers,
      long it,
      int count,
      LongFunction<Augmentation> how,
      LongToIntFunction resolution) {
    try {
      int size = resolution.applyAsInt(it);
      List<Batch> old = free.poll();
      List<Batch> batches = new ArrayList<>();
      for (int i = 0; i < makers.size(); i++) {
        boolean fits = old != null && old.get(i).size() == size;
        Batch batch = fits ? old.get(i) : Batch.allocate(count, size);
        makers.get(i).make(it, batch, how.apply(it));
        batches.add(batch);
      }
      return new Made(it, batches, null);
    } catch (RuntimeException e) {
      return new Made(it, List.of(), e);
    }
  }

  /**
   * The batches of the next iteration, one for each identity. Their arrays are the caller's until
   * it takes the next ones.
   */
  public List<Batch> take(long iteration) throws InterruptedException {
    if (!taken.isEmpty()) {
      free.add(taken);
      taken = List.of();
    }
    while (true) {
      Made made = queue.poll(1, TimeUnit.SECONDS);
      if (made == null) {
        if (!thread.isAlive() && queue.isEmpty()) {
          throw new IllegalStateException("no batch is made for iteration " + iteration);
        }
        continue;
      }
      if (made.failure() != null) {
        throw made.failure();
      }
      if (made.iteration() != iteration) {
        throw new IllegalStateException(
            "batch of iteration " + made.iteration() + " instead of " + iteration);
      }
      taken = made.batches();
      return taken;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
