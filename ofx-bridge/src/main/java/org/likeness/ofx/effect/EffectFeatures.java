package org.likeness.ofx.effect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.likeness.ofx.host.PixelDepth;

/**
 * What an effect can do, beyond what it is. Each method gives a changed copy.
 *
 * @param depths pixel depths that it takes, the preferred one first
 * @param tiles whether it renders parts of a picture
 * @param multiResolution whether pictures may have any bounds
 * @param temporal whether it asks for pictures of other times
 * @param multipleDepths whether its clips may differ in depth
 * @param overlay whether it draws an overlay
 * @param sequential 0: any order; 1: frames in order and on one machine; 2: in order if possible
 * @param extra properties beyond, which win over what the others say
 */
public record EffectFeatures(
    List<PixelDepth> depths,
    boolean tiles,
    boolean multiResolution,
    boolean temporal,
    boolean multipleDepths,
    boolean overlay,
    int sequential,
    List<PropertyValue> extra) {
  /** Float, whole pictures of any bounds, one time, no overlay. */
  public static final EffectFeatures PLAIN =
      new EffectFeatures(List.of(PixelDepth.FLOAT), false, true, false, false, false, 0, List.of());

  /** Copies and checks. */
  public EffectFeatures {
    depths = List.copyOf(depths);
    extra = List.copyOf(extra);
    if (depths.isEmpty() || sequential < 0 || sequential > 2) {
      throw new IllegalArgumentException(
          "an effect needs at least one depth, and 0, 1 or 2 for sequential");
    }
  }

  /** Taking these depths; with more than one, clips may differ. */
  public EffectFeatures withDepths(PixelDepth... all) {
    return new EffectFeatures(
        List.of(all), tiles, multiResolution, temporal, all.length > 1, overlay, sequential, extra);
  }

  /** Rendering parts of pictures. */
  public EffectFeatures withTiles() {
    return new EffectFeatures(
        depths, true, multiResolution, temporal, multipleDepths, overlay, sequential, extra);
  }

  /** Asking for pictures of other times. */
  public EffectFeatures withTimes() {
    return new EffectFeatures(
        depths, tiles, multiResolution, true, multipleDepths, overlay, sequential, extra);
  }

  /** Drawing an overlay, see {@link ImageEffect#overlay}. */
  public EffectFeatures withOverlay() {
    return new EffectFeatures(
        depths, tiles, multiResolution, temporal, multipleDepths, true, sequential, extra);
  }

  /** With further properties. */
  public EffectFeatures with(PropertyValue... values) {
    List<PropertyValue> all = new ArrayList<>(extra);
    Collections.addAll(all, values);
    return new EffectFeatures(
        depths, tiles, multiResolution, temporal, multipleDepths, overlay, sequential, all);
  }
}
