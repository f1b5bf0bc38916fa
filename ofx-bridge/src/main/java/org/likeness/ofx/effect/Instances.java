package org.likeness.ofx.effect;

import java.util.concurrent.ConcurrentHashMap;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.OfxHost;

/** The nodes of one effect by their handles. */
final class Instances {
  private final ConcurrentHashMap<Long, HostEffect> known = new ConcurrentHashMap<>();

  /** A handle is used again after its node went away, so a new node is always made. */
  HostEffect create(OfxHost host, long handle) {
    HostEffect made = new HostEffect(host, handle);
    known.put(handle, made);
    return made;
  }

  /** The node; made where a host left out to create it. */
  HostEffect get(OfxHost host, long handle) {
    HostEffect found = known.get(handle);
    return found != null ? found : known.computeIfAbsent(handle, h -> new HostEffect(host, h));
  }

  void remove(long handle) {
    known.remove(handle);
  }
}
