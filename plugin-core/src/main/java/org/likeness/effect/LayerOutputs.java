package org.likeness.effect;

import java.util.ArrayList;
import java.util.List;
import org.likeness.image.Frame;
import org.likeness.ofx.effect.OutputPlanes;
import org.likeness.ofx.effect.RenderArgs;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostImage;
import org.likeness.ofx.host.PlaneName;
import org.likeness.pipeline.FaceLayerNames;
import org.likeness.pipeline.FrameResult;
import org.likeness.pipeline.SwapSettings;
import org.likeness.pipeline.layers.FaceLayer;
import org.likeness.pipeline.layers.Layer;
import org.likeness.pipeline.layers.LayerChoice;

/**
 * The layers of a node as planes beside its colour, where the host has Foundry's plane suite. Hosts
 * that take any name get every layer of the setting {@code layers}, also those of each face; the
 * others know colour and motion, and get {@code facemotion} as the motion to the next frame.
 */
final class LayerOutputs {
  private static final int CHANNELS = 4;

  /**
   * A layer, or four channels of one, as a plane.
   *
   * @param face whose, counted in the settings' order, or {@link #ALL_FACES}
   * @param first which of the layer's channels is the plane's first
   */
  record Plane(PlaneName name, Layer layer, int face, int first) {
    /** Its picture. */
    Frame of(FrameResult result) {
      return face == ALL_FACES
          ? result.layer(layer, first)
          : result.own().get(face).layer(layer, first);
    }
  }

  private static final int ALL_FACES = -1;

  private LayerOutputs() {}

  /** All that the node can give to its host; none where the host has no planes. */
  static List<Plane> of(HostEffect node, SwapSettings settings) {
    List<Plane> list = new ArrayList<>();
    if (!node.planes().present()) {
      return list;
    }
    LayerChoice choice = settings.layerChoice();
    List<Layer> layers = choice.layers();
    if (!node.planes().takesAnyName()) {
      if (layers.contains(Layer.FACEMOTION)) {
        list.add(new Plane(PlaneName.FORWARD, Layer.FACEMOTION, ALL_FACES, 0));
      }
      return list;
    }
    for (Layer l : layers) {
      if (l != Layer.RGBA) {
        add(list, l, l.channels(), ALL_FACES);
      }
    }
    List<String> faces = choice.each().isEmpty() ? List.of() : FaceLayerNames.of(settings);
    for (int face = 0; face < faces.size(); face++) {
      for (Layer l : choice.each()) {
        add(list, l, new FaceLayer(faces.get(face), l).channels(), face);
      }
    }
    return list;
  }

  private static void add(List<Plane> list, Layer l, List<String> all, int face) {
    for (int first = 0; first < all.size(); first += CHANNELS) {
      List<String> channels = all.subList(first, Math.min(first + CHANNELS, all.size()));
      String full = channels.get(0);
      List<String> letters =
          channels.stream().map(c -> c.substring(c.lastIndexOf('.') + 1)).toList();
      PlaneName name = PlaneName.of(full.substring(0, full.lastIndexOf('.')), letters);
      list.add(new Plane(name, l, face, first));
    }
  }

  /** What the host is told. */
  static OutputPlanes described(List<Plane> planes) {
    return new OutputPlanes(planes.stream().map(Plane::name).toList(), FaceSwapEffect.SOURCE);
  }

  /** Those that a render is asked for; where the host does not say, those that it has images of. */
  static List<Plane> asked(RenderArgs args, SwapSettings settings) {
    List<Plane> all = of(args.instance(), settings);
    List<String> wanted = args.planes();
    return all.stream()
        .filter(p -> wanted.isEmpty() ? hasImage(args, p) : wanted.contains(p.name().name()))
        .toList();
  }

  private static boolean hasImage(RenderArgs args, Plane p) {
    HostEffect node = args.instance();
    try (HostImage image =
        node.planes()
            .image(node.clip(FaceSwapEffect.OUTPUT), args.time(), args.view(), p.name().name())) {
      return image != null;
    }
  }
}
