package org.likeness.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One knob of the swap: the OFX parameter, the command line's {@code --set} name, the preset's key
 * and the guide's table all come from it.
 *
 * @param name spelling that scripts use; never changes
 * @param label what the artist reads
 * @param hint the manual: what it does, in which unit
 * @param type kind of value
 * @param defaultValue as text, in the spelling that {@link SwapSettings#of} reads
 * @param min least number allowed (DOUBLE only, else 0)
 * @param max greatest number allowed (DOUBLE only, else 0)
 * @param choices values allowed (CHOICE only, else empty); the first is not always the default
 * @param page the group that it stands in
 */
public record ParamSpec(
    String name,
    String label,
    String hint,
    Type type,
    String defaultValue,
    double min,
    double max,
    List<String> choices,
    String page) {
  /** Kinds of value. */
  public enum Type {
    /** Free text. */
    STRING,
    /** A file to read; empty = none. */
    FILE,
    /** A file pattern to write; empty = none. */
    OUTPUT_FILE,
    /** One of {@link ParamSpec#choices}. */
    CHOICE,
    /** A number {@code min..max}. */
    DOUBLE,
    /** A check box: {@code true} or {@code false}. */
    BOOLEAN
  }

  /** Copies the choices. */
  public ParamSpec {
    choices = List.copyOf(choices);
  }

  static ParamSpec text(
      String name, String label, Type type, String def, String page, String hint) {
    return new ParamSpec(name, label, hint, type, def, 0, 0, List.of(), page);
  }

  static ParamSpec choice(
      String name, String label, List<String> choices, String def, String page, String hint) {
    return new ParamSpec(name, label, hint, Type.CHOICE, def, 0, 0, choices, page);
  }

  static ParamSpec number(
      String name, String label, double def, double min, double max, String page, String hint) {
    return new ParamSpec(
        name, label, hint, Type.DOUBLE, Double.toString(def), min, max, List.of(), page);
  }

  static ParamSpec flag(String name, String label, boolean def, String page, String hint) {
    return new ParamSpec(
        name, label, hint, Type.BOOLEAN, Boolean.toString(def), 0, 0, List.of(), page);
  }

  /** Whether the box is checked by default (BOOLEAN only). */
  public boolean defaultFlag() {
    return Boolean.parseBoolean(defaultValue);
  }

  /** The default as a number (DOUBLE only). */
  public double defaultNumber() {
    return Double.parseDouble(defaultValue);
  }

  /** Index of the default among the choices (CHOICE only). */
  public int defaultIndex() {
    return choices.indexOf(defaultValue);
  }

  /**
   * Checks a value.
   *
   * @return the value in its plain spelling
   * @throws IllegalArgumentException with the name, the value found and the values allowed
   */
  public String check(String value) {
    switch (type) {
      case CHOICE -> {
        if (!choices.contains(value)) {
          throw new IllegalArgumentException(
              name + " is \"" + value + "\"; it can be " + String.join(", ", choices));
        }
      }
      case DOUBLE -> {
        double v;
        try {
          v = Double.parseDouble(value);
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(
              name + " is \"" + value + "\"; it must be a number " + min + " to " + max, e);
        }
        if (!(v >= min && v <= max)) {
          throw new IllegalArgumentException(
              name + " is " + value + "; it must lie within " + min + " to " + max);
        }
        return Double.toString(v);
      }
      case BOOLEAN -> {
        return switch (value.toLowerCase(Locale.ROOT)) {
          case "true", "on", "yes", "1" -> "true";
          case "false", "off", "no", "0" -> "false";
          default ->
              throw new IllegalArgumentException(
                  name + " is \"" + value + "\"; it can be true or false");
        };
      }
      case STRING, FILE, OUTPUT_FILE -> {
        // any text
      }
    }
    return value;
  }

  /** Its value among those of a render, the default where it is not named; as {@link #check}. */
  String in(Map<String, String> values) {
    return check(values.getOrDefault(name, defaultValue));
  }

  /** The same of a number. */
  double numberIn(Map<String, String> values) {
    return Double.parseDouble(in(values));
  }
}
