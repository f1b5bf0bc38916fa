package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.face.Landmarks;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.Cryptomatte;
import org.likeness.pipeline.layers.FaceHull;
import org.likeness.pipeline.layers.FaceMotion;
import org.likeness.pipeline.layers.Layer;
import org.likeness.pipeline.layers.StMap;

/** Makes the layers of a rendered frame over any window; a pixel is the same in each of them. */
final class LayerPlanes {
  private final FrameResult result;
  private @Nullable PixelRect wide;

  LayerPlanes(FrameResult result) {
    this.result = result;
  }

  /** Whether the render knows a layer at all; the same for all frames of a shot. */
  boolean has(Layer layer) {
    return switch (layer) {
      case HULL, LEARNED, OCCLUSION -> result.layers().parts().parts().containsKey(layer);
      case RISK -> result.risk() != null;
      default -> true;
    };
  }

  /** The pixels in which a layer has something to say, of a file's part of its own. */
  PixelRect window(Layer layer) {
    return switch (layer) {
      case HULL, LEARNED -> bounds(layer);
      case RAW, STMAP, FACEMOTION, OCCLUSION -> wide();
      case CRYPTO -> faces();
      case COMP -> result.compTile().dataWindow();
      default -> result.window();
    };
  }

  /** The final matte, the model's and the hull: all that a new balance of them may need. */
  PixelRect wide() {
    PixelRect w = wide;
    if (w == null) {
      w = result.window().union(bounds(Layer.HULL)).union(bounds(Layer.LEARNED));
      wide = w;
    }
    return w;
  }

  private PixelRect bounds(Layer part) {
    PixelRect all = PixelRect.EMPTY;
    for (FrameResult.Placed p : result.each()) {
      all = all.union(new LayerPlanes(p.result()).bounds(part));
    }
    if (!result.each().isEmpty()) {
      return all;
    }
    Affine2 map = result.plateToCrop();
    if (map == null || !has(part)) {
      return PixelRect.EMPTY;
    }
    PixelRect reach =
        Compositor.footprint(map, result.cropSize())
            .grow(result.cropSize() / 4)
            .intersect(result.plate().dataWindow());
    return Compositor.bounds(part(part, reach));
  }

  private PixelRect faces() {
    PixelRect all = result.window();
    for (LayerInputs.Named n : result.layers().faces()) {
      if (!n.chosen()) {
        all =
            all.union(
                FaceHull.of(n.face().landmarks()).bounds().intersect(result.plate().dataWindow()));
      }
    }
    return all;
  }

  /** The planes of a layer's channels, in the layer's order. Not of {@link Layer#RGBA}. */
  List<Plane> planes(Layer layer, PixelRect window) {
    return switch (layer) {
      case RGBA -> throw new IllegalArgumentException("the main picture is no layer of its own");
      case COMP -> comp(window);
      case RAW -> List.of(colours(result.layers().raw(), window));
      case MATTE -> List.of(fit(result.matte(), window));
      case HULL, LEARNED, OCCLUSION -> List.of(part(layer, window));
      case EDGE -> List.of(edge(window));
      case STMAP -> List.of(stmap(window));
      case FACEMOTION -> List.of(motion(window));
      case RISK -> List.of(risk(window));
      case CRYPTO -> List.of(Cryptomatte.planes(faces(window), window));
    };
  }

  private Plane part(Layer layer, PixelRect window) {
    return result.layers().parts().over(layer, window).orElseGet(() -> Plane.zeros(window));
  }

  private Plane risk(PixelRect window) {
    Plane risk = result.risk();
    return risk == null ? Plane.zeros(window) : fit(risk, window);
  }

  private Plane edge(PixelRect window) {
    Plane p = result.matte().crop(window);
    float[] a = p.data();
    for (int i = 0; i < a.length; i++) {
      a[i] = 4 * a[i] * (1 - a[i]);
    }
    return p;
  }

  private Plane[] stmap(PixelRect window) {
    if (!result.each().isEmpty()) {
      return FaceOwners.pick(result.each(), window, 2, p -> new LayerPlanes(p).stmap(window));
    }
    Affine2 map = result.plateToCrop();
    return map == null
        ? zeros(window, 2)
        : StMap.of(map, result.cropSize(), result.layers().bend(), window);
  }

