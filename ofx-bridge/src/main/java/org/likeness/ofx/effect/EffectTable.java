package org.likeness.ofx.effect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Writes {@code effects.table}, from which the boot library describes the effects to a host without
 * starting Java. One line is one step, fields parted by tabs: {@code effect}, {@code context},
 * {@code clip}, {@code param}, {@code params}, and property lines {@code s}, {@code i}, {@code d},
 * {@code p} (name, index, value) for what was named last. Doubles are written as their bits, since
 * a host may have changed the decimal point; a {@code p} names an entry point of the boot library.
 */
public final class EffectTable {
  private final TableLines out = new TableLines("likeness-effects 1");

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
    out.line("effect", e.id(), Integer.toString(e.major()), Integer.toString(e.minor()));
    out.labels(e.label());
    out.text("OfxImageEffectPluginPropGrouping", 0, e.group());
    out.text("OfxPropPluginDescription", 0, e.description());
    out.number("OfxPropVersion", 0, e.major());
    out.number("OfxPropVersion", 1, e.minor());
    out.text("OfxPropVersionLabel", 0, e.major() + "." + e.minor());
    for (int i = 0; i < e.contexts().size(); i++) {
      out.text("OfxImageEffectPropSupportedContexts", i, e.contexts().get(i));
    }
    out.text("OfxImageEffectPluginRenderThreadSafety", 0, e.threadSafety());
    out.number("OfxImageEffectPluginPropSingleInstance", 0, 0);
    out.number("OfxImageEffectPluginPropHostFrameThreading", 0, 0);
    out.number("OfxImageEffectPluginPropFieldRenderTwiceAlways", 0, 0);
    out.number("OfxImageEffectPropSupportsMultipleClipPARs", 0, 0);
    features(e.features());
    for (String context : e.contexts()) {
      out.line("context", context);
      e.clips().forEach(c -> clip(c, e.features()));
      ParamTable.write(out, e.params());
    }
  }

  private void features(EffectFeatures f) {
    for (int i = 0; i < f.depths().size(); i++) {
      out.text("OfxImageEffectPropSupportedPixelDepths", i, f.depths().get(i).ofxName());
    }
    out.flag("OfxImageEffectPropSupportsMultiResolution", f.multiResolution());
    out.flag("OfxImageEffectPropSupportsTiles", f.tiles());
    out.flag("OfxImageEffectPropTemporalClipAccess", f.temporal());
    out.flag("OfxImageEffectPropMultipleClipDepths", f.multipleDepths());
    if (f.sequential() != 0) {
      out.number("OfxImageEffectInstancePropSequentialRender", 0, f.sequential());
    }
    if (f.overlay()) {
      PropertyValue.Entry entry = PropertyValue.Entry.OVERLAY;
      out.values(
          List.of(
              PropertyValue.of("OfxImageEffectPluginPropOverlayInteractV1", entry),
              PropertyValue.of("OfxImageEffectPluginPropOverlayInteractV2", entry)));
    }
    out.values(f.extra());
  }

  private void clip(ClipDescriptor c, EffectFeatures f) {
    out.line("clip", c.name());
    for (int i = 0; i < c.components().size(); i++) {
      out.text("OfxImageEffectPropSupportedComponents", i, c.components().get(i));
    }
    out.flag("OfxImageEffectPropSupportsTiles", f.tiles());
    out.flag("OfxImageEffectPropTemporalClipAccess", f.temporal());
    if (!c.name().equals("Output")) {
      out.flag("OfxImageClipPropOptional", c.optional());
      out.flag("OfxImageClipPropIsMask", c.mask());
    }
    out.values(c.extra());
  }
}
