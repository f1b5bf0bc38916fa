package org.likeness.model;

/**
 * A number that an artist may turn while a model renders: a morph between identities, an expression
 * or another attribute with its strength.
 *
 * @param id spelling in settings and scripts, {@code [a-z][a-z0-9-]*}
 * @param label what the artist reads
 * @param input name of the graph's input: float32 [1]
 * @param min least value
 * @param max greatest value, above {@code min}
 * @param initial the value without a choice, within the two
 */
public record ModelControl(
    String id, String label, String input, double min, double max, double initial) {
  /** Checks names and range. */
  public ModelControl {
    if (!id.matches("[a-z][a-z0-9-]*") || input.isBlank()) {
      throw new IllegalArgumentException(
          "control \"" + id + "\" of input \"" + input + "\": an id is [a-z][a-z0-9-]*");
    }
    if (!(min < max && initial >= min && initial <= max)) {
      throw new IllegalArgumentException(
          "control "
              + id
              + " goes from "
              + min
              + " to "
              + max
              + " and starts at "
              + initial
              + ": the least must lie below the greatest and the start within them");
    }
  }
}
