package org.likeness.ofx.effect;

import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.PropertySet;
import org.likeness.ofx.host.RectI;

/**
 * What a host asks to be rendered.
 *
 * @param instance the node
 * @param time frame number; hosts may give fractions
 * @param window pixels to fill, in the scale of the render, y up
 * @param scaleX size of the render against the full picture, x; 0.5 is a half-size proxy
 * @param scaleY the same, y
 * @param interactive whether an artist waits
 */
public record RenderArgs(
    HostEffect instance,
    double time,
    RectI window,
    double scaleX,
    double scaleY,
    boolean interactive) {
  static RenderArgs of(HostEffect instance, PropertySet in) {
    return new RenderArgs(
        instance,
        in.getDouble("OfxPropTime", 0, 0),
        in.getRectI("OfxImageEffectPropRenderWindow"),
        positive(in.getDouble("OfxImageEffectPropRenderScale", 0, 1)),
        positive(in.getDouble("OfxImageEffectPropRenderScale", 1, 1)),
        in.getInt("OfxImageEffectPropInteractiveRenderStatus", 0, 0) != 0);
  }

  private static double positive(double scale) {
    return scale > 0 && scale < 1e6 ? scale : 1;
  }
}