  private Plane[] motion(PixelRect window) {
    if (!result.each().isEmpty()) {
      return FaceOwners.pick(result.each(), window, 2, p -> new LayerPlanes(p).motion(window));
    }
    FaceObservation here = result.found();
    return here == null
        ? zeros(window, 2)
        : FaceMotion.of(
            here.landmarks(),
            mesh(result.layers().next()),
            mesh(result.layers().previous()),
            window);
  }

  private static @Nullable Landmarks mesh(@Nullable FaceObservation o) {
    return o == null ? null : o.landmarks();
  }

  private List<Cryptomatte.Entry> faces(PixelRect window) {
    List<Cryptomatte.Entry> list = new ArrayList<>();
    for (LayerInputs.Named n : result.layers().faces()) {
      list.add(
          new Cryptomatte.Entry(
              n.name(),
              n.chosen() ? matte(n.face()) : FaceHull.of(n.face().landmarks()).over(window)));
    }
    return list;
  }

  /** The final matte of a replaced face, as far as it is seen. */
  private Plane matte(FaceObservation of) {
    for (FrameResult.Placed p : result.each()) {
      if (of.equals(p.result().found())) {
        return p.visible();
      }
    }
    return result.matte();
  }

  private List<Plane> comp(PixelRect window) {
    Frame plate = result.plate();
    Frame tile = result.compTile();
    Plane alpha = plate.a();
    return List.of(
        over(plate.r(), tile.r(), window),
        over(plate.g(), tile.g(), window),
        over(plate.b(), tile.b(), window),
        alpha == null ? Plane.filled(window, 1f) : fit(alpha, window));
  }

  private static Plane over(Plane under, Plane tile, PixelRect window) {
    PixelRect t = tile.rect().intersect(window);
    if (t.equals(window)) {
      return fit(tile, window);
    }
    Plane out = under.crop(window);
    for (int y = t.y0(); y < t.y1(); y++) {
      System.arraycopy(
          tile.data(), tile.index(t.x0(), y), out.data(), out.index(t.x0(), y), t.width());
    }
    return out;
  }

  /**
   * The face's own picture over a window.
   *
   * @param straight whether the matte stands beside it and not in it
   */
  Frame face(PixelRect window, boolean straight) {
    if (straight) {
      return unpremultiplied(window);
    }
    Frame f = result.face();
    Plane a = f.a();
    return frame(
        window,
        fit(f.r(), window),
        fit(f.g(), window),
        fit(f.b(), window),
        a == null ? Plane.filled(window, 1f) : fit(a, window));
  }

  /** The face with the matte beside it and not in it; its colour stays where the matte is 0. */
  Frame unpremultiplied(PixelRect window) {
    Plane[] c = colours(result.layers().face(), window);
    return frame(window, c[0], c[1], c[2], fit(result.matte(), window));
  }

  private static Plane[] colours(@Nullable Function<PixelRect, Plane[]> made, PixelRect window) {
    return made == null ? zeros(window, 3) : made.apply(window);
  }

  /**
   * A layer as a picture: a matte in all four channels; two numbers as red and green, blue 0, alpha
   * the hull; ids and coverages as they are.
   *
   * @param first which of the layer's channels becomes red
   */
  Frame picture(Layer layer, int first) {
    PixelRect window = has(layer) ? window(layer) : PixelRect.EMPTY;
    List<Plane> p = planes(layer, window);
    return switch (p.size()) {
      case 1 -> frame(window, p.get(0), p.get(0), p.get(0), p.get(0));
      case 2 -> frame(window, p.get(0), p.get(1), Plane.zeros(window), part(Layer.HULL, window));
      case 3 -> frame(window, p.get(0), p.get(1), p.get(2), Plane.filled(window, 1f));
      default -> frame(window, p.get(first), p.get(first + 1), p.get(first + 2), p.get(first + 3));
    };
  }

  private Frame frame(PixelRect window, Plane r, Plane g, Plane b, Plane a) {
    Frame plate = result.plate();
    return new Frame(window, plate.displayWindow(), plate.pixelAspect(), r, g, b, a);
  }

  private static Plane[] zeros(PixelRect window, int n) {
    Plane[] out = new Plane[n];
    for (int i = 0; i < n; i++) {
      out[i] = Plane.zeros(window);
    }
    return out;
  }

  static Plane fit(Plane p, PixelRect window) {
    return p.rect().equals(window) ? p : p.crop(window);
  }
}
