package org.likeness.ofx.effect;

import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostInteract;
import org.likeness.ofx.host.PropertySet;

/**
 * What a host tells of a view in which an overlay is drawn or used.
 *
 * @param interact the view
 * @param instance the node
 * @param time frame that is seen
 * @param scaleX render scale, x
 * @param scaleY render scale, y
 * @param pixelX size of a screen pixel in canonical units, x
 * @param pixelY size of a screen pixel in canonical units, y
 * @param arguments what else the host says, good as long as the action
 */
public record OverlayArgs(
    HostInteract interact,
    HostEffect instance,
    double time,
    double scaleX,
    double scaleY,
    double pixelX,
    double pixelY,
    PropertySet arguments) {
  static OverlayArgs of(HostInteract interact, HostEffect instance, PropertySet in) {
    return new OverlayArgs(
        interact,
        instance,
        in.getDouble("OfxPropTime", 0, 0),
        positive(in, "OfxImageEffectPropRenderScale", 0),
        positive(in, "OfxImageEffectPropRenderScale", 1),
        positive(in, "OfxInteractPropPixelScale", 0),
        positive(in, "OfxInteractPropPixelScale", 1),
        in);
  }

  private static double positive(PropertySet in, String name, int index) {
    double v = in.getDouble(name, index, 1);
    return v > 0 && v < 1e6 ? v : 1;
  }

  /** Where the pen is, canonical x. */
  public double penX() {
    return arguments.getDouble("OfxInteractPropPenPosition", 0, 0);
  }

  /** Where the pen is, canonical y. */
  public double penY() {
    return arguments.getDouble("OfxInteractPropPenPosition", 1, 0);
  }

  /** How hard the pen presses, 0..1. */
  public double penPressure() {
    double p = arguments.getDouble("OfxInteractPropPenPressure", 0, 1);
    return p >= 0 && p <= 1 ? p : 1;
  }

  /** The key's number, as X11 has them; 0 where there is none. */
  public int key() {
    return arguments.getInt("kOfxPropKeySym", 0, 0);
  }

  /** What the key writes, in UTF-8; empty where it writes nothing. */
  public String keyText() {
    return arguments.getString("kOfxPropKeyString", 0, "");
  }
}
