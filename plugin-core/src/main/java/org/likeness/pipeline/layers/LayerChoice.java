package org.likeness.pipeline.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which layers a file has, in which order: names and words for groups, parted by commas or blanks;
 * a name or word with a minus before it is taken out again. {@code rgba} is always there, and first
 * unless it is named elsewhere. The order is that of the parts in a file of several; inside a part
 * the format itself sorts channels by name.
 *
 * @param layers without doubles, never empty
 */
public record LayerChoice(List<Layer> layers) {
  /** All that can be written in a list. */
  public static final String WORDS =
      Layer.names()
          + "; all, pictures (rgba, comp, raw), mattes (matte, hull, learned, occlusion,"
          + " edge), data (stmap, facemotion, cryptoFace)";

  /** Every layer, in the table's order. */
  public static final LayerChoice ALL = new LayerChoice(List.of(Layer.values()));

  /** Copies. */
  public LayerChoice {
    layers = List.copyOf(layers);
  }

  /**
   * From the spelling in scripts; an empty list is all.
   *
   * @throws IllegalArgumentException for a word that means nothing, with those that do
   */
  public static LayerChoice parse(String text) {
    List<String> words = Arrays.stream(text.split("[,\\s]+")).filter(w -> !w.isEmpty()).toList();
    if (words.isEmpty()) {
      return ALL;
    }
    Set<Layer> out = new LinkedHashSet<>();
    if (words.get(0).startsWith("-")) {
      out.addAll(ALL.layers());
    }
    for (String word : words) {
      boolean away = word.startsWith("-");
      List<Layer> named = named(away ? word.substring(1) : word);
      if (away) {
        named.forEach(out::remove);
      } else {
        out.addAll(named);
      }
    }
    List<Layer> list = new ArrayList<>(out);
    if (!list.contains(Layer.RGBA)) {
      list.add(0, Layer.RGBA);
    }
    return new LayerChoice(list);
  }

  private static List<Layer> named(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "all" -> ALL.layers();
      case "pictures" -> only(Layer::isPicture);
      case "mattes" -> only(l -> l.isMatte() && l != Layer.RISK);
      case "data" -> only(Layer::isData);
      default -> List.of(Layer.byId(word));
    };
  }

  private static List<Layer> only(Predicate<Layer> which) {
    return ALL.layers().stream().filter(which).toList();
  }

  /** The spelling that {@link #parse} reads back. */
  @Override
  public String toString() {
    return layers.stream().map(Layer::id).collect(Collectors.joining(","));
  }
}
