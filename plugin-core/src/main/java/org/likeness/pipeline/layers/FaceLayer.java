package org.likeness.pipeline.layers;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A layer of one face of a frame, beside those of the whole frame: {@code ana_matte} with the
 * channel {@code ana_matte.A}. One underscore and the layer's name stand behind the face's, as a
 * layer's name has one dot only, before its channel; the face's own picture is {@code ana_face}.
 *
 * @param face a name of {@link #names}
 * @param layer one of {@link #OF_A_FACE}
 */
public record FaceLayer(String face, Layer layer) {
  /** What can be had of each face: all but what only the whole frame has. */
  public static final List<Layer> OF_A_FACE =
      Arrays.stream(Layer.values()).filter(l -> l != Layer.COMP && l != Layer.CRYPTO).toList();

  /** Before a word of a list: of each face. */
  static final String EACH = "each";

  private static final String PICTURE = "face";
  private static final char JOINT = '_';

  /** Its name in files, and of its part in a file of several. */
  public String id() {
    return face + JOINT + word(layer);
  }

  /** Full names of its channels. */
  public List<String> channels() {
    return layer.channels().stream()
        .map(c -> id() + "." + c.substring(c.lastIndexOf('.') + 1))
        .toList();
  }

  /** What a layer of a face is called behind the face's name and in lists. */
  static String word(Layer layer) {
    return layer == Layer.RGBA ? PICTURE : layer.id();
  }

  static Layer byWord(String word) {
    return OF_A_FACE.stream()
        .filter(l -> word(l).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no layer \""
                        + word
                        + "\" of each face; there are "
                        + String.join(", ", OF_A_FACE.stream().map(FaceLayer::word).toList())));
  }

  /** Reads a layer's name in a file; nothing where it is not one of a face. */
  public static Optional<FaceLayer> of(String id) {
    int joint = id.lastIndexOf(JOINT);
    String word = id.substring(joint + 1);
    return joint < 1
        ? Optional.empty()
        : OF_A_FACE.stream()
            .filter(l -> word(l).equals(word))
            .map(l -> new FaceLayer(id.substring(0, joint), l))
            .findFirst();
  }

  /**
   * Names that every reader takes, of names that people gave: letters and digits of ASCII parted by
   * underscores, a letter first, none twice whatever the case.
   *
   * @param given any texts, in order
   */
  public static List<String> names(List<String> given) {
    List<String> out = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String name : given) {
      String plain =
          Normalizer.normalize(name, Normalizer.Form.NFD)
              .replaceAll("\\p{M}", "")
              .replaceAll("[^A-Za-z0-9]+", "_")
              .replaceAll("^_|_$", "");
      if (!plain.matches("[A-Za-z].*")) {
        plain = plain.isEmpty() ? PICTURE : PICTURE + JOINT + plain;
      }
      String free = plain;
      for (int n = 2; !taken.add(free.toLowerCase(Locale.ROOT)); n++) {
        free = plain + JOINT + n;
      }
      out.add(free);
    }
    return List.copyOf(out);
  }
}
