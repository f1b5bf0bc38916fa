package org.likeness.ofx.effect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A parameter as the host shows it. Names are unique in an effect and never change, as projects
 * store them; choices are fixed when the effect is described. Made by one of the static methods and
 * refined by the others, each of which gives a changed copy.
 *
 * @param name unique name
 * @param label what the artist reads
 * @param hint the manual
 * @param kind kind of value
 * @param defaults of the kinds with numbers: one each, BOOLEAN 0 or 1, CHOICE an index
 * @param defaultText default of the text kinds; of STR_CHOICE one of {@code choiceNames}
 * @param min least number allowed and, unless said otherwise, least shown
 * @param max greatest number allowed and, unless said otherwise, greatest shown
 * @param choices labels of CHOICE and STR_CHOICE; names of the parameters on a PAGE
 * @param choiceNames what projects store of STR_CHOICE
 * @param group name of a GROUP of the effect, or the label of a group that is made for it; empty
 *     for none
 * @param animates whether it may change over time
 * @param extra properties beyond, which win over what the others say
 */
public record ParamDescriptor(
    String name,
    String label,
    String hint,
    Kind kind,
    List<Double> defaults,
    String defaultText,
    double min,
    double max,
    List<String> choices,
    List<String> choiceNames,
    String group,
    boolean animates,
    List<PropertyValue> extra) {
  /** Kinds of parameter: the eighteen types of the standard, its strings told apart by use. */
  public enum Kind {
    /** A whole number. */
    INTEGER("Integer", 1),
    /** Two whole numbers. One host's panel broke on these. */
    INTEGER_2D("Integer2D", 2),
    /** Three whole numbers. One host's panel broke on these. */
    INTEGER_3D("Integer3D", 3),
    /** A number. */
    DOUBLE("Double", 1),
    /** Two numbers, as a point. */
    DOUBLE_2D("Double2D", 2),
    /** Three numbers. */
    DOUBLE_3D("Double3D", 3),
    /** A colour. */
    RGB("RGB", 3),
    /** A colour with alpha. */
    RGBA("RGBA", 4),
    /** Yes or no. */
    BOOLEAN("Boolean", 1),
    /** One of a list, stored as its index. */
    CHOICE("Choice", 1),
    /** One of a list, stored by name (1.5); hosts of before do not have the parameter. */
    STR_CHOICE("StrChoice", 0),
    /** A line of text. */
    TEXT("String", "OfxParamStringIsSingleLine"),
    /** Lines of text. */
    TEXT_LINES("String", "OfxParamStringIsMultiLine"),
    /** A text that is only shown; some hosts fix it when the effect is described. */
    LABEL("String", "OfxParamStringIsLabel"),
    /** A file that is there. */
    FILE("String", "OfxParamStringIsFilePath"),
    /** A file that will be written. */
    OUTPUT_FILE("String", "OfxParamStringIsFilePath"),
    /** A folder. */
    FOLDER("String", "OfxParamStringIsDirectoryPath"),
    /** A line that the effect writes. */
    STATUS("String", "OfxParamStringIsSingleLine"),
    /** A text of the effect's own that the host stores and the effect interpolates. */
    CUSTOM("Custom", 0),
    /** Bytes of the effect's own (1.5). */
    BYTES("Bytes", 0),
    /** A button; a press arrives as a change of it. */
    PUSH_BUTTON("PushButton", 0),
    /** A group of parameters. */
    GROUP("Group", 0),
    /** A page of parameters. */
    PAGE("Page", 0),
    /** Curves. */
    PARAMETRIC("Parametric", 0);

    private final String ofxType;
    private final int numbers;
    private final String stringMode;

    Kind(String type, int numbers) {
      this.ofxType = "OfxParamType" + type;
      this.numbers = numbers;
      this.stringMode = "";
    }

    Kind(String type, String stringMode) {
      this.ofxType = "OfxParamType" + type;
      this.numbers = 0;
      this.stringMode = stringMode;
    }

    /** The standard's name of the type. */
    public String ofxType() {
      return ofxType;
    }

    /** How many numbers it holds; 0 where it holds something else. */
    public int numbers() {
      return numbers;
    }

    /** The standard's name of a string's use, empty for what is no string. */
    public String stringMode() {
      return stringMode;
    }

    boolean isWhole() {
      return this == INTEGER || this == INTEGER_2D || this == INTEGER_3D;
    }

    boolean isReal() {
      return this == DOUBLE || this == DOUBLE_2D || this == DOUBLE_3D || isColour();
    }

    boolean isColour() {
      return this == RGB || this == RGBA;
    }

    boolean hasValue() {
      return this != PUSH_BUTTON && this != GROUP && this != PAGE;
    }
  }

  /** Copies and checks. */
  public ParamDescriptor {
    defaults = List.copyOf(defaults);
    choices = List.copyOf(choices);
    choiceNames = List.copyOf(choiceNames);
    extra = List.copyOf(extra);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a parameter without a name");
    }
    if ((kind == Kind.CHOICE || kind == Kind.STR_CHOICE) && choices.isEmpty()) {
      throw new IllegalArgumentException("choice parameter " + name + " has no choices");
    }
    if (kind == Kind.STR_CHOICE && choices.size() != choiceNames.size()) {
      throw new IllegalArgumentException(
          "choice parameter " + name + " needs as many names as labels");
    }
    if ((kind.isReal() || kind.isWhole()) && !(min < max)) {
      throw new IllegalArgumentException(
          "parameter " + name + " has the empty range " + min + " to " + max);
    }
    if (defaults.size() != kind.numbers()) {
      throw new IllegalArgumentException(
          "parameter " + name + " needs " + kind.numbers() + " defaults, not " + defaults.size());
    }
  }

  /** The first of the defaults, 0 where there is none. */
  public double defaultNumber() {
    return defaults.isEmpty() ? 0 : defaults.get(0);
  }

  /** Neither value nor group yet. */
  private static ParamDescriptor plain(
      String name, String label, String hint, Kind kind, List<Double> defaults, String text) {
    List<String> none = List.of();
    return new ParamDescriptor(
        name, label, hint, kind, defaults, text, 0, 1, none, none, "", false, List.of());
  }

  private static ParamDescriptor plain(String name, String label, String hint, Kind kind) {
    return plain(name, label, hint, kind, List.of(), "");
  }

  /** A number. */
  public static ParamDescriptor number(
      String name, String label, String hint, double def, double min, double max, String group) {
    return numbers(name, label, hint, Kind.DOUBLE, List.of(def), min, max, group);
  }

  /** A whole number; it does not animate. */
  public static ParamDescriptor integer(
      String name, String label, String hint, int def, int min, int max, String group) {
    return numbers(name, label, hint, Kind.INTEGER, List.of((double) def), min, max, group)
        .animated(false);
  }

  /** One of the kinds of one or more numbers. */
  public static ParamDescriptor numbers(
      String name,
      String label,
      String hint,
      Kind kind,
      List<Double> defaults,
      double min,
      double max,
      String group) {
    List<String> none = List.of();
    return new ParamDescriptor(
        name, label, hint, kind, defaults, "", min, max, none, none, group, true, List.of());
  }

  /** Yes or no; it does not animate. */
  public static ParamDescriptor flag(
      String name, String label, String hint, boolean def, String group) {
    return plain(name, label, hint, Kind.BOOLEAN, List.of(def ? 1.0 : 0.0), "").in(group);
  }

  /** A choice; it does not animate. */
  public static ParamDescriptor choice(
      String name, String label, String hint, int def, List<String> choices, String group) {
    List<Double> index = List.of((double) def);
    List<String> none = List.of();
    return new ParamDescriptor(
        name, label, hint, Kind.CHOICE, index, "", 0, 1, choices, none, group, false, List.of());
  }

  /** A choice that is stored by name; it does not animate. */
  public static ParamDescriptor strChoice(
      String name,
      String label,
      String hint,
      String def,
      List<String> names,
      List<String> labels,
      String group) {
    Kind kind = Kind.STR_CHOICE;
    return new ParamDescriptor(
        name, label, hint, kind, List.of(), def, 0, 1, labels, names, group, false, List.of());
  }

  /** A text of one of the text kinds or CUSTOM; it does not animate. */
  public static ParamDescriptor text(
      String name, String label, String hint, Kind kind, String def, String group) {
    return plain(name, label, hint, kind, List.of(), def).in(group);
  }

  /** Bytes that the host stores and nobody sees. */
  public static ParamDescriptor bytes(String name, String label, String hint) {
    return plain(name, label, hint, Kind.BYTES).secret();
  }

  /** A button; {@link ImageEffect#changed} is told of its name when it is pressed. */
  public static ParamDescriptor button(String name, String label, String hint, String group) {
    return plain(name, label, hint, Kind.PUSH_BUTTON).in(group);
  }

  /**
   * A group, to be named by its members.
   *
   * @param open whether it is unfolded at first
   */
  public static ParamDescriptor group(String name, String label, String hint, boolean open) {
    return plain(name, label, hint, Kind.GROUP)
        .with(PropertyValue.of("OfxParamPropGroupOpen", open ? 1 : 0));
  }

  /**
   * A page, which lists parameters in order.
   *
   * @param children names of parameters; {@code OfxParamPageSkipRow} leaves a row free
   */
  public static ParamDescriptor page(String name, String label, List<String> children) {
    List<String> none = List.of();
    return new ParamDescriptor(
        name, label, "", Kind.PAGE, List.of(), "", 0, 1, children, none, "", false, List.of());
  }

  /**
   * Curves over a range of positions.
   *
   * @param curves how many
   */
  public static ParamDescriptor parametric(
      String name, String label, String hint, int curves, double from, double to, String group) {
    return plain(name, label, hint, Kind.PARAMETRIC)
        .in(group)
        .with(PropertyValue.of("OfxParamPropParametricDimension", curves))
        .with(new PropertyValue("OfxParamPropParametricRange", 0, from))
        .with(new PropertyValue("OfxParamPropParametricRange", 1, to));
  }

  /** With further properties. */
  public ParamDescriptor with(PropertyValue... values) {
    List<PropertyValue> all = new ArrayList<>(extra);
    Collections.addAll(all, values);
    return copy(group, animates, all);
  }

  /** In a group. */
  public ParamDescriptor in(String newGroup) {
    return copy(newGroup, animates, extra);
  }

  /** Animating or not. */
  public ParamDescriptor animated(boolean may) {
    return copy(group, may, extra);
  }

  private ParamDescriptor copy(String newGroup, boolean may, List<PropertyValue> all) {
    return new ParamDescriptor(
        name,
        label,
        hint,
        kind,
        defaults,
        defaultText,
        min,
        max,
        choices,
        choiceNames,
        newGroup,
        may,
        all);
  }

  /** Not shown. Some hosts never show again what is described so. */
  public ParamDescriptor secret() {
    return with(PropertyValue.of("OfxParamPropSecret", 1));
  }

  /** Not to be changed. Some hosts never free again what is described so. */
  public ParamDescriptor disabled() {
    return with(PropertyValue.of("OfxParamPropEnabled", 0));
  }

  /** A change does not make the host render again. */
  public ParamDescriptor silent() {
    return with(PropertyValue.of("OfxParamPropEvaluateOnChange", 0));
  }

  /** Not stored in projects. */
  public ParamDescriptor notStored() {
    return with(PropertyValue.of("OfxParamPropPersistant", 0));
  }

  /** The range of the slider, where it is narrower than what is allowed. */
  public ParamDescriptor shown(double from, double to) {
    ParamDescriptor p = this;
    for (int i = 0; i < Math.max(1, kind.numbers()); i++) {
      Object low = kind.isWhole() ? (Object) (int) from : (Object) from;
      Object high = kind.isWhole() ? (Object) (int) to : (Object) to;
      p =
          p.with(
              new PropertyValue("OfxParamPropDisplayMin", i, low),
              new PropertyValue("OfxParamPropDisplayMax", i, high));
    }
    return p;
  }

  /** Step of the slider and digits behind the point. */
  public ParamDescriptor steps(double increment, int digits) {
    return with(
        PropertyValue.of("OfxParamPropIncrement", increment),
        PropertyValue.of("OfxParamPropDigits", digits));
  }
}
