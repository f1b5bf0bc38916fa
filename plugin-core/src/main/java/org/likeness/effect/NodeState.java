package org.likeness.effect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.ofx.host.HostEffect;

/**
 * What one node has told its artist already (a host's console gets a line at each call, so every
 * sentence is said once, until a knob changes), where its last renders found the face, for the
 * overlay alone, and what was given up: no render depends on it. Thread-safe.
 */
final class NodeState {
  private static final int MOST = 200;
  private static final int FRAMES = 64;

  /** Where nodes forget what they said. It stays small: nobody listens after so many. */
  private static final Set<String> SAID_BY_ALL =
      Collections.newSetFromMap(
          Collections.synchronizedMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST;
                }
              }));

  private static final long LONGEST_WAIT_NANOS = 3_000_000_000L;

  /**
   * A face that a render found.
   *
   * @param face in the pixels of that render
   * @param scaleX of that render
   * @param scaleY of that render
   */
  record Seen(FaceObservation face, double scaleX, double scaleY) {}

  private final Set<String> said = new HashSet<>();
  private final Map<Integer, Seen> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Seen> eldest) {
          return size() > FRAMES;
        }
      };

  private @Nullable FaceDrag drag;

  private final List<Future<?>> left = new ArrayList<>();

  /** Work that was given up and will end soon: it was told to. */
  synchronized void left(Future<?> work) {
    left.removeIf(Future::isDone);
    left.add(work);
  }

  /**
   * Waits for what was given up, a few seconds at most: a host that takes its last node away may
   * end the process next, and native code that still computes then would fall over.
   */
  void awaitLeft() {
    List<Future<?>> waiting;
    synchronized (this) {
      waiting = List.copyOf(left);
    }
    long until = System.nanoTime() + LONGEST_WAIT_NANOS;
    for (Future<?> work : waiting) {
      try {
        work.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException e) {
        // What it came to is of no interest; and a host is not held up for ever.
        continue;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  synchronized void warn(HostEffect node, String text) {
    boolean known = node.host().traits().nodesLiveForOneFrame() && !SAID_BY_ALL.add(text);
    if (!known && said.size() < MOST && said.add(text)) {
      node.say(HostEffect.Severity.WARNING, text);
    }
  }

  synchronized void reset(HostEffect node) {
    said.clear();
    seen.clear();
    node.clearMessage();
  }

  synchronized void saw(int frame, @Nullable FaceObservation face, double scaleX, double scaleY) {
    if (face == null) {
      seen.remove(frame);
    } else {
      seen.put(frame, new Seen(face, scaleX, scaleY));
    }
  }

  /** What the pen drags now, if anything. */
  synchronized @Nullable FaceDrag drag() {
    return drag;
  }

  synchronized void drag(@Nullable FaceDrag now) {
    drag = now;
  }

  synchronized Optional<Seen> seenAt(int frame) {
    return Optional.ofNullable(seen.get(frame));
  }
}
