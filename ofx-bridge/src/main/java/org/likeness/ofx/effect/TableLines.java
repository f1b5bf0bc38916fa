package org.likeness.ofx.effect;

import java.util.List;

/** Lines of the table of effects, see {@link EffectTable}. */
final class TableLines {
  private final StringBuilder out;

  TableLines(String first) {
    out = new StringBuilder(first).append('\n');
  }

  @Override
  public String toString() {
    return out.toString();
  }

  void text(String name, int index, String value) {
    line("s", name, Integer.toString(index), value);
  }

  void number(String name, int index, int value) {
    line("i", name, Integer.toString(index), Integer.toString(value));
  }

  void flag(String name, boolean value) {
    number(name, 0, value ? 1 : 0);
  }

  void real(String name, int index, double value) {
    line(
        "d",
        name,
        Integer.toString(index),
        String.format("%016x", Double.doubleToRawLongBits(value)));
  }

  void labels(String label) {
    text("OfxPropLabel", 0, label);
    text("OfxPropShortLabel", 0, label);
    text("OfxPropLongLabel", 0, label);
  }

  void values(List<PropertyValue> values) {
    for (PropertyValue v : values) {
      if (v.value() instanceof Integer i) {
        number(v.name(), v.index(), i);
      } else if (v.value() instanceof Double d) {
        real(v.name(), v.index(), d);
      } else if (v.value() instanceof PropertyValue.Entry e) {
        line("p", v.name(), Integer.toString(v.index()), e.word());
      } else {
        text(v.name(), v.index(), v.value().toString());
      }
    }
  }

  /** One line; what would part fields or lines is escaped. */
  void line(String... fields) {
    for (int i = 0; i < fields.length; i++) {
      if (i > 0) {
        out.append('\t');
      }
      out.append(fields[i].replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n"));
    }
    out.append('\n');
  }
}
