package org.likeness.effect;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FrameSource;
import org.likeness.image.Frame;

/**
 * A host's plate as a source of frames. Workers ask for frames; the host's thread, the only one
 * that may call the host, answers while it waits for them.
 */
final class HostShot implements FrameSource {
  private record Ask(int frame, CompletableFuture<Frame> answer) {}

  private final List<Integer> frames;
  private final Function<Integer, Frame> host;
  private final BlockingQueue<Ask> asked = new LinkedBlockingQueue<>();
  private volatile boolean cancelled;

  /**
   * A shot.
   *
   * @param frames ascending
   * @param host fetches a frame; called by {@link #serve} alone
   */
  HostShot(List<Integer> frames, Function<Integer, Frame> host) {
    this.frames = List.copyOf(frames);
    this.host = host;
  }

  @Override
  public List<Integer> frames() {
    return frames;
  }

  /** Of the first frame: that is fetched once more for it. */
  @Override
  public double pixelAspect() {
    return frames().isEmpty() ? 1 : read(frames().get(0)).pixelAspect();
  }

  @Override
  public Frame read(int frame) {
    Ask ask = new Ask(frame, new CompletableFuture<>());
    asked.add(ask);
    checkWanted();
    try {
      return ask.answer().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the analysis was cancelled");
    } catch (ExecutionException e) {
      throw RenderWorkers.thrownBy(e);
    }
  }

  /**
   * Goes on, or stops.
   *
   * @throws CancellationException once it was cancelled
   */
  void checkWanted() {
    if (cancelled) {
      throw new CancellationException("the analysis was cancelled");
    }
  }

  /** On the host's thread: answers one worker, or waits a little for one that asks. */
  void serve(long millis) {
    Ask ask;
    try {
      ask = asked.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel();
      return;
    }
    if (ask != null) {
      answer(ask);
    }
  }

  private void answer(Ask ask) {
    try {
      ask.answer().complete(host.apply(ask.frame()));
    } catch (RuntimeException | Error e) {
      ask.answer().completeExceptionally(e);
    }
  }

  /** Lets nobody wait any more. */
  void cancel() {
    cancelled = true;
    @Nullable Ask ask = asked.poll();
    while (ask != null) {
      ask.answer().completeExceptionally(new CancellationException("the analysis was cancelled"));
      ask = asked.poll();
    }
  }
}
