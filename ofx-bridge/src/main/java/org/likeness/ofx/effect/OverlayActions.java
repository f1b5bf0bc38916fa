package org.likeness.ofx.effect;

import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.host.HostInteract;
import org.likeness.ofx.host.OfxHost;
import org.likeness.ofx.host.OverlayCanvas;
import org.likeness.ofx.host.PropertySet;

/** Unpacks the arguments of each action of an effect's overlay. */
final class OverlayActions {
  private static final String NODE = "OfxPropEffectInstance";

  private final ImageEffect effect;
  private final Instances instances;

  OverlayActions(ImageEffect effect, Instances instances) {
    this.effect = effect;
    this.instances = instances;
  }

  int perform(OfxHost host, String action, long handle, long inArgs) {
    try {
      OverlayInteract overlay = effect.overlay().orElse(null);
      if (overlay == null) {
        return OfxStatus.REPLY_DEFAULT;
      }
      HostInteract interact = new HostInteract(host, handle);
      if (action.equals("OfxActionCreateInstance")) {
        overlay.created(interact);
        return OfxStatus.OK;
      }
      if (action.equals("OfxActionDestroyInstance")) {
        overlay.destroyed(interact);
        return OfxStatus.OK;
      }
      PropertySet in = host.set(inArgs);
      long node = in.getPointer(NODE, 0);
      if (node == 0) {
        node = interact.properties().getPointer(NODE, 0);
      }
      if (node == 0) {
        return OfxStatus.REPLY_DEFAULT;
      }
      OverlayArgs args = OverlayArgs.of(interact, instances.get(host, node), in);
      return perform(overlay, action, args) ? OfxStatus.OK : OfxStatus.REPLY_DEFAULT;
    } catch (Throwable t) {
      return Failures.log(action, t);
    }
  }

  private static boolean perform(OverlayInteract overlay, String action, OverlayArgs args) {
    switch (action) {
      case "OfxInteractActionDraw" -> {
        OverlayCanvas canvas = args.interact().canvas(args.arguments());
        canvas.begin();
        try {
          return overlay.draw(args, canvas);
        } finally {
          canvas.end();
        }
      }
      case "OfxInteractActionPenMotion" -> {
        return overlay.penMotion(args);
      }
      case "OfxInteractActionPenDown" -> {
        return overlay.penDown(args);
      }
      case "OfxInteractActionPenUp" -> {
        return overlay.penUp(args);
      }
      case "OfxInteractActionKeyDown" -> {
        return overlay.keyDown(args);
      }
      case "OfxInteractActionKeyUp" -> {
        return overlay.keyUp(args);
      }
      case "OfxInteractActionKeyRepeat" -> {
        return overlay.keyRepeat(args);
      }
      case "OfxInteractActionGainFocus" -> {
        overlay.gainFocus(args);
        return true;
      }
      case "OfxInteractActionLoseFocus" -> {
        overlay.loseFocus(args);
        return true;
      }
      default -> {
        return false;
      }
    }
  }
}
