package org.likeness.ofx.effect;

import java.util.List;

/**
 * A parameter as the host shows it. Names are unique in an effect and never change, as projects
 * store them; choices are fixed when the effect is described.
 *
 * @param name unique name
 * @param label what the artist reads
 * @param hint the manual
 * @param kind kind of value
 * @param defaultNumber default of DOUBLE, of BOOLEAN (0 or 1), index of CHOICE
 * @param defaultText default of the text kinds
 * @param min least DOUBLE allowed and least shown
 * @param max greatest DOUBLE allowed and greatest shown
 * @param choices labels of CHOICE
 * @param group label of the group that it stands in, empty for none
 * @param animates whether it may change over time
 */
public record ParamDescriptor(
    String name,
    String label,
    String hint,
    Kind kind,
    double defaultNumber,
    String defaultText,
    double min,
    double max,
    List<String> choices,
    String group,
    boolean animates) {
  /** Kinds of parameter. */
  public enum Kind {
    /** A number. */
    DOUBLE("OfxParamTypeDouble", ""),
    /** Yes or no. */
    BOOLEAN("OfxParamTypeBoolean", ""),
    /** One of a list. */
    CHOICE("OfxParamTypeChoice", ""),
    /** A line of text. */
    TEXT("OfxParamTypeString", "OfxParamStringIsSingleLine"),
    /** A file that is there. */
    FILE("OfxParamTypeString", "OfxParamStringIsFilePath"),
    /** A file that will be written. */
    OUTPUT_FILE("OfxParamTypeString", "OfxParamStringIsFilePath"),
    /** A line that the effect writes. */
    STATUS("OfxParamTypeString", "OfxParamStringIsSingleLine");

    private final String ofxType;
    private final String stringMode;

    Kind(String ofxType, String stringMode) {
      this.ofxType = ofxType;
      this.stringMode = stringMode;
    }

    String ofxType() {
      return ofxType;
    }

    String stringMode() {
      return stringMode;
    }
  }

  /** Copies and checks. */
  public ParamDescriptor {
    choices = List.copyOf(choices);
    if (kind == Kind.CHOICE && choices.isEmpty()) {
      throw new IllegalArgumentException("choice parameter " + name + " has no choices");
    }
    if (kind == Kind.DOUBLE && !(min < max)) {
      throw new IllegalArgumentException(
          "parameter " + name + " has the empty range " + min + " to " + max);
    }
  }

  /** A number. */
  public static ParamDescriptor number(
      String name, String label, String hint, double def, double min, double max, String group) {
    return new ParamDescriptor(
        name, label, hint, Kind.DOUBLE, def, "", min, max, List.of(), group, true);
  }

  /** A check box; it does not animate. */
  public static ParamDescriptor flag(
      String name, String label, String hint, boolean def, String group) {
    return new ParamDescriptor(
        name, label, hint, Kind.BOOLEAN, def ? 1 : 0, "", 0, 0, List.of(), group, false);
  }

  /** A choice; it does not animate. */
  public static ParamDescriptor choice(
      String name, String label, String hint, int def, List<String> choices, String group) {
    return new ParamDescriptor(
        name, label, hint, Kind.CHOICE, def, "", 0, 0, choices, group, false);
  }

  /** A text of one of the text kinds; it does not animate. */
  public static ParamDescriptor text(
      String name, String label, String hint, Kind kind, String def, String group) {
    return new ParamDescriptor(name, label, hint, kind, 0, def, 0, 0, List.of(), group, false);
  }
}
