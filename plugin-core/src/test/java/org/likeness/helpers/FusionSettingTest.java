package org.likeness.helpers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.likeness.helpers.FusionTableReader.Table;

/** The settings of Fusion: their form, their wires, the channels that they name, what they make. */
class FusionSettingTest {
  /** Inputs of each tool, as Fusion's reference names them, that the settings may use. */
  private static final Map<String, Set<String>> INPUTS =
      Map.ofEntries(
          Map.entry("Loader", Set.of("PostMultiplyByAlpha")),
          Map.entry("AlphaDivide", Set.of("Input")),
          Map.entry("AlphaMultiply", Set.of("Input")),
          Map.entry("ColorGain", Set.of("Input", "GainRed", "GainGreen", "GainBlue")),
          Map.entry(
              "BrightnessContrast",
              Set.of("Input", "EffectMask", "Alpha", "Gain", "Lift", "Gamma", "Saturation")),
          Map.entry("ErodeDilate", Set.of("Input", "XAmount")),
          Map.entry("Blur", Set.of("Input", "XBlurSize")),
          Map.entry(
              "ChannelBoolean",
              Set.of("Background", "Foreground", "ToRed", "ToGreen", "ToBlue", "ToAlpha")),
          Map.entry("Merge", Set.of("Background", "Foreground", "Blend", "PerformDepthMerge")),
          Map.entry("BitmapMask", Set.of("Image", "Channel")));

  private static final String FORMAT = "Clip1.OpenEXRFormat.";

  private static Table read(String name) throws IOException {
    return FusionTableReader.of(Helpers.text("fusion/" + name + ".setting"));
  }

  /** All tools, those inside of the macro too. */
  private static Map<String, Table> tools(Table setting) {
    Map<String, Table> all = new LinkedHashMap<>();
    setting.table("Tools").fields().forEach((name, t) -> all.put(name, (Table) t));
    Table macro = setting.table("Tools").table("LikenessLayers");
    macro.table("Tools").fields().forEach((name, t) -> all.put(name, (Table) t));
    return all;
  }

  @Test
  void toolsInputsAndWiresAreWhole() throws IOException {
    for (String name : List.of("LikenessMacro", "LikenessLayers")) {
      Table setting = read(name);
      assertThat(setting.value("ActiveTool")).isEqualTo("LikenessLayers");
      Map<String, Table> all = tools(setting);
      Table macro = all.remove("LikenessLayers");
      assertThat(macro.type()).isEqualTo("MacroOperator");
      all.forEach((tool, t) -> checkTool(tool, t, all));
      Table inputs = macro.table("Inputs");
      assertThat(inputs.fields()).containsKeys("MainInput1", "MainInput2", "MainInput3");
      for (Object o : inputs.fields().values()) {
        Table i = (Table) o;
        assertThat(i.type()).isEqualTo("InstanceInput");
        Table inner = macro.table("Tools").table((String) i.value("SourceOp"));
        assertThat(INPUTS.get(inner.type())).contains((String) i.value("Source"));
        Object value = i.fields().get("Default");
        Table set = (Table) inner.table("Inputs").fields().get((String) i.value("Source"));
        if (value != null && set != null) {
          assertThat(set.value("Value")).as(i.toString()).isEqualTo(value);
        }
      }
      Table out = macro.table("Outputs").table("MainOutput1");
      assertThat(out.value("SourceOp")).isEqualTo("LikenessMatteGrade");
    }
  }

  private static void checkTool(String name, Table t, Map<String, Table> all) {
    assertThat(INPUTS).containsKey(t.type());
    assertThat(t.table("ViewInfo").type()).isEqualTo("OperatorInfo");
    t.table("Inputs")
        .fields()
        .forEach(
            (input, v) -> {
              if (!input.startsWith(FORMAT)) {
                assertThat(INPUTS.get(t.type())).as(name).contains(input);
              }
              Object from = ((Table) v).fields().get("SourceOp");
              if (from != null) {
                assertThat(all).as(name + "." + input).containsKey((String) from);
                String out = all.get((String) from).type().equals("BitmapMask") ? "Mask" : "Output";
                assertThat(((Table) v).value("Source")).isEqualTo(out);
              }
            });
  }

  @Test
  void theLoadersNameTheChannelsOfOurFiles() throws IOException {
    Map<String, Table> all = tools(read("LikenessLayers"));
    assertThat(channels(all.get("LikenessFace"))).containsExactly("R", "G", "B", "A");
    assertThat(channels(all.get("LikenessMatte"))).containsOnly("matte.A");
    all.values().stream()
        .filter(t -> t.type().equals("Loader"))
        .forEach(t -> assertThat(Helpers.inFiles()).containsAll(channels(t)));
    Table clip = (Table) all.get("LikenessFace").table("Clips").items().get(0);
    assertThat(clip.value("FormatID")).isEqualTo("OpenEXRFormat");
    assertThat(wire(all.get("LikenessDivide"), "Input")).isEqualTo("LikenessFace");
    assertThat(wire(all.get("LikenessMatteErode"), "Input")).isEqualTo("LikenessMatte");
  }

