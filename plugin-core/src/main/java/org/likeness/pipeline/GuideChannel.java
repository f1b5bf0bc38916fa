package org.likeness.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;
import org.likeness.image.Plane;

/** What counts of a picture that is used as a matte. */
public enum GuideChannel {
  /** Its alpha, or its luminance where it has none. */
  ALPHA,
  /** Its luminance, whatever its alpha. */
  LUMINANCE;

  /** The spelling in scripts: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All spellings. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(GuideChannel::id).toList();
  }

  /** From the spelling in scripts. */
  public static GuideChannel byId(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  /**
   * Takes the coverage out of a picture.
   *
   * @param r red, or null in a picture that has only alpha
   * @param g green, with red
   * @param b blue, with red
   * @param a alpha, or null in a picture that has only colour
   * @return alpha's own plane, or a new one
   */
  public Plane of(@Nullable Plane r, @Nullable Plane g, @Nullable Plane b, @Nullable Plane a) {
    if (r == null || g == null || b == null) {
      if (a == null) {
        throw new IllegalArgumentException("a matte needs an alpha or three colours");
      }
      return a;
    }
    return a != null && this == ALPHA ? a : luminance(r, g, b);
  }

  /** The same for a frame. */
  public Plane of(Frame f) {
    return of(f.r(), f.g(), f.b(), f.a());
  }

  /** Rec.709 weights; a grey keeps its bits. */
  private static Plane luminance(Plane r, Plane g, Plane b) {
    Plane out = Plane.zeros(r.rect());
    for (int i = 0; i < out.data().length; i++) {
      float red = r.data()[i];
      float green = g.data()[i];
      float blue = b.data()[i];
      out.data()[i] =
          red == green && green == blue ? red : 0.2126f * red + 0.7152f * green + 0.0722f * blue;
    }
    return out;
  }
}
