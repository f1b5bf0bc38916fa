package org.likeness.pipeline.layers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Affine2;
import org.likeness.image.CropBend;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;

/**
 * What a final matte was put together from, so that it can be balanced anew without a render:
 * {@link Layer#HULL}, {@link Layer#LEARNED}, {@link Layer#OCCLUSION}. Each is made for a window
 * when a file or a host asks for it, and only then. Whoever builds a matte adds its parts:
 *
 * <pre>{@code
 * MatteParts.NONE
 *     .withCrop(Layer.LEARNED, cropPlane, plateToCrop)     // at the crop's resolution
 *     .withPlate(Layer.OCCLUSION, platePlane)              // at the plate's
 *     .with(Layer.HULL, window -> ...)                     // made when asked for
 * }</pre>
 *
 * @param parts by layer; a function gives 0..1 over exactly the window that it is asked for, the
 *     same samples for a pixel whatever the window
 */
public record MatteParts(Map<Layer, Function<PixelRect, Plane>> parts) {
  /** No part is known. */
  public static final MatteParts NONE = new MatteParts(Map.of());

  /** Copies. */
  public MatteParts {
    parts = Map.copyOf(parts);
  }

  /** With a part that is made when asked for; one of the same layer is replaced. */
  public MatteParts with(Layer layer, Function<PixelRect, Plane> made) {
    Map<Layer, Function<PixelRect, Plane>> all = new LinkedHashMap<>(parts);
    all.put(layer, made);
    return new MatteParts(all);
  }

  /** With a part at the crop's resolution; 0 outside of the crop. */
  public MatteParts withCrop(Layer layer, Plane crop, Affine2 plateToCrop) {
    return withCrop(layer, crop, plateToCrop, null);
  }

  /** The same of a crop that is bent on its way to the plate. */
  public MatteParts withCrop(
      Layer layer, Plane crop, Affine2 plateToCrop, @Nullable CropBend bend) {
    Plane[] one = {crop};
    return with(layer, window -> clamped(Warp.fromCrop(one, plateToCrop, bend, window)[0]));
  }

  /** With a part on the plate's pixels; 0 outside of the plane. */
  public MatteParts withPlate(Layer layer, Plane plate) {
    return with(layer, plate::crop);
  }

  /** The part over a window of the plate, or nothing where it is not known. */
  public Optional<Plane> over(Layer layer, PixelRect window) {
    return Optional.ofNullable(parts.get(layer)).map(f -> f.apply(window));
  }

  /** A cubic overshoots at an edge. */
  private static Plane clamped(Plane p) {
    float[] d = p.data();
    for (int i = 0; i < d.length; i++) {
      d[i] = Math.min(1f, Math.max(0f, d[i]));
    }
    return p;
  }
}