  private static List<String> channels(Table loader) {
    return List.of("Red", "Green", "Blue", "Alpha").stream()
        .map(c -> (Table) loader.table("Inputs").table(FORMAT + c + "Name").value("Value"))
        .map(
            id -> {
              assertThat(id.type()).isEqualTo("FuID");
              return (String) id.items().get(0);
            })
        .toList();
  }

  private static String wire(Table tool, String input) {
    return (String) tool.table("Inputs").table(input).value("SourceOp");
  }

  /** With the loaders or without, the macro is one. */
  @Test
  void bothFilesHoldTheSameMacro() throws IOException {
    Table alone = read("LikenessMacro").table("Tools").table("LikenessLayers");
    Table wired = read("LikenessLayers").table("Tools").table("LikenessLayers");
    wired.table("Tools").table("LikenessDivide").table("Inputs").fields().remove("Input");
    wired.table("Tools").table("LikenessMatteErode").table("Inputs").fields().remove("Input");
    assertThat(wired).isEqualTo(alone);
  }

  /** Untouched, the macro lays the face over the plate by the matte. */
  @Test
  void theMacroMakesTheComp() throws IOException {
    Map<String, Table> all = tools(read("LikenessLayers"));
    for (double matte : new double[] {0, 0.25, 1}) {
      double[] out = pixel("LikenessMatteGrade", all, matte);
      double face = matte == 0 ? 0 : 2.5;
      assertThat(out[0]).isCloseTo(face * matte + 0.8 * (1 - matte), within(1e-12));
    }
  }

  /** Colour and alpha of one pixel: plate 0.8, face 2.5 under the matte. */
  private static double[] pixel(String name, Map<String, Table> all, double matte) {
    Table t = all.get(name);
    switch (name) {
      case "LikenessFace":
        return new double[] {2.5 * matte, matte};
      case "LikenessMatte":
        return new double[] {matte, matte};
      default:
    }
    switch (t.type()) {
      case "AlphaDivide":
        double[] d = pixel(wire(t, "Input"), all, matte);
        return new double[] {d[1] == 0 ? d[0] : d[0] / d[1], d[1]};
      case "AlphaMultiply":
        double[] m = pixel(wire(t, "Input"), all, matte);
        return new double[] {m[0] * m[1], m[1]};
      case "ColorGain":
        assertThat(number(t, "GainRed")).isEqualTo(1);
        return pixel(wire(t, "Input"), all, matte);
      case "BrightnessContrast":
        assertThat(List.of(number(t, "Gain"), number(t, "Gamma"), number(t, "Saturation")))
            .containsOnly(1.0);
        assertThat(number(t, "Lift")).isEqualTo(0);
        return pixel(wire(t, "Input"), all, matte);
      case "ErodeDilate":
        assertThat(number(t, "XAmount")).isEqualTo(0);
        return pixel(wire(t, "Input"), all, matte);
      case "Blur":
        assertThat(number(t, "XBlurSize")).isEqualTo(0);
        return pixel(wire(t, "Input"), all, matte);
      case "ChannelBoolean":
        // 4 leaves a channel as it is, 3 takes the foreground's alpha.
        assertThat(List.of(number(t, "ToRed"), number(t, "ToGreen"), number(t, "ToBlue")))
            .containsOnly(4.0);
        assertThat(number(t, "ToAlpha")).isEqualTo(3);
        return new double[] {
          pixel(wire(t, "Background"), all, matte)[0], pixel(wire(t, "Foreground"), all, matte)[1]
        };
      case "Merge":
        double[] f = pixel(wire(t, "Foreground"), all, matte);
        return new double[] {f[0] + 0.8 * (1 - f[1]), 1};
      default:
        throw new IllegalArgumentException("no rule for " + t.type());
    }
  }

  private static double number(Table t, String input) {
    return (Double) t.table("Inputs").table(input).value("Value");
  }

  /** A parser that takes anything would prove nothing. */
  @Test
  void aBrokenSettingIsRefused() {
    assertThatThrownBy(() -> FusionTableReader.of("{ a = 1"))
        .hasMessageContaining("a comma or the table's end");
    assertThatThrownBy(() -> FusionTableReader.of("{ a = Merge }"))
        .hasMessageContaining("a table after Merge");
    assertThatThrownBy(() -> FusionTableReader.of("{ a = 1, a = 2 }"))
        .hasMessageContaining("one a");
    assertThatThrownBy(() -> FusionTableReader.of("{ } }")).hasMessageContaining("nothing after");
  }
}
