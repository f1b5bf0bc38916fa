package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.likeness.exr.ExrChannel;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.FaceLayer;
import org.likeness.pipeline.layers.Layer;
import org.likeness.pipeline.layers.LayerChoice;

/**
 * A layer of a frame as a file or a host gets it: of the whole frame, or of one face by itself.
 *
 * @param id its name, and of its part in a file of several
 * @param channels full names
 * @param layer what it shows
 * @param planes what it is made by
 * @param output the main picture: a face's own is premultiplied unless this is not
 */
record LayerSlot(
    String id, List<String> channels, Layer layer, LayerPlanes planes, OutputChoice output) {

  /**
   * The layers of a choice that a render has: those of the whole frame, then face by face; the same
   * for all frames of a shot. The first of all is that of {@link Layer#RGBA} where it was so
   * chosen, which has no planes here.
   */
  static List<LayerSlot> of(FrameResult r, LayerChoice choice, OutputChoice output) {
    List<LayerSlot> out = new ArrayList<>();
    LayerPlanes whole = new LayerPlanes(r);
    for (Layer l : choice.layers()) {
      if (whole.has(l)) {
        out.add(new LayerSlot(l.id(), l.channels(), l, whole, output));
      }
    }
    for (FrameResult one : choice.each().isEmpty() ? List.<FrameResult>of() : r.own()) {
      LayerPlanes planes = new LayerPlanes(one);
      for (Layer l : choice.each()) {
        if (planes.has(l)) {
          FaceLayer own = new FaceLayer(one.name(), l);
          out.add(new LayerSlot(own.id(), own.channels(), l, planes, output));
        }
      }
    }
    return out;
  }

  /** Whether it is the frame's main picture. */
  boolean isMain() {
    return id.equals(Layer.RGBA.id());
  }

  /** The pixels in which it has something to say. */
  PixelRect window() {
    return layer == Layer.RGBA && output == OutputChoice.UNPREMULTIPLIED
        ? planes.wide()
        : planes.window(layer);
  }

  /** Its channels over a window. */
  List<ExrChannel> channels(PixelRect window) {
    List<Plane> made = layer == Layer.RGBA ? face(window) : planes.planes(layer, window);
    List<ExrChannel> list = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      list.add(new ExrChannel(channels.get(i), layer.type(), made.get(i)));
    }
    return list;
  }

  private List<Plane> face(PixelRect window) {
    Frame f = planes.face(window, output == OutputChoice.UNPREMULTIPLIED);
    Plane a = f.a();
    return List.of(f.r(), f.g(), f.b(), a == null ? Plane.zeros(window) : a);
  }
}
