package org.likeness.effect;

import java.util.HashSet;
import java.util.Set;
import org.likeness.ofx.host.HostEffect;

/**
 * What one node has told its artist already: a host's console gets a line at each call, so every
 * sentence is said once, until a knob changes. Thread-safe.
 */
final class NodeState {
  private static final int MOST = 200;

  private final Set<String> said = new HashSet<>();

  synchronized void warn(HostEffect node, String text) {
    if (said.size() < MOST && said.add(text)) {
      node.say(HostEffect.Severity.WARNING, text);
    }
  }

  synchronized void reset(HostEffect node) {
    said.clear();
    node.clearMessage();
  }
}
