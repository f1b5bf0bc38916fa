package org.likeness.ofx.effect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Writes {@code effects.table}, from which the boot library describes the effects to a host without
 * starting Java. One line is one step, fields parted by tabs: {@code effect}, {@code context},
 * {@code clip}, {@code param}, and property lines {@code s}, {@code i}, {@code d} (name, index,
 * value) for what was named last. Doubles are written as their bits, since a host may have changed
 * the decimal point.
 */
public final class EffectTable {
  private final StringBuilder out = new StringBuilder("likeness-effects 1\n");

  private EffectTable() {}

  /** The table of all effects that ServiceLoader finds, in the order of their ids. */
  public static String ofInstalled() {
    return of(
        ServiceLoader.load(ImageEffect.class, EffectTable.class.getClassLoader()).stream()
            .map(p -> p.get().descriptor())
            .sorted((a, b) -> a.id().compareTo(b.id()))
            .toList());
  }

  /** The table of some effects. */
  public static String of(List<EffectDescriptor> effects) {
    EffectTable table = new EffectTable();
    effects.forEach(table::effect);
    return table.out.toString();
  }

  /**
   * Writes the table of the installed effects into a file.
   *
   * @param args the file
   */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), ofInstalled(), StandardCharsets.UTF_8);
  }

  private void effect(EffectDescriptor e) {
    line("effect", e.id(), Integer.toString(e.major()), Integer.toString(e.minor()));
    text("OfxPropLabel", 0, e.label());
    text("OfxPropShortLabel", 0, e.label());
    text("OfxPropLongLabel", 0, e.label());
    text("OfxImageEffectPluginPropGrouping", 0, e.group());
    text("OfxPropPluginDescription", 0, e.description());
    number("OfxPropVersion", 0, e.major());
    number("OfxPropVersion", 1, e.minor());
    text("OfxPropVersionLabel", 0, e.major() + "." + e.minor());
    for (int i = 0; i < e.contexts().size(); i++) {
      text("OfxImageEffectPropSupportedContexts", i, e.contexts().get(i));
    }
    text("OfxImageEffectPropSupportedPixelDepths", 0, "OfxBitDepthFloat");
    text("OfxImageEffectPluginRenderThreadSafety", 0, e.threadSafety());
    number("OfxImageEffectPluginPropSingleInstance", 0, 0);
    number("OfxImageEffectPluginPropHostFrameThreading", 0, 0);
    number("OfxImageEffectPropSupportsMultiResolution", 0, 1);
    number("OfxImageEffectPropSupportsTiles", 0, 0);
    number("OfxImageEffectPropTemporalClipAccess", 0, 0);
    number("OfxImageEffectPluginPropFieldRenderTwiceAlways", 0, 0);
    number("OfxImageEffectPropMultipleClipDepths", 0, 0);
    number("OfxImageEffectPropSupportsMultipleClipPARs", 0, 0);
    for (String context : e.contexts()) {
      line("context", context);
      e.clips().forEach(this::clip);
      Set<String> groups = new LinkedHashSet<>();
      for (ParamDescriptor p : e.params()) {
        if (!p.group().isEmpty() && groups.add(p.group())) {
          line("param", "OfxParamTypeGroup", groupName(p.group()));
          text("OfxPropLabel", 0, p.group());
          number("OfxParamPropGroupOpen", 0, 1);
        }
        param(p);
      }
    }
  }

  private void clip(ClipDescriptor c) {
    line("clip", c.name());
    for (int i = 0; i < c.components().size(); i++) {
      text("OfxImageEffectPropSupportedComponents", i, c.components().get(i));
    }
    number("OfxImageEffectPropSupportsTiles", 0, 0);
    number("OfxImageEffectPropTemporalClipAccess", 0, 0);
    if (!c.name().equals("Output")) {
      number("OfxImageClipPropOptional", 0, c.optional() ? 1 : 0);
      number("OfxImageClipPropIsMask", 0, c.mask() ? 1 : 0);
    }
  }

  private void param(ParamDescriptor p) {
    line("param", p.kind().ofxType(), p.name());
    text("OfxPropLabel", 0, p.label());
    text("OfxPropShortLabel", 0, p.label());
    text("OfxPropLongLabel", 0, p.label());
    text("OfxParamPropHint", 0, p.hint());
    text("OfxParamPropScriptName", 0, p.name());
    number("OfxParamPropAnimates", 0, p.animates() ? 1 : 0);
    if (!p.group().isEmpty()) {
      text("OfxParamPropParent", 0, groupName(p.group()));
    }
    switch (p.kind()) {
      case DOUBLE -> {
        // Both ranges, or one host keeps the value within -1 to 1.
        real("OfxParamPropMin", p.min());
        real("OfxParamPropMax", p.max());
        real("OfxParamPropDisplayMin", p.min());
        real("OfxParamPropDisplayMax", p.max());
        text("OfxParamPropDoubleType", 0, "OfxParamDoubleTypePlain");
        real("OfxParamPropDefault", p.defaultNumber());
      }
      case BOOLEAN -> number("OfxParamPropDefault", 0, (int) p.defaultNumber());
      case CHOICE -> {
        for (int i = 0; i < p.choices().size(); i++) {
          text("OfxParamPropChoiceOption", i, p.choices().get(i));
        }
        number("OfxParamPropDefault", 0, (int) p.defaultNumber());
      }
      case TEXT, FILE, OUTPUT_FILE, STATUS -> {
        text("OfxParamPropStringMode", 0, p.kind().stringMode());
        if (p.kind() == ParamDescriptor.Kind.OUTPUT_FILE) {
          number("OfxParamPropStringFilePathExists", 0, 0);
        }
        if (p.kind() == ParamDescriptor.Kind.STATUS) {
          number("OfxParamPropEvaluateOnChange", 0, 0);
          number("OfxParamPropPersistant", 0, 0);
        }
        text("OfxParamPropDefault", 0, p.defaultText());
      }
    }
  }

  private static String groupName(String label) {
    return "group" + label.replaceAll("[^A-Za-z0-9]", "");
  }

  private void text(String name, int index, String value) {
    line("s", name, Integer.toString(index), value);
  }

  private void number(String name, int index, int value) {
    line("i", name, Integer.toString(index), Integer.toString(value));
  }

  private void real(String name, double value) {
    line("d", name, "0", String.format("%016x", Double.doubleToRawLongBits(value)));
  }

  private void line(String... fields) {
    for (int i = 0; i < fields.length; i++) {
      if (i > 0) {
        out.append('\t');
      }
      out.append(fields[i].replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n"));
    }
    out.append('\n');
  }
}
