package org.likeness.effect;

import java.util.ArrayList;
import java.util.List;
import org.likeness.ofx.effect.OutputPlanes;
import org.likeness.ofx.effect.RenderArgs;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostImage;
import org.likeness.ofx.host.PlaneName;
import org.likeness.pipeline.SwapSettings;
import org.likeness.pipeline.layers.Layer;

/**
 * The layers of a node as planes beside its colour, where the host has Foundry's plane suite. Hosts
 * that take any name get every layer of the setting {@code layers}; the others know colour and
 * motion, and get {@code facemotion} as the motion to the next frame.
 */
final class LayerOutputs {
  private static final int CHANNELS = 4;

  /**
   * A layer, or four channels of one, as a plane.
   *
   * @param first which of the layer's channels is the plane's first
   */
  record Plane(PlaneName name, Layer layer, int first) {}

  private LayerOutputs() {}

  /** All that the node can give to its host; none where the host has no planes. */
  static List<Plane> of(HostEffect node, SwapSettings settings) {
    List<Plane> list = new ArrayList<>();
    if (!node.planes().present()) {
      return list;
    }
    List<Layer> layers = settings.layerChoice().layers();
    if (!node.planes().takesAnyName()) {
      if (layers.contains(Layer.FACEMOTION)) {
        list.add(new Plane(PlaneName.FORWARD, Layer.FACEMOTION, 0));
      }
      return list;
    }
    for (Layer l : layers) {
      for (int first = 0; l != Layer.RGBA && first < l.channels().size(); first += CHANNELS) {
        list.add(named(l, first));
      }
    }
    return list;
  }

  private static Plane named(Layer l, int first) {
    List<String> channels =
        l.channels().subList(first, Math.min(first + CHANNELS, l.channels().size()));
    String full = channels.get(0);
    List<String> letters = channels.stream().map(c -> c.substring(c.lastIndexOf('.') + 1)).toList();
    return new Plane(PlaneName.of(full.substring(0, full.lastIndexOf('.')), letters), l, first);
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
