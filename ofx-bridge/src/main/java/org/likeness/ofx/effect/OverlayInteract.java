package org.likeness.ofx.effect;

import org.likeness.ofx.host.HostInteract;
import org.likeness.ofx.host.OverlayCanvas;

/**
 * An overlay of an effect: what is drawn over the picture in a host's view, and what the pen and
 * the keys do there. There is one object an effect; a host may have several views of a node at
 * once. A method that answers true has used the event, and the host does nothing else with it.
 * Parameters may be written on pen and key events. What a method throws is logged and counts as not
 * used.
 */
public interface OverlayInteract {
  /** A view was made. */
  default void created(HostInteract interact) {}

  /** A view is going away. */
  default void destroyed(HostInteract interact) {}

  /** Draws; false where there is nothing to draw. */
  default boolean draw(OverlayArgs args, OverlayCanvas canvas) {
    return false;
  }

  /** The pen moved, pressed or not. */
  default boolean penMotion(OverlayArgs args) {
    return false;
  }

  /** The pen was pressed. */
  default boolean penDown(OverlayArgs args) {
    return false;
  }

  /** The pen was lifted. */
  default boolean penUp(OverlayArgs args) {
    return false;
  }

  /** A key was pressed. */
  default boolean keyDown(OverlayArgs args) {
    return false;
  }

  /** A key was let go. */
  default boolean keyUp(OverlayArgs args) {
    return false;
  }

  /** A key is held. */
  default boolean keyRepeat(OverlayArgs args) {
    return false;
  }

  /** The view gets what the artist does. */
  default void gainFocus(OverlayArgs args) {}

  /** The view no longer gets what the artist does. */
  default void loseFocus(OverlayArgs args) {}
}
