package org.likeness.pipeline.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.image.PixelRect;

/**
 * Takes layers out of files that are there, puts them in another order, and from one part into
 * several or back. Samples and attributes are not touched.
 */
public final class LayerEdit {
  private LayerEdit() {}

  /**
   * Which layer a channel belongs to: what stands before the last dot, {@code rgba} without one,
   * and for levels of ids the name without the level's number.
   */
  public static String layerOf(String channel) {
    int dot = channel.lastIndexOf('.');
    if (dot < 0) {
      return Layer.RGBA.id();
    }
    String name = channel.substring(0, dot);
    return name.matches("[cC]rypto.*\\d\\d") ? name.substring(0, name.length() - 2) : name;
  }

  /** Names of the layers of a file, in the order of its parts and, inside one, of the table. */
  public static List<String> layers(List<ExrPart> parts) {
    Set<String> all = new LinkedHashSet<>();
    for (ExrPart p : parts) {
      Set<String> here = new LinkedHashSet<>();
      p.channels().forEach(c -> here.add(layerOf(c.name())));
      for (Layer l : Layer.values()) {
        if (here.contains(l.id())) {
          all.add(l.id());
        }
      }
      all.addAll(here);
    }
    return new ArrayList<>(all);
  }

  /**
   * Reads a list as {@link LayerChoice} does, with the names that a file really has; {@code rgba}
   * only where it is named. A face's name means all layers of that face.
   *
   * @throws IllegalArgumentException for a name that the file does not have, with those it has
   */
  public static List<String> choose(String list, List<String> present) {
    Set<String> out = new LinkedHashSet<>();
    boolean first = true;
    for (String word : list.split("[,\\s]+")) {
      if (word.isEmpty()) {
        continue;
      }
      boolean away = word.startsWith("-");
      if (first && away) {
        out.addAll(present);
      }
      first = false;
      List<String> named = named(away ? word.substring(1) : word, present);
      if (away) {
        named.forEach(out::remove);
      } else {
        out.addAll(named);
      }
    }
    if (first) {
      out.addAll(present);
    }
    if (out.isEmpty()) {
      throw new IllegalArgumentException("the list \"" + list + "\" leaves no layer");
    }
    return new ArrayList<>(out);
  }

  private static List<String> named(String word, List<String> present) {
    if (word.equals("all")) {
      return present;
    }
    if (present.contains(word)) {
      return List.of(word);
    }
    List<String> own = ofFaces(word, present);
    if (!own.isEmpty()) {
      return own;
    }
    if (List.of("pictures", "mattes", "data").contains(word)) {
      List<String> group =
          LayerChoice.parse(word).layers().stream()
              .filter(l -> word.equals("pictures") || l != Layer.RGBA)
              .map(Layer::id)
              .toList();
      return present.stream().filter(group::contains).toList();
    }
    throw new IllegalArgumentException(
        "the file has no layer \"" + word + "\"; it has " + String.join(", ", present));
  }

  /** Layers of faces: of one by the face's name, or as {@link LayerChoice} reads {@code each}. */
  private static List<String> ofFaces(String word, List<String> present) {
    List<Layer> each = LayerChoice.isOfEach(word) ? LayerChoice.ofEach(word) : FaceLayer.OF_A_FACE;
    return present.stream()
        .filter(
            id ->
                FaceLayer.of(id)
                    .filter(l -> LayerChoice.isOfEach(word) || l.face().equals(word))
                    .filter(l -> each.contains(l.layer()))
                    .isPresent())
        .toList();
  }

  /**
   * The parts of a new file.
   *
   * @param layers names, in order
   * @param several whether each layer gets a part of its own
   * @throws IllegalArgumentException for whole-number samples, which would lose their last bits
   */
  public static List<ExrPart> select(List<ExrPart> parts, List<String> layers, boolean several) {
    List<ExrPart> out = new ArrayList<>();
    for (String layer : layers) {
      for (ExrPart p : parts) {
        List<ExrChannel> channels =
            p.channels().stream().filter(c -> layerOf(c.name()).equals(layer)).toList();
        channels.forEach(LayerEdit::check);
        if (!channels.isEmpty()) {
          String name =
              out.stream().anyMatch(o -> o.name().equals(layer)) ? layer + out.size() : layer;
          out.add(
              new ExrPart(
                  several ? name : "",
                  p.dataWindow(),
                  p.displayWindow(),
                  p.pixelAspect(),
                  channels,
                  p.attributes()));
        }
      }
    }
    return several ? out : List.of(joined(out));
  }

  private static void check(ExrChannel c) {
    if (c.type() == ExrChannel.Type.UINT) {
      throw new IllegalArgumentException(
          "channel "
              + c.name()
              + " holds whole numbers, which pass through floats here; only half"
              + " and float are taken over");
    }
  }

  private static ExrPart joined(List<ExrPart> parts) {
    ExrPart first = parts.get(0);
    PixelRect window = PixelRect.EMPTY;
    Map<String, ExrAttribute> attributes = new LinkedHashMap<>();
    Map<String, ExrChannel> channels = new LinkedHashMap<>();
    for (ExrPart p : parts) {
      window = window.union(p.dataWindow());
      p.attributes().forEach(a -> attributes.putIfAbsent(a.name(), a));
    }
    for (ExrPart p : parts) {
      for (ExrChannel c : p.channels()) {
        ExrChannel wide = new ExrChannel(c.name(), c.type(), c.plane().crop(window));
        if (channels.put(c.name(), wide) != null) {
          throw new IllegalArgumentException(
              "two parts have a channel "
                  + c.name()
                  + ", which one part cannot hold; write several");
        }
      }
    }
    return new ExrPart(
        "",
        window,
        first.displayWindow(),
        first.pixelAspect(),
        new ArrayList<>(channels.values()),
        new ArrayList<>(attributes.values()));
  }
}
