package org.likeness.ofx.host;

import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.CStrings;
import org.likeness.ofx.abi.ImageEffectSuite;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.ParameterSuite;
import org.likeness.ofx.abi.Scratch;

/**
 * An instance of an effect in the host: one node. Thread-safe, as a host may render several frames
 * of it at once.
 */
public final class HostEffect {
  /** How grave a message is. */
  public enum Severity {
    /** Something did not work. */
    ERROR("OfxMessageError"),
    /** It worked, but the artist should know. */
    WARNING("OfxMessageWarning");

    private final String type;

    Severity(String type) {
      this.type = type;
    }
  }

  private final OfxHost host;
  private final long handle;
  private @Nullable String shown;

  /** For a host's handle of an instance. */
  public HostEffect(OfxHost host, long handle) {
    this.host = host;
    this.handle = handle;
  }

  /** The host it lives in. */
  public OfxHost host() {
    return host;
  }

  /** The instance's properties. */
  public PropertySet properties() {
    Scratch out = Scratch.get().clear(1);
    int status = ImageEffectSuite.getPropertySet(handle, out.at(0));
    return new PropertySet(status == OfxStatus.OK ? out.longAt(0) : 0);
  }

  /** The context that the instance was made for; Filter where the host does not say. */
  public String context() {
    return properties().getString("OfxImageEffectPropContext", 0, "OfxImageEffectContextFilter");
  }

  /** A clip by name; one without a handle if the host has none. */
  public HostClip clip(String name) {
    Scratch out = Scratch.get().clear(2);
    int status = ImageEffectSuite.clipGetHandle(handle, CStrings.name(name), out.at(0), out.at(1));
    return status == OfxStatus.OK
        ? new HostClip(name, out.longAt(0), new PropertySet(out.longAt(1)))
        : new HostClip(name, 0, new PropertySet(0));
  }

  /** A parameter by name; one without a handle if the host has none. */
  public HostParam param(String name) {
    Scratch out = Scratch.get().clear(2);
    if (ImageEffectSuite.getParamSet(handle, out.at(0)) != OfxStatus.OK) {
      return new HostParam(name, 0, new PropertySet(0));
    }
    long set = out.longAt(0);
    out.clear(2);
    int status = ParameterSuite.paramGetHandle(set, CStrings.name(name), out.at(0), out.at(1));
    return status == OfxStatus.OK
        ? new HostParam(name, out.longAt(0), new PropertySet(out.longAt(1)))
        : new HostParam(name, 0, new PropertySet(0));
  }

  /** Whether the host wants the render to end. */
  public boolean aborted() {
    return ImageEffectSuite.abort(handle) != 0;
  }

  /** Puts a sentence on the node, once: the same one again is not sent again. */
  public synchronized void say(Severity severity, String text) {
    String key = severity.type + text;
    if (!key.equals(shown)) {
      shown = key;
      host.messages().show(handle, severity.type, text);
    }
  }

  /** Takes the sentence off the node, if there is one. */
  public synchronized void clearMessage() {
    if (shown != null) {
      shown = null;
      host.messages().clear(handle);
    }
  }
}
