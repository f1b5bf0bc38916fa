package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.Layer;
import org.likeness.pipeline.layers.MatteParts;

/**
 * Faces put over one another, the farthest first: {@code c = nearer + farther · (1 − a)} of
 * premultiplied pictures, coverage {@code 1 − Π(1 − a)}. Used by one thread.
 */
final class FaceStack {
  private final Frame plate;
  private Frame under;
  private final List<FrameResult> nearFirst = new ArrayList<>();

  FaceStack(Frame plate) {
    this.plate = plate;
    this.under = plate;
  }

  /** The plate with all faces so far. */
  Frame under() {
    return under;
  }

  /** Puts a face, rendered onto {@link #under}, before the others. */
  void put(FrameResult face) {
    nearFirst.add(0, face);
    Frame tile = face.compTile();
    if (!tile.dataWindow().isEmpty()) {
      under =
          new Frame(
              plate.dataWindow(),
              plate.displayWindow(),
              plate.pixelAspect(),
              FrameResult.over(under.r(), tile.r()),
              FrameResult.over(under.g(), tile.g()),
              FrameResult.over(under.b(), tile.b()),
              plate.a());
    }
  }

  /**
   * All of them as one frame.
   *
   * @param all the same faces in the order of the settings
   */
  FrameResult result(List<String> messages, List<FrameResult> all) {
    List<FrameResult> there =
        nearFirst.stream().filter(r -> r.found() != null && r.plateToCrop() != null).toList();
    if (there.isEmpty()) {
      FrameResult none = nearFirst.get(0);
      return with(
          none, Compositor.empty(plate), messages, none.risk(), none.layers(), List.of(), all);
    }
    PixelRect window = PixelRect.EMPTY;
    PixelRect changed = PixelRect.EMPTY;
    for (FrameResult r : there) {
      window = window.union(r.window());
      changed = changed.union(r.compTile().dataWindow());
    }
    List<FrameResult.Placed> each = placed(there, window);
    Plane matte = Plane.zeros(window);
    Plane[] face = {Plane.zeros(window), Plane.zeros(window), Plane.zeros(window)};
    for (int k = there.size() - 1; k >= 0; k--) {
      FrameResult r = there.get(k);
      Plane a = r.matte().crop(window);
      Plane[] own = {r.face().r(), r.face().g(), r.face().b()};
      for (int c = 0; c < 3; c++) {
        over(own[c].crop(window), a, face[c]);
      }
      over(a, a, matte);
    }
    LayerInputs inputs = inputs(each);
    Plane[] raw = FaceOwners.pick(each, window, 3, r -> raw(r, window(matte)));
    Frame comp =
        new Frame(
            changed,
            plate.displayWindow(),
            plate.pixelAspect(),
            under.r().crop(changed),
            under.g().crop(changed),
            under.b().crop(changed),
            null);
    Compositor.Layers layers =
        new Compositor.Layers(
            frame(window, face, matte), comp, frame(window, raw, Plane.filled(window, 1f)), matte);
    return with(there.get(0), layers, messages, risk(each, window), inputs, each, all);
  }

  private static PixelRect window(Plane p) {
    return p.rect();
  }

  private static Plane[] raw(FrameResult r, PixelRect window) {
    var made = r.layers().raw();
    return made == null
        ? new Plane[] {Plane.zeros(window), Plane.zeros(window), Plane.zeros(window)}
        : made.apply(window);
  }

  private Frame frame(PixelRect window, Plane[] rgb, Plane a) {
    return new Frame(window, plate.displayWindow(), plate.pixelAspect(), rgb[0], rgb[1], rgb[2], a);
  }

  /** {@code below = near + below · (1 − a)}, in place. */
  private static void over(Plane near, Plane a, Plane below) {
    float[] out = below.data();
    for (int i = 0; i < out.length; i++) {
      out[i] = near.data()[i] + out[i] * (1f - a.data()[i]);
    }
  }

  private static List<FrameResult.Placed> placed(List<FrameResult> nearFirst, PixelRect window) {
    Plane free = Plane.filled(window, 1f);
    List<FrameResult.Placed> out = new ArrayList<>();
    for (FrameResult r : nearFirst) {
      Plane visible = r.matte().crop(window);
      for (int i = 0; i < visible.data().length; i++) {
        float a = visible.data()[i];
        visible.data()[i] = a * free.data()[i];
        free.data()[i] *= 1f - a;
      }
      out.add(new FrameResult.Placed(r, visible));
    }
    return out;
  }

