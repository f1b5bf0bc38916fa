package org.likeness.effect;

import java.io.IOException;
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
import org.likeness.pipeline.Preset;
import org.likeness.pipeline.Presets;
import org.likeness.pipeline.SwapParams;
import org.likeness.pipeline.SwapSettings;

/** The knobs of the swap as a host's parameters, and back; and what only a node has. */
final class EffectParams {
  /** A line that the node writes: what model and analysis are, or what is wrong with them. */
  static final String STATUS = "status";

  /** The menu of presets; its first entry stands for knobs that are those of none. */
  static final String PRESET = "preset";

  /** A studio's own preset: a file, or the name of one in the studio's folder. */
  static final String PRESET_FILE = "presetFile";

  /** The button that analyses the plate. */
  static final String ANALYSE = "analyse";

  /** Which frames the button analyses. */
  static final String ANALYSIS_FRAMES = "analysisFrames";

  /** What the button found: a line that the node writes, and that makes the host render again. */
  static final String ANALYSED = "analysed";

  /** Whether the overlay is drawn. */
  static final String SHOW_FACES = "showFaces";

  /** Whether the pen corrects the chosen face instead of choosing one. */
  static final String CORRECT_FACE = "correctFace";

  /** The one page; parameters and pages share their names' room. */
  static final String PAGE = "pageControls";

  private static final String CUSTOM = "Custom";

  private EffectParams() {}

  /** Groups in the order of the panel, each followed by what stands in it, and one page of all. */
  static List<ParamDescriptor> descriptors() {
    Map<String, List<ParamDescriptor>> groups = new LinkedHashMap<>();
    for (String page : SwapParams.PAGES) {
      String group = groupName(page);
      List<ParamDescriptor> members = new ArrayList<>();
      members.add(ParamDescriptor.group(group, page, "", true));
      SwapParams.ALL.stream()
          .filter(p -> p.page().equals(page))
          .forEach(p -> members.add(descriptor(p)));
      groups.put(group, members);
    }
    for (ParamDescriptor p : nodeOnly()) {
      List<ParamDescriptor> members = groups.get(p.group());
      if (members == null) {
        throw new IllegalStateException("no group " + p.group());
      }
      members.add(p);
    }
    List<ParamDescriptor> list = new ArrayList<>();
    groups.values().forEach(list::addAll);
    list.add(
        ParamDescriptor.page(PAGE, "Controls", list.stream().map(ParamDescriptor::name).toList()));
    return list;
  }

  /** What a node has beside the knobs of the swap, in the order of the panel. */
  static List<ParamDescriptor> nodeOnly() {
    String swap = groupName(SwapParams.MODEL.page());
    String analysis = groupName(SwapParams.ANALYSIS.page());
    List<String> menu = new ArrayList<>(List.of(CUSTOM));
    Presets.ALL.forEach(p -> menu.add(p.label()));
    StringBuilder hints = new StringBuilder("Sets all knobs of matte, colour, finish and mix.");
    Presets.ALL.forEach(p -> hints.append(' ').append(p.label()).append(": ").append(p.hint()));
    return List.of(
        ParamDescriptor.choice(PRESET, "Preset", hints.toString(), 1, menu, swap).silent(),
        ParamDescriptor.text(
                PRESET_FILE,
                "Preset file",
                "A preset of the studio's own, which sets the same knobs: a JSON file, or the name"
                    + " of one in the studio's folder of presets. It is read when it is named"
                    + " here.",
                Kind.FILE,
                "",
                swap)
            .silent(),
        ParamDescriptor.text(
            STATUS,
            "Status",
            "What the model and the analysis are, or what is wrong with them. The node writes this"
                + " line.",
            Kind.STATUS,
            FaceSwapEffect.NONE_CHOSEN,
            swap),
        ParamDescriptor.text(
                ANALYSIS_FRAMES,
                "Frames to analyse",
                "Which frames the button analyses, such as 1001-1100 or 1,5,10-20. Empty: all that"
                    + " the host says the plate has.",
                Kind.TEXT,
                "",
                analysis)
            .silent(),
        ParamDescriptor.button(
            ANALYSE,
            "Analyse",
            "Finds, follows and steadies the faces of the plate, and writes the file that Analysis"
                + " names. The same as likeness analyse.",
            analysis),
        ParamDescriptor.text(
            ANALYSED,
            "Analysed",
            "What the button found last. The node writes this line.",
            Kind.TEXT,
            "",
            analysis),
        ParamDescriptor.flag(
                SHOW_FACES,
                "Show faces",
                "Draws box, landmarks and track of each face over the picture, where the host can."
                    + " A click into a box picks that face.",
                true,
                analysis)
            .silent(),
        ParamDescriptor.flag(
                CORRECT_FACE,
                "Correct face",
                "Where the host draws over the picture, the pen corrects the face that is replaced:"
                    + " a point is dragged to where it belongs, a drag beside the points moves the"
                    + " face as a whole. Each drag is a key on its frame; changes spread between"
                    + " keys. Needs an analysis.",
                false,
                analysis)
            .silent());
  }

