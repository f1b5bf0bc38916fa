package org.likeness.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is fed to a model's controls. */
public final class ControlValues {
  private ControlValues() {}

  /**
   * Reads {@code id=value,id=value}; white space around the parts does not count.
   *
   * @param controls those of the model
   * @return a value for every control, the initial one where the text names none; in the model's
   *     order
   * @throws IllegalArgumentException for an unknown id, one named twice, or a value out of range
   */
  public static Map<String, Double> parse(String text, List<ModelControl> controls) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "controls has \"" + part.strip() + "\"; write id=value, parted by commas");
      }
      String id = part.substring(0, equals).strip();
      if (named.put(id, part.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException("controls names " + id + " twice");
      }
    }
    Map<String, Double> out = new LinkedHashMap<>();
    for (ModelControl c : controls) {
      String value = named.remove(c.id());
      out.put(c.id(), value == null ? c.initial() : number(c, value));
    }
    if (!named.isEmpty()) {
      throw new IllegalArgumentException(
          "the model has no control \""
              + named.keySet().iterator().next()
              + "\"; "
              + (controls.isEmpty()
                  ? "it has none"
                  : "it has "
                      + controls.stream().map(ModelControl::id).collect(Collectors.joining(", "))));
    }
    return out;
  }

  private static double number(ModelControl c, String value) {
    double v;
    try {
      v = Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "control "
              + c.id()
              + " is \""
              + value
              + "\"; it must be a number "
              + c.min()
              + " to "
              + c.max(),
          e);
    }
    return checked(c, v);
  }

  /** The value itself if it is within the control's range. */
  static double checked(ModelControl c, double v) {
    if (!(v >= c.min() && v <= c.max())) {
      throw new IllegalArgumentException(
          "control " + c.id() + " is " + v + "; it must lie within " + c.min() + " to " + c.max());
    }
    return v;
  }
}
