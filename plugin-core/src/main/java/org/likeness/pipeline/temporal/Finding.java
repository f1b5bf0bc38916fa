package org.likeness.pipeline.temporal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Something to look at.
 *
 * @param kind what
 * @param first frame
 * @param last frame
 * @param frame the one that shows it best
 * @param value how much; NaN for what is missing
 * @param limit from where on it counts; NaN the same
 * @param sentence for people
 */
public record Finding(
    Kind kind, int first, int last, int frame, double value, double limit, String sentence) {
  /** What can be found. */
  public enum Kind {
    /** A frame that is not there, cannot be read or has no face. */
    MISSING,
    /** The picture or the identity jumps. */
    FLASH,
    /** The face slowly becomes another one. */
    DRIFT,
    /** The matte trembles or jumps. */
    FLICKER,
    /** The face's colour goes up and down. */
    PUMPING;

    /** The spelling in options and files. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** All spellings. */
    public static List<String> ids() {
      return Arrays.stream(values()).map(Kind::id).toList();
    }
  }

  /** How far over its limit it is; what is missing comes first. */
  public double severity() {
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value / limit;
  }
}
