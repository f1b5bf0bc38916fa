package org.likeness.pipeline.evaluate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure, with its limit where it has one.
 *
 * @param group what it belongs to, such as {@code faces/ana}
 * @param what measured
 * @param value NaN where it could not be measured
 * @param unit of value and limit, may be empty
 * @param bound whether the limit is one from above, one from below, or there is none
 * @param limit the limit; without meaning where there is none
 * @param note what else to know, may be empty
 */
public record AnalysisFigure(
    String group, String what, double value, String unit, Bound bound, double limit, String note) {
  /** Kinds of limits. */
  public enum Bound {
    /** Told, not judged. */
    NONE,
    /** The value must not be more. */
    AT_MOST,
    /** The value must not be less. */
    AT_LEAST
  }

  static AnalysisFigure told(String group, String what, double value, String unit, String note) {
    return new AnalysisFigure(group, what, value, unit, Bound.NONE, 0, note);
  }

  static AnalysisFigure atMost(
      String group, String what, double value, String unit, double limit, String note) {
    return new AnalysisFigure(group, what, value, unit, Bound.AT_MOST, limit, note);
  }

  static AnalysisFigure atLeast(
      String group, String what, double value, String unit, double limit, String note) {
    return new AnalysisFigure(group, what, value, unit, Bound.AT_LEAST, limit, note);
  }

  /** The same, told only. */
  AnalysisFigure withoutLimit() {
    return told(group, what, value, unit, note);
  }

  /** Whether the limit is kept; what was not measured keeps none. */
  public boolean kept() {
    return switch (bound) {
      case NONE -> true;
      case AT_MOST -> value <= limit;
      case AT_LEAST -> value >= limit;
    };
  }

  /** One line for people. */
  public String line() {
    String number = Double.isNaN(value) ? "not measured" : (number(value) + " " + unit).strip();
    String judged =
        switch (bound) {
          case NONE -> "";
          case AT_MOST -> "limit <= " + number(limit);
          case AT_LEAST -> "limit >= " + number(limit);
        };
    String verdict = kept() ? "" : Double.isNaN(value) ? "  NOT MEASURED" : "  MISSED";
    return String.format(
            Locale.ROOT,
            "  %-58s %14s  %-14s%s%s",
            what,
            number,
            judged,
            verdict,
            note.isEmpty() ? "" : "  (" + note + ")")
        .stripTrailing();
  }

  /** The same as fields of a JSON object. */
  public Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> m = new LinkedHashMap<>();
    m.put("group", group);
    m.put("what", what);
    m.put("value", Double.isNaN(value) ? null : value);
    m.put("unit", unit);
    m.put("bound", bound.name().toLowerCase(Locale.ROOT));
    m.put("limit", bound == Bound.NONE ? null : limit);
    m.put("kept", bound == Bound.NONE ? null : kept());
    m.put("note", note);
    return m;
  }

  private static String number(double v) {
    if (v == Math.rint(v) && Math.abs(v) < 1e9) {
      return Long.toString(Math.round(v));
    }
    return String.format(Locale.ROOT, Math.abs(v) < 1 ? "%.3f" : "%.2f", v);
  }
}
