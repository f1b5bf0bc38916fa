package org.likeness.ofx.effect;

import org.jspecify.annotations.Nullable;
import org.likeness.ofx.host.PropertySet;

/**
 * What an effect changes about its clips; what is null stays the host's.
 *
 * @param outputComponents components of the output
 * @param outputPremultiplication OfxImageAlphaPremultiplied and so on
 * @param frameVarying whether the output differs from frame to frame with the same input
 */
public record ClipPreferences(
    @Nullable String outputComponents,
    @Nullable String outputPremultiplication,
    boolean frameVarying) {
  /** Changes nothing. */
  public static final ClipPreferences NONE = new ClipPreferences(null, null, false);

  boolean apply(PropertySet out) {
    if (outputComponents != null) {
      out.setString("OfxImageClipPropComponents_Output", 0, outputComponents);
    }
    if (outputPremultiplication != null) {
      out.setString("OfxImageEffectPropPreMultiplication", 0, outputPremultiplication);
    }
    if (frameVarying) {
      out.setInt("OfxImageEffectFrameVarying", 0, 1);
    }
    return !equals(NONE);
  }
}
