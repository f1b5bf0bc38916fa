package org.likeness.effect;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.ofx.host.HostEffect;

/**
 * What one node has told its artist already (a host's console gets a line at each call, so every
 * sentence is said once, until a knob changes), and where its last renders found the face, for the
 * overlay alone: no render depends on it. Thread-safe.
 */
final class NodeState {
  private static final int MOST = 200;
  private static final int FRAMES = 64;

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

  synchronized void warn(HostEffect node, String text) {
    if (said.size() < MOST && said.add(text)) {
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

  synchronized Optional<Seen> seenAt(int frame) {
    return Optional.ofNullable(seen.get(frame));
  }
}
