package org.likeness.train.data;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a picture comes from and by what right it is used.
 *
 * @param source a shoot, a library, or null where it was not said
 * @param licence of the picture, or null
 * @param consentId number of the consent of the person in it, or null
 * @param synthetic whether it is rendered or generated: nobody has to consent then
 */
public record Papers(
    @Nullable String source,
    @Nullable String licence,
    @Nullable String consentId,
    boolean synthetic) {
  private static final Set<String> NOTHING =
      Set.of("", "unknown", "none", "n/a", "na", "-", "?", "tbd", "todo");

  /** Those of a face. */
  public static Papers of(FaceRecord face) {
    return new Papers(face.source(), face.licence(), face.consentId(), face.synthetic());
  }

  /** Whether a text says nothing: absent, blank, "unknown" and its like. */
  public static boolean unknown(@Nullable String text) {
    return text == null || NOTHING.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** What is missing, as a list of words; an empty text if nothing is. */
  public String missing() {
    StringBuilder out = new StringBuilder();
    add(out, "source", unknown(source));
    add(out, "licence", unknown(licence));
    add(out, "consent", !synthetic && unknown(consentId));
    return out.toString();
  }

  private static void add(StringBuilder out, String word, boolean missing) {
    if (missing) {
      out.append(out.length() == 0 ? "" : ", ").append(word);
    }
  }
}
