package org.likeness.effect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.likeness.ofx.effect.ParamDescriptor;
import org.likeness.ofx.effect.ParamDescriptor.Kind;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostParam;
import org.likeness.pipeline.OutputChoice;
import org.likeness.pipeline.ParamSpec;
import org.likeness.pipeline.SwapParams;
import org.likeness.pipeline.SwapSettings;

/** The knobs of the swap as a host's parameters, and back. */
final class EffectParams {
  /** A line that the node writes: what model and analysis are, or what is wrong with them. */
  static final String STATUS = "status";

  private EffectParams() {}

  static List<ParamDescriptor> descriptors() {
    List<ParamDescriptor> list = new ArrayList<>();
    for (ParamSpec p : SwapParams.ALL) {
      list.add(descriptor(p));
    }
    list.add(
        ParamDescriptor.text(
            STATUS,
            "Status",
            "What the model and the analysis are, or what is wrong with them. The node writes this"
                + " line.",
            Kind.STATUS,
            "",
            SwapParams.MODEL.page()));
    return list;
  }

  private static ParamDescriptor descriptor(ParamSpec p) {
    return switch (p.type()) {
      case DOUBLE ->
          ParamDescriptor.number(
              p.name(), p.label(), p.hint(), p.defaultNumber(), p.min(), p.max(), p.page());
      case CHOICE ->
          ParamDescriptor.choice(
              p.name(), p.label(), p.hint(), p.defaultIndex(), p.choices(), p.page());
      case BOOLEAN ->
          ParamDescriptor.flag(p.name(), p.label(), p.hint(), p.defaultFlag(), p.page());
      case STRING -> text(p, Kind.TEXT);
      case FILE -> text(p, Kind.FILE);
      case OUTPUT_FILE -> text(p, Kind.OUTPUT_FILE);
    };
  }

  private static ParamDescriptor text(ParamSpec p, Kind kind) {
    return ParamDescriptor.text(p.name(), p.label(), p.hint(), kind, p.defaultValue(), p.page());
  }

  /**
   * Whether the plate passes as it is: no model is chosen yet, or a comp is faded out altogether.
   */
  static boolean passes(SwapSettings s) {
    return s.model().isBlank()
        || (s.output() == OutputChoice.COMP && s.mix() == 0 && s.writeLayers().isBlank());
  }

  /**
   * The knobs as they stand at a time. Numbers outside a range, which some hosts let pass, are
   * taken to its end.
   */
  static SwapSettings at(HostEffect node, double time) {
    Map<String, String> values = new LinkedHashMap<>();
    for (ParamSpec p : SwapParams.ALL) {
      HostParam param = node.param(p.name());
      values.put(
          p.name(),
          switch (p.type()) {
            case DOUBLE -> {
              double v = param.doubleAt(time, p.defaultNumber());
              double inside = Math.min(p.max(), Math.max(p.min(), v));
              yield Double.toString(Double.isNaN(v) ? p.defaultNumber() : inside);
            }
            case CHOICE -> {
              int i = param.intAt(time, p.defaultIndex());
              yield i >= 0 && i < p.choices().size() ? p.choices().get(i) : p.defaultValue();
            }
            case BOOLEAN -> Boolean.toString(param.intAt(time, p.defaultFlag() ? 1 : 0) != 0);
            case STRING, FILE, OUTPUT_FILE -> param.stringAt(time, p.defaultValue()).strip();
          });
    }
    return SwapSettings.of(values);
  }
}
