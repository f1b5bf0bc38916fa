package org.likeness.ofx.host;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.CStrings;
import org.likeness.ofx.abi.ImageEffectSuite;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.Scratch;

/**
 * An instance of an effect in the host: one node. Thread-safe, as a host may render several frames
 * of it at once. Handles of clips and parameters are good as long as the instance, and kept.
 */
public final class HostEffect {
  /** How grave a message is. */
  public enum Severity {
    /** Something did not work. */
    ERROR("OfxMessageError"),
    /** It worked, but the artist should know. */
    WARNING("OfxMessageWarning"),
    /** Something worth to know. */
    MESSAGE("OfxMessageMessage"),
    /** A line of a log, which hosts may leave out. */
    LOG("OfxMessageLog");

    private final String type;

    Severity(String type) {
      this.type = type;
    }
  }

  private final OfxHost host;
  private final ImageEffectSuite suite;
  private final long handle;
  private final ConcurrentMap<String, HostClip> clips = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, HostParam> params = new ConcurrentHashMap<>();
  private volatile @Nullable PropertySet properties;
  private volatile long paramSet;
  private @Nullable String shown;

  /** For a host's handle of an instance. */
  public HostEffect(OfxHost host, long handle) {
    this.host = host;
    this.handle = handle;
    this.suite = host.suites().effect();
  }

  /** The host it lives in. */
  public OfxHost host() {
    return host;
  }

  /** The host's handle of the instance. */
  public long handle() {
    return handle;
  }

  /** The instance's properties. */
  public PropertySet properties() {
    PropertySet known = properties;
    if (known != null) {
      return known;
    }
    Scratch out = Scratch.get().clear(1);
    int status = suite.getPropertySet(handle, out.at(0));
    PropertySet found = host.set(status == OfxStatus.OK ? out.longAt(0) : 0);
    if (found.handle() != 0) {
      properties = found;
    }
    return found;
  }

  /** The context that the instance was made for; Filter where the host does not say. */
  public String context() {
    return properties().getString("OfxImageEffectPropContext", 0, "OfxImageEffectContextFilter");
  }

  /** A clip by name; one without a handle if the host has none. */
  public HostClip clip(String name) {
    HostClip known = clips.get(name);
    if (known != null) {
      return known;
    }
    Scratch out = Scratch.get().clear(2);
    int status = suite.clipGetHandle(handle, CStrings.name(name), out.at(0), out.at(1));
    if (status != OfxStatus.OK || out.longAt(0) == 0) {
      return new HostClip(host, name, 0, host.set(0));
    }
    HostClip found = new HostClip(host, name, out.longAt(0), host.set(out.longAt(1)));
    clips.put(name, found);
    return found;
  }

  /** A parameter by name; one without a handle if the host has none. */
  public HostParam param(String name) {
    HostParam known = params.get(name);
    if (known != null) {
      return known;
    }
    long set = paramSet();
    Scratch out = Scratch.get().clear(2);
    int status =
        set == 0
            ? OfxStatus.ERR_BAD_HANDLE
            : host.suites().parameter().getHandle(set, CStrings.name(name), out.at(0), out.at(1));
    if (status != OfxStatus.OK || out.longAt(0) == 0) {
      return new HostParam(host, name, 0, host.set(0));
    }
    HostParam found = new HostParam(host, name, out.longAt(0), host.set(out.longAt(1)));
    params.put(name, found);
    return found;
  }

  private long paramSet() {
    long known = paramSet;
    if (known == 0) {
      Scratch out = Scratch.get().clear(1);
      known = suite.getParamSet(handle, out.at(0)) == OfxStatus.OK ? out.longAt(0) : 0;
      paramSet = known;
    }
    return known;
  }

  /** Properties of the set of parameters, as OfxPropParamSetNeedsSyncing. */
  public PropertySet paramSetProperties() {
    long set = paramSet();
    Scratch out = Scratch.get().clear(1);
    return host.set(
        set != 0 && host.suites().parameter().setGetPropertySet(set, out.at(0)) == OfxStatus.OK
            ? out.longAt(0)
            : 0);
  }

  /** Makes changes of parameters that the artist can undo in one step, named by a label. */
  public void edit(String label, Runnable changes) {
    long set = paramSet();
    boolean begun =
        set != 0
            && CStrings.with(label, text -> host.suites().parameter().editBegin(set, text))
                == OfxStatus.OK;
    try {
      changes.run();
    } finally {
      if (begun) {
        host.suites().parameter().editEnd(set);
      }
    }
  }

  /** Whether the host wants the render to end. */
  public boolean aborted() {
    return suite.abort(handle);
  }

  /** Puts a sentence on the node, once: the same one again is not sent again. */
  public synchronized void say(Severity severity, String text) {
    String key = severity.type + text;
    if (!key.equals(shown)) {
      shown = key;
      host.suites().message().show(handle, severity.type, text);
    }
  }

  /** Takes the sentence off the node, if there is one. */
  public synchronized void clearMessage() {
    if (shown != null) {
      shown = null;
      host.suites().message().clear(handle);
    }
  }

  /** Asks the artist yes or no; {@code otherwise} where the host cannot ask. */
  public boolean ask(String question, boolean otherwise) {
    return switch (host.suites().message().message(handle, "OfxMessageQuestion", question)) {
      case OfxStatus.REPLY_YES -> true;
      case OfxStatus.REPLY_NO -> false;
      default -> otherwise;
    };
  }

  /**
   * Shows a progress bar with a cancel button, where the host has one. For what a button starts,
   * not for renders.
   *
   * @param label what is going on
   */
  public HostProgress progress(String label) {
    return new HostProgress(host.suites().progress(), handle, label);
  }

  /**
   * Asks the host to call {@code dialog} of the effect from the thread of its windows; false where
   * it cannot.
   */
  public boolean requestDialog() {
    // The host gives this back as the action's handle.
    return host.suites().dialog().requestDialog(handle) == OfxStatus.OK;
  }

  /** Tells the host that something was drawn over its windows. */
  public void notifyRedrawPending() {
    host.suites().dialog().notifyRedrawPending();
  }

  /** The host's time line. */
  public HostTimeLine timeLine() {
    return new HostTimeLine(host.suites().timeLine(), handle);
  }

  /** Planes and views beside a clip's colour, where the host has Foundry's extension. */
  public HostPlanes planes() {
    return new HostPlanes(host, handle);
  }

  /**
   * Memory that the host gives and counts.
   *
   * @throws HostException if it has none left
   */
  public HostMemory memory(long bytes) {
    return HostMemory.plain(host.suites(), handle, bytes);
  }

  /**
   * Memory that the host counts among its images, and may move while it is not locked; this holds
   * it locked.
   *
   * @throws HostException if it has none left
   */
  public HostMemory imageMemory(long bytes) {
    return HostMemory.ofImages(host.suites(), handle, bytes);
  }
}
