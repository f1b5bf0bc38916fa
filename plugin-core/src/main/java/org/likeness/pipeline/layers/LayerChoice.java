package org.likeness.pipeline.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which layers a file has, in which order: names and words for groups, parted by commas or blanks;
 * a name or word with a minus before it is taken out again. {@code rgba} is always there, and first
 * unless it is named elsewhere. The order is that of the parts in a file of several; inside a part
 * the format itself sorts channels by name. With {@code each_} before it a name or word means
 * layers of each face, {@code each} alone all of them; those stand behind the others, face by face.
 *
 * @param layers of the whole frame, without doubles, never empty
 * @param each of each face, without doubles; empty unless they are asked for
 */
public record LayerChoice(List<Layer> layers, List<Layer> each) {
  /** All that can be written in a list. */
  public static final String WORDS =
      Layer.names()
          + "; all, pictures (rgba, comp, raw), mattes (matte, hull, learned, occlusion,"
          + " edge), data (stmap, facemotion, cryptoFace); each, or each_ before one of these, for"
          + " those of each face: each_face, each_matte, each_mattes";

  /** Every layer of the whole frame, in the table's order. */
  public static final LayerChoice ALL = new LayerChoice(List.of(Layer.values()), List.of());

  /** Copies. */
  public LayerChoice {
    layers = List.copyOf(layers);
    each = List.copyOf(each);
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
    Set<Layer> each = new LinkedHashSet<>();
    if (words.get(0).startsWith("-")) {
      out.addAll(ALL.layers());
    }
    for (String word : words) {
      boolean away = word.startsWith("-");
      String name = away ? word.substring(1) : word;
      boolean own = isOfEach(name);
      List<Layer> named = own ? ofEach(name) : named(name);
      Set<Layer> in = own ? each : out;
      if (away) {
        named.forEach(in::remove);
      } else {
        in.addAll(named);
      }
    }
    List<Layer> list = new ArrayList<>(out);
    if (!list.contains(Layer.RGBA)) {
      list.add(0, Layer.RGBA);
    }
    return new LayerChoice(list, List.copyOf(each));
  }

  /** Whether a word of a list means layers of each face. */
  static boolean isOfEach(String word) {
    return word.equals(FaceLayer.EACH) || word.startsWith(FaceLayer.EACH + "_");
  }

  /** What such a word means. */
  static List<Layer> ofEach(String word) {
    String rest = word.substring(Math.min(word.length(), FaceLayer.EACH.length() + 1));
    return switch (rest.toLowerCase(Locale.ROOT)) {
      case "", "all" -> FaceLayer.OF_A_FACE;
      case "pictures", "mattes", "data" ->
          named(rest).stream().filter(FaceLayer.OF_A_FACE::contains).toList();
      default -> List.of(FaceLayer.byWord(rest));
    };
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

  /** Whether a layer is wanted, of the whole frame or of each face. */
  public boolean has(Layer layer) {
    return layers.contains(layer) || each.contains(layer);
  }

  /** Names as a list has them, those of each face with {@code each_} before them. */
  public List<String> ids() {
    return Stream.concat(
            layers.stream().map(Layer::id),
            each.stream().map(l -> FaceLayer.EACH + "_" + FaceLayer.word(l)))
        .toList();
  }

  /** The spelling that {@link #parse} reads back. */
  @Override
  public String toString() {
    return ids().stream().collect(Collectors.joining(","));
  }
}
