package org.likeness.ofx.effect;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.host.PixelComponents;
import org.likeness.ofx.host.PixelDepth;
import org.likeness.ofx.host.PropertySet;

/**
 * What an effect changes about its clips; what is null or absent stays the host's.
 *
 * @param outputComponents components of the output
 * @param outputPremultiplication OfxImageAlphaPremultiplied and so on
 * @param frameVarying whether the output differs from frame to frame with the same input
 * @param components components of clips by name
 * @param depths depths of clips by name
 */
public record ClipPreferences(
    @Nullable String outputComponents,
    @Nullable String outputPremultiplication,
    boolean frameVarying,
    Map<String, PixelComponents> components,
    Map<String, PixelDepth> depths) {
  /** Changes nothing. */
  public static final ClipPreferences NONE = new ClipPreferences(null, null, false);

  /** Copies. */
  public ClipPreferences {
    components = Map.copyOf(components);
    depths = Map.copyOf(depths);
  }

  /** Of the output alone. */
  public ClipPreferences(
      @Nullable String outputComponents,
      @Nullable String outputPremultiplication,
      boolean frameVarying) {
    this(outputComponents, outputPremultiplication, frameVarying, Map.of(), Map.of());
  }

  /** With a clip's components. */
  public ClipPreferences with(String clip, PixelComponents c) {
    Map<String, PixelComponents> all = new HashMap<>(components);
    all.put(clip, c);
    return new ClipPreferences(
        outputComponents, outputPremultiplication, frameVarying, all, depths);
  }

  /** With a clip's depth. */
  public ClipPreferences with(String clip, PixelDepth d) {
    Map<String, PixelDepth> all = new HashMap<>(depths);
    all.put(clip, d);
    return new ClipPreferences(
        outputComponents, outputPremultiplication, frameVarying, components, all);
  }

  boolean apply(PropertySet out) {
    if (outputComponents != null) {
      out.setString("OfxImageClipPropComponents_Output", 0, outputComponents);
    }
    components.forEach(
        (clip, c) -> out.setString("OfxImageClipPropComponents_" + clip, 0, c.ofxName()));
    depths.forEach((clip, d) -> out.setString("OfxImageClipPropDepth_" + clip, 0, d.ofxName()));
    if (outputPremultiplication != null) {
      out.setString("OfxImageEffectPropPreMultiplication", 0, outputPremultiplication);
    }
    if (frameVarying) {
      out.setInt("OfxImageEffectFrameVarying", 0, 1);
    }
    return !equals(NONE);
  }
}
