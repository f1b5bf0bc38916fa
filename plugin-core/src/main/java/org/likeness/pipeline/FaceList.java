package org.likeness.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceChoice;

/** Several faces of a plate and whom each becomes: {@code FACE=IDENTITY[@FILE]; ...}. */
final class FaceList {
  private static final Pattern ENTRY = Pattern.compile("(.+?) *= *([a-z0-9-]*) *(?:@ *(.+))?");

  private FaceList() {}

  /**
   * One of them.
   *
   * @param face as {@link FaceChoice} reads it
   * @param identity id, or empty for the model's only one
   * @param model file, or null for the settings' own
   */
  record Entry(String face, String identity, @Nullable String model) {}

  /**
   * Reads a list.
   *
   * @return empty for an empty text
   * @throws IllegalArgumentException with what is wrong
   */
  static List<Entry> parse(String text) {
    List<Entry> out = new ArrayList<>();
    for (String part : text.split(";")) {
      String p = part.strip();
      if (p.isEmpty()) {
        continue;
      }
      Matcher m = ENTRY.matcher(p);
      if (!m.matches()) {
        throw new IllegalArgumentException(
            "faces: \"" + p + "\" is not FACE=IDENTITY or FACE=IDENTITY@FILE, such as id:0=ana");
      }
      String face = FaceChoice.parse(m.group(1)).toString();
      for (Entry e : out) {
        if (e.face().equals(face)) {
          throw new IllegalArgumentException("faces: " + face + " is there twice");
        }
      }
      out.add(new Entry(face, m.group(2), m.group(3)));
    }
    return List.copyOf(out);
  }

  /** A list as others may read it: files by their names, without a machine's folders. */
  static String listed(String text) {
    return parse(text).stream()
        .map(
            e ->
                named(e.face())
                    + "="
                    + e.identity()
                    + (e.model() == null ? "" : "@" + Path.of(e.model()).getFileName()))
        .collect(Collectors.joining("; "));
  }

  /** A choice of a face in the same way. */
  static String named(String face) {
    FaceChoice choice = FaceChoice.parse(face);
    return choice.kind() == FaceChoice.Kind.LIKE
        ? "like:" + Path.of(choice.text()).getFileName()
        : face;
  }

  /** The settings of each face by itself; those given where the list is empty. */
  static List<SwapSettings> each(SwapSettings s) {
    List<Entry> entries = parse(s.faces().faces());
    if (entries.isEmpty()) {
      return List.of(s);
    }
    SwapSettings one = s.with(FaceParams.FACES, "");
    return entries.stream()
        .map(
            e -> {
              SwapSettings own =
                  one.with(SwapParams.FACE, e.face()).with(SwapParams.IDENTITY, e.identity());
              return e.model() == null ? own : own.with(SwapParams.MODEL, e.model());
            })
        .toList();
  }
}
