package org.likeness.face;

import java.util.Locale;
import java.util.Map;

/**
 * The lens that a shot's poses are measured by: how far off the camera's axis a face lies follows
 * from its place in the picture and from the focal length.
 *
 * @param focal length in widths of the picture, {@link #LEAST} to {@link #MOST}
 * @param from where it is known from, a phrase
 */
public record Lens(double focal, String from) {
  /** The shortest focal length: a picture that is 157 degrees wide. */
  public static final double LEAST = 0.1;

  /** The longest. */
  public static final double MOST = 1000;

  /** Where nothing is known: 50 mm on Super 35. */
  public static final Lens ASSUMED =
      new Lens(CropAnchors.FOCAL, "assumed: 50 mm on a picture of 24.9 mm");

  private static final String KEY = "focal length";
  private static final String UNIT = " widths";

  /** Checks the range. */
  public Lens {
    if (!(focal >= LEAST && focal <= MOST)) {
      throw new IllegalArgumentException(
          "a focal length of "
              + focal
              + " picture widths: "
              + LEAST
              + " to "
              + (int) MOST
              + " are possible");
    }
  }

  /**
   * As an artist says it: widths of the picture ({@code 2.76}), or millimetres over the width of
   * the sensor's part that the picture shows ({@code 75/27.2}, units may stand there: {@code
   * 75mm/27.2mm}).
   *
   * @throws IllegalArgumentException with a sentence
   */
  public static Lens parse(String text) {
    String[] parts = text.trim().toLowerCase(Locale.ROOT).split("/", -1);
    try {
      if (parts.length == 1 && !parts[0].endsWith("mm")) {
        return new Lens(Double.parseDouble(parts[0]), "given");
      }
      if (parts.length == 2) {
        return new Lens(millimetres(parts[0]) / millimetres(parts[1]), "given as " + text.trim());
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "\""
            + text
            + "\" is no focal length: widths of the picture, such as 2.76, or millimetres over the"
            + " sensor's width, such as 75/27.2, are");
  }

  private static double millimetres(String text) {
    String t = text.trim();
    return Double.parseDouble(t.endsWith("mm") ? t.substring(0, t.length() - 2) : t);
  }

  /** As an analysis keeps it among its settings. */
  public Map<String, String> settings() {
    return Map.of(KEY, focal + UNIT + ", " + from);
  }

  /**
   * From an analysis's settings; what was assumed before lenses were kept, if they say nothing.
   *
   * @throws IllegalArgumentException if they say what no program writes
   */
  public static Lens of(Map<String, String> settings) {
    String text = settings.get(KEY);
    if (text == null) {
      return ASSUMED;
    }
    int end = text.indexOf(UNIT + ", ");
    try {
      return new Lens(
          Double.parseDouble(text.substring(0, Math.max(0, end))),
          text.substring(end + UNIT.length() + 2));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no focal length of an analysis", e);
    }
  }
}
