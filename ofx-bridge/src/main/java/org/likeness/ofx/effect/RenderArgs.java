package org.likeness.ofx.effect;

import java.util.List;
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
 * @param arguments what else the host says, good as long as the action
 */
public record RenderArgs(
    HostEffect instance,
    double time,
    RectI window,
    double scaleX,
    double scaleY,
    boolean interactive,
    PropertySet arguments) {
  static RenderArgs of(HostEffect instance, PropertySet in) {
    return new RenderArgs(
        instance,
        in.getDouble("OfxPropTime", 0, 0),
        in.getRectI("OfxImageEffectPropRenderWindow"),
        positive(in.getDouble("OfxImageEffectPropRenderScale", 0, 1)),
        positive(in.getDouble("OfxImageEffectPropRenderScale", 1, 1)),
        in.getInt("OfxImageEffectPropInteractiveRenderStatus", 0, 0) != 0,
        in);
  }

  private static double positive(double scale) {
    return scale > 0 && scale < 1e6 ? scale : 1;
  }

  /**
   * Which lines are asked for: OfxFieldNone (all), OfxFieldBoth, OfxFieldLower or OfxFieldUpper.
   */
  public String field() {
    return arguments.getString("OfxImageEffectPropFieldToRender", 0, "OfxFieldNone");
  }

  /** Whether frames come in order, one behind the other. */
  public boolean sequential() {
    return arguments.getBoolean("OfxImageEffectPropSequentialRenderStatus", false);
  }

  /** Whether a quick picture will do. */
  public boolean draft() {
    return arguments.getBoolean("OfxImageEffectPropRenderQualityDraft", false);
  }

  /** Names of the planes that are wanted, colour among them; empty where the host does not say. */
  public List<String> planes() {
    return arguments.getStrings("OfxImageEffectPropRenderPlanes");
  }

  /** The view that is rendered, where the host has several; else 0. */
  public int view() {
    return arguments.getInt("uk.co.thefoundry.OfxImageEffectPropView", 0, 0);
  }
}
