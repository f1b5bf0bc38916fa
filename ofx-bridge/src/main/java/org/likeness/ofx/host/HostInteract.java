package org.likeness.ofx.host;

import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.Scratch;

/**
 * One view of the host in which an effect draws its overlay.
 *
 * @param host the host
 * @param handle the host's handle of the interact
 */
public record HostInteract(OfxHost host, long handle) {
  /** The interact's properties. */
  public PropertySet properties() {
    Scratch out = Scratch.get().clear(1);
    int status = host.suites().interact().getPropertySet(handle, out.at(0));
    return host.set(status == OfxStatus.OK ? out.longAt(0) : 0);
  }

  /** Asks the host to draw the overlay anew, soon; false where it does not. */
  public boolean redraw() {
    return host.suites().interact().redraw(handle) == OfxStatus.OK;
  }

  /** Shows what was drawn, in hosts that draw into a back buffer; false where it does not. */
  public boolean swapBuffers() {
    return host.suites().interact().swapBuffers(handle) == OfxStatus.OK;
  }

  /**
   * Where to draw, for the time of one draw action: the host's draw suite where it gives a context,
   * else OpenGL, else a canvas that draws nothing.
   *
   * @param arguments of the draw action
   */
  public OverlayCanvas canvas(PropertySet arguments) {
    long context = arguments.getPointer("OfxInteractPropDrawContext", 0);
    if (context != 0 && host.suites().draw().present()) {
      return new DrawSuiteCanvas(host.suites().draw(), context);
    }
    return GlCanvas.find();
  }
}