  private static String groupName(String page) {
    return "group" + page;
  }

  private static ParamDescriptor descriptor(ParamSpec p) {
    return switch (p.type()) {
      case DOUBLE ->
          ParamDescriptor.number(
              p.name(),
              p.label(),
              p.hint(),
              p.defaultNumber(),
              p.min(),
              p.max(),
              groupName(p.page()));
      case CHOICE ->
          ParamDescriptor.choice(
              p.name(), p.label(), p.hint(), p.defaultIndex(), p.choices(), groupName(p.page()));
      case BOOLEAN ->
          ParamDescriptor.flag(p.name(), p.label(), p.hint(), p.defaultFlag(), groupName(p.page()));
      case STRING -> text(p, Kind.TEXT);
      // The button writes the analysis: the host's dialog must let a new file be named.
      case FILE -> text(p, p == SwapParams.ANALYSIS ? Kind.OUTPUT_FILE : Kind.FILE);
      case OUTPUT_FILE -> text(p, Kind.OUTPUT_FILE);
    };
  }

  private static ParamDescriptor text(ParamSpec p, Kind kind) {
    return ParamDescriptor.text(
        p.name(), p.label(), p.hint(), kind, p.defaultValue(), groupName(p.page()));
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
      values.put(p.name(), value(node.param(p.name()), p, time));
    }
    return SwapSettings.of(values);
  }

  private static String value(HostParam param, ParamSpec p, double time) {
    return switch (p.type()) {
      case DOUBLE -> {
        double v = param.doubleAt(time, p.defaultNumber());
        double inside = Math.min(p.max(), Math.max(p.min(), v));
        yield Double.toString(Double.isNaN(v) ? p.defaultNumber() : inside);
      }
      case CHOICE -> {
        int i = param.intAt(time, p.defaultIndex());
        yield i >= 0 && i < p.choices().size() ? p.choices().get(i) : p.defaultValue();
      }
      case BOOLEAN -> Boolean.toString(param.booleanAt(time, p.defaultFlag()));
      case STRING, FILE, OUTPUT_FILE -> param.stringAt(time, p.defaultValue()).strip();
    };
  }

  /** Sets the knobs to what the menu's entry is; the entry for none sets nothing. */
  static void applyPreset(HostEffect node, double time) {
    int i = node.param(PRESET).intAt(time, 0) - 1;
    if (i < 0 || i >= Presets.ALL.size()) {
      return;
    }
    node.param(PRESET_FILE).setString("");
    apply(node, Presets.ALL.get(i));
  }

  /**
   * Reads the file that the parameter names and sets its knobs; the menu then stands at the entry
   * for none. An empty name sets nothing.
   *
   * @throws IllegalArgumentException with a sentence, if there is no such preset or it is wrong
   */
  static void applyFile(HostEffect node, double time) {
    String text = node.param(PRESET_FILE).stringAt(time, "").strip();
    if (text.isEmpty()) {
      return;
    }
    try {
      apply(node, Presets.of(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("Preset file: " + e.getMessage(), e);
    }
    node.param(PRESET).set(0);
  }

  private static void apply(HostEffect node, Preset preset) {
    node.edit(
        "preset " + preset.label(),
        () -> preset.look().forEach((name, text) -> set(node, name, text)));
  }

  private static void set(HostEffect node, String name, String text) {
    ParamSpec p = SwapParams.BY_NAME.get(name);
    HostParam param = node.param(name);
    switch (p == null ? ParamSpec.Type.STRING : p.type()) {
      case DOUBLE -> param.set(Double.parseDouble(text));
      case CHOICE -> param.set(p == null ? 0 : p.choices().indexOf(text));
      case BOOLEAN -> param.set(Boolean.parseBoolean(text) ? 1 : 0);
      case STRING, FILE, OUTPUT_FILE -> param.setString(text);
    }
  }

  /** Turns the menu to the entry for none, where a knob is no longer the preset's. */
  static void leavePreset(HostEffect node, String knob, double time) {
    int i = node.param(PRESET).intAt(time, 0) - 1;
    if (i < 0 || i >= Presets.ALL.size()) {
      return;
    }
    String wanted = Presets.ALL.get(i).look().get(knob);
    if (wanted != null && !wanted.equals(at(node, time).toMap().get(knob))) {
      node.param(PRESET).set(0);
    }
  }
}
