package org.likeness.train.direction;

import org.likeness.model.ModelControl;

/**
 * How a network's code changes with an attribute of a face.
 *
 * @param id of the control, {@code [a-z][a-z0-9-]*}
 * @param label what the artist reads
 * @param change of the code for a strength of 1
 */
public record Direction(String id, String label, float[] change) {
  /** The control of an exported model: −1..1, at rest 0. */
  public ModelControl control() {
    return new ModelControl(id, label, "control_" + id, -1, 1, 0);
  }

  /** What people call an attribute: its id with spaces and a capital. */
  static String label(String id) {
    String words = id.replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
