package org.likeness.ofx.effect;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The parameters' part of the table of effects, see {@link EffectTable}. */
final class ParamTable {
  private static final String DEFAULT = "OfxParamPropDefault";

  private final TableLines out;
  private final Set<String> declared;
  private final Set<String> made = new LinkedHashSet<>();

  private ParamTable(TableLines out, List<ParamDescriptor> params) {
    this.out = out;
    this.declared =
        params.stream()
            .filter(p -> p.kind() == ParamDescriptor.Kind.GROUP)
            .map(ParamDescriptor::name)
            .collect(Collectors.toSet());
  }

  static void write(TableLines out, List<ParamDescriptor> params) {
    ParamTable table = new ParamTable(out, params);
    params.forEach(table::param);
    List<String> pages =
        params.stream()
            .filter(p -> p.kind() == ParamDescriptor.Kind.PAGE)
            .map(ParamDescriptor::name)
            .toList();
    if (!pages.isEmpty()) {
      out.line("params");
      for (int i = 0; i < pages.size(); i++) {
        out.text("OfxPluginPropParamPageOrder", i, pages.get(i));
      }
    }
  }

  /**
   * Name of a parameter's group; one that is no parameter is defined here, before its first use.
   */
  private String parent(String group) {
    if (declared.contains(group)) {
      return group;
    }
    String name = "group" + group.replaceAll("[^A-Za-z0-9]", "");
    if (made.add(name)) {
      out.line("param", "OfxParamTypeGroup", name);
      out.labels(group);
      out.text("OfxParamPropScriptName", 0, name);
      out.flag("OfxParamPropGroupOpen", true);
    }
    return name;
  }

  private void param(ParamDescriptor p) {
    String parent = p.group().isEmpty() ? "" : parent(p.group());
    out.line("param", p.kind().ofxType(), p.name());
    out.labels(p.label());
    out.text("OfxParamPropHint", 0, p.hint());
    out.text("OfxParamPropScriptName", 0, p.name());
    if (!parent.isEmpty()) {
      out.text("OfxParamPropParent", 0, parent);
    }
    if (p.kind().hasValue()) {
      out.flag("OfxParamPropAnimates", p.animates());
    }
    value(p);
    out.values(p.extra());
  }

  private void value(ParamDescriptor p) {
    ParamDescriptor.Kind kind = p.kind();
    if (kind.isReal() || kind.isWhole()) {
      numbers(p);
    } else if (kind.numbers() == 1) {
      out.number(DEFAULT, 0, (int) p.defaultNumber());
    } else if (!kind.stringMode().isEmpty()) {
      out.text("OfxParamPropStringMode", 0, kind.stringMode());
    }
    switch (kind) {
      case CHOICE, STR_CHOICE -> {
        for (int i = 0; i < p.choices().size(); i++) {
          out.text("OfxParamPropChoiceOption", i, p.choices().get(i));
        }
        for (int i = 0; i < p.choiceNames().size(); i++) {
          out.text("OfxParamPropChoiceEnum", i, p.choiceNames().get(i));
        }
        if (kind == ParamDescriptor.Kind.STR_CHOICE) {
          out.text(DEFAULT, 0, p.defaultText());
        }
      }
      case TEXT, TEXT_LINES, LABEL, FILE, FOLDER -> out.text(DEFAULT, 0, p.defaultText());
      case OUTPUT_FILE -> {
        out.number("OfxParamPropStringFilePathExists", 0, 0);
        out.text(DEFAULT, 0, p.defaultText());
      }
      case STATUS -> {
        out.number("OfxParamPropEvaluateOnChange", 0, 0);
        out.number("OfxParamPropPersistant", 0, 0);
        out.text(DEFAULT, 0, p.defaultText());
      }
      case CUSTOM -> {
        out.text(DEFAULT, 0, p.defaultText());
        if (p.animates()) {
          out.values(
              List.of(
                  PropertyValue.of(
                      "OfxParamPropCustomCallbackV1", PropertyValue.Entry.INTERPOLATE)));
        }
      }
      case PAGE -> {
        for (int i = 0; i < p.choices().size(); i++) {
          out.text("OfxParamPropPageChild", i, p.choices().get(i));
        }
      }
      default -> {}
    }
  }

  /** Both ranges, or one host keeps the value within -1 to 1. Colours have none of their own. */
  private void numbers(ParamDescriptor p) {
    for (int i = 0; i < p.kind().numbers(); i++) {
      if (p.kind().isWhole()) {
        out.number("OfxParamPropMin", i, (int) p.min());
        out.number("OfxParamPropMax", i, (int) p.max());
        out.number("OfxParamPropDisplayMin", i, (int) p.min());
        out.number("OfxParamPropDisplayMax", i, (int) p.max());
        out.number(DEFAULT, i, p.defaults().get(i).intValue());
      } else {
        out.real("OfxParamPropMin", i, p.min());
        out.real("OfxParamPropMax", i, p.max());
        out.real("OfxParamPropDisplayMin", i, p.min());
        out.real("OfxParamPropDisplayMax", i, p.max());
        out.real(DEFAULT, i, p.defaults().get(i));
      }
    }
    if (p.kind().isReal() && !p.kind().isColour()) {
      out.text("OfxParamPropDoubleType", 0, "OfxParamDoubleTypePlain");
    }
    if (p.kind() == ParamDescriptor.Kind.DOUBLE_2D) {
      // One host takes defaults for parts of the format unless it is told otherwise.
      out.text("OfxParamPropDefaultCoordinateSystem", 0, "OfxParamCoordinatesCanonical");
    }
  }
}