  private static @Nullable Plane risk(List<FrameResult.Placed> each, PixelRect window) {
    Plane sum = Plane.zeros(window);
    boolean known = false;
    for (FrameResult.Placed p : each) {
      Plane risk = p.result().risk();
      if (risk != null) {
        known = true;
        Plane wide = risk.crop(window);
        Plane matte = p.result().matte().crop(window);
        for (int i = 0; i < sum.data().length; i++) {
          float a = matte.data()[i];
          sum.data()[i] += a > 0 ? wide.data()[i] * p.visible().data()[i] / a : 0;
        }
      }
    }
    return known ? sum : null;
  }

  private static LayerInputs inputs(List<FrameResult.Placed> each) {
    MatteParts parts = MatteParts.NONE;
    for (Layer layer : List.of(Layer.HULL, Layer.LEARNED)) {
      parts = parts.with(layer, window -> most(each, layer, window));
    }
    parts =
        parts.with(
            Layer.OCCLUSION,
            window ->
                FaceOwners.pick(
                    each, window, 1, r -> new Plane[] {part(r, Layer.OCCLUSION, window)})[0]);
    return new LayerInputs(
        parts,
        window -> FaceOwners.pick(each, window, 3, r -> raw(r, window)),
        window -> blended(each, window),
        null,
        null,
        named(each),
        null);
  }

  private static Plane part(FrameResult r, Layer layer, PixelRect window) {
    return r.layers().parts().over(layer, window).orElseGet(() -> Plane.zeros(window));
  }

  private static Plane most(List<FrameResult.Placed> each, Layer layer, PixelRect window) {
    Plane out = Plane.zeros(window);
    for (FrameResult.Placed p : each) {
      Plane one = part(p.result(), layer, window);
      for (int i = 0; i < out.data().length; i++) {
        out.data()[i] = Math.max(out.data()[i], one.data()[i]);
      }
    }
    return out;
  }

  /** Colours that are not premultiplied: where several show, by how much of each does. */
  private static Plane[] blended(List<FrameResult.Placed> each, PixelRect window) {
    Plane[] out = FaceOwners.pick(each, window, 3, r -> colours(r, window));
    Plane sum = Plane.zeros(window);
    for (FrameResult.Placed p : each) {
      Plane v = p.visible().crop(window);
      for (int i = 0; i < v.data().length; i++) {
        sum.data()[i] += v.data()[i];
      }
    }
    Plane[] mixed = {Plane.zeros(window), Plane.zeros(window), Plane.zeros(window)};
    for (FrameResult.Placed p : each) {
      Plane v = p.visible().crop(window);
      Plane[] c = colours(p.result(), window);
      for (int k = 0; k < 3; k++) {
        for (int i = 0; i < v.data().length; i++) {
          mixed[k].data()[i] += v.data()[i] * c[k].data()[i];
        }
      }
    }
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < sum.data().length; i++) {
        float a = sum.data()[i];
        out[k].data()[i] = a > 0 ? mixed[k].data()[i] / a : out[k].data()[i];
      }
    }
    return out;
  }

  private static Plane[] colours(FrameResult r, PixelRect window) {
    var made = r.layers().face();
    return made == null ? raw(r, window) : made.apply(window);
  }

  /** Those that are replaced, the nearest first, then the others. */
  private static List<LayerInputs.Named> named(List<FrameResult.Placed> each) {
    List<LayerInputs.Named> out = new ArrayList<>();
    for (FrameResult.Placed p : each) {
      out.add(p.result().layers().faces().get(0));
    }
    for (LayerInputs.Named n : each.get(0).result().layers().faces()) {
      if (!n.chosen() && out.stream().noneMatch(o -> same(o.face(), n.face()))) {
        out.add(n);
      }
    }
    return out;
  }

  private static boolean same(FaceObservation a, FaceObservation b) {
    return java.util.Arrays.equals(a.landmarks().xyz(), b.landmarks().xyz());
  }

  private FrameResult with(
      FrameResult first,
      Compositor.Layers l,
      List<String> messages,
      @Nullable Plane risk,
      LayerInputs inputs,
      List<FrameResult.Placed> each,
      List<FrameResult> all) {
    return new FrameResult(
        plate,
        l.face(),
        l.comp(),
        l.raw(),
        l.matte(),
        messages,
        nearFirst.stream().anyMatch(FrameResult::marked),
        first.found(),
        first.plateToCrop(),
        first.cropSize(),
        risk,
        inputs,
        each,
        "",
        all);
  }
}
