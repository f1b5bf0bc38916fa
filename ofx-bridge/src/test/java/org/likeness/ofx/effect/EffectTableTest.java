package org.likeness.ofx.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.likeness.ofx.effect.ParamDescriptor.Kind;
import org.likeness.ofx.host.PixelDepth;

/** What a descriptor says is what the table says, for every kind of parameter. */
final class EffectTableTest {
  private static final List<Double> THREE = List.of(0.25, 0.5, 0.75);

  private static final List<ParamDescriptor> ALL_KINDS =
      List.of(
          ParamDescriptor.group("g", "Group", "Some.", false),
          ParamDescriptor.integer("int", "Int", "", 3, -5, 9, "g"),
          ParamDescriptor.numbers("int2", "I2", "", Kind.INTEGER_2D, List.of(1.0, 2.0), 0, 4, ""),
          ParamDescriptor.numbers(
              "int3", "I3", "", Kind.INTEGER_3D, List.of(1.0, 2.0, 3.0), 0, 4, ""),
          ParamDescriptor.number("double", "Double", "h", 0.1, -1, 2, "g")
              .shown(0, 1)
              .steps(0.5, 2),
          ParamDescriptor.numbers("double2", "D2", "", Kind.DOUBLE_2D, List.of(1.0, 2.0), 0, 4, ""),
          ParamDescriptor.numbers("double3", "D3", "", Kind.DOUBLE_3D, THREE, 0, 1, ""),
          ParamDescriptor.numbers("rgb", "RGB", "", Kind.RGB, THREE, 0, 1, ""),
          ParamDescriptor.numbers(
              "rgba", "RGBA", "", Kind.RGBA, List.of(0.0, 0.5, 1.0, 1.0), 0, 1, ""),
          ParamDescriptor.flag("bool", "Bool", "", true, "Made here"),
          ParamDescriptor.choice("choice", "Choice", "", 1, List.of("a", "b"), "Made here"),
          ParamDescriptor.strChoice(
              "strChoice", "S", "", "two", List.of("one", "two"), List.of("One", "Two"), ""),
          ParamDescriptor.text("text", "Text", "", Kind.TEXT, "a\tb\\c\nd", ""),
          ParamDescriptor.text("custom", "Custom", "", Kind.CUSTOM, "state", "").animated(true),
          ParamDescriptor.bytes("bytes", "Bytes", ""),
          ParamDescriptor.button("button", "Button", "Press.", "g"),
          ParamDescriptor.parametric("curve", "Curve", "", 3, 0, 1, "").silent(),
          ParamDescriptor.page("page", "Page", List.of("int", "OfxParamPageSkipRow", "double")));

  private static EffectDescriptor effect(List<ParamDescriptor> params) {
    return new EffectDescriptor(
        "org.test.All",
        2,
        7,
        "All",
        "Tests",
        "",
        List.of(EffectDescriptor.GENERAL),
        List.of(
            ClipDescriptor.any("Source"),
            ClipDescriptor.matte("Matte"),
            ClipDescriptor.rgba("Output")),
        params,
        EffectDescriptor.INSTANCE_SAFE,
        EffectFeatures.PLAIN
            .withDepths(PixelDepth.FLOAT, PixelDepth.BYTE)
            .withTiles()
            .withTimes()
            .withOverlay()
            .with(PropertyValue.of("org.test.Own", 0.5)));
  }

  /** The lines behind the one that begins a thing, up to the next thing. */
  private static List<String> of(String table, String head) {
    List<String> lines = Arrays.asList(table.split("\n", -1));
    int from = lines.indexOf(head);
    assertThat(from).as(head + " in\n" + table).isNotNegative();
    List<String> inside = new ArrayList<>();
    for (int i = from + 1; i < lines.size() && lines.get(i).matches("[sidp]\t.*"); i++) {
      inside.add(lines.get(i));
    }
    return inside;
  }

  private static String real(String name, int index, double value) {
    return "d\t"
        + name
        + "\t"
        + index
        + "\t"
        + String.format("%016x", Double.doubleToRawLongBits(value));
  }

  @Test
  void everyTypeOfTheStandardIsWritten() {
    String table = EffectTable.of(List.of(effect(ALL_KINDS)));
    TreeSet<String> types = new TreeSet<>();
    for (String line : table.split("\n", -1)) {
      if (line.startsWith("param\t")) {
        types.add(line.split("\t", -1)[1].substring("OfxParamType".length()));
      }
    }
    assertThat(types)
        .containsExactly(
            "Boolean",
            "Bytes",
            "Choice",
            "Custom",
            "Double",
            "Double2D",
            "Double3D",
            "Group",
            "Integer",
            "Integer2D",
            "Integer3D",
            "Page",
            "Parametric",
            "PushButton",
            "RGB",
            "RGBA",
            "StrChoice",
            "String");
  }

  @Test
  void valuesRangesAndDefaults() {
    String t = EffectTable.of(List.of(effect(ALL_KINDS)));
    assertThat(of(t, "param\tOfxParamTypeInteger\tint"))
        .contains(
            "i\tOfxParamPropMin\t0\t-5",
            "i\tOfxParamPropDisplayMax\t0\t9",
            "i\tOfxParamPropDefault\t0\t3",
            "i\tOfxParamPropAnimates\t0\t0",
            "s\tOfxParamPropParent\t0\tg");
    assertThat(of(t, "param\tOfxParamTypeDouble\tdouble"))
        .containsSubsequence(
            real("OfxParamPropDisplayMin", 0, -1), real("OfxParamPropDisplayMin", 0, 0))
        .contains(
            real("OfxParamPropMax", 0, 2),
            real("OfxParamPropDefault", 0, 0.1),
            real("OfxParamPropIncrement", 0, 0.5),
            "i\tOfxParamPropDigits\t0\t2",
            "i\tOfxParamPropAnimates\t0\t1",
            "s\tOfxParamPropHint\t0\th");
    assertThat(of(t, "param\tOfxParamTypeDouble2D\tdouble2"))
        .contains(
            real("OfxParamPropDefault", 1, 2),
            real("OfxParamPropMax", 1, 4),
            "s\tOfxParamPropDefaultCoordinateSystem\t0\tOfxParamCoordinatesCanonical");
    assertThat(of(t, "param\tOfxParamTypeRGBA\trgba")).contains(real("OfxParamPropDefault", 3, 1));
    assertThat(of(t, "param\tOfxParamTypeBoolean\tbool"))
        .contains("i\tOfxParamPropDefault\t0\t1", "s\tOfxParamPropParent\t0\tgroupMadehere");
    assertThat(of(t, "param\tOfxParamTypeStrChoice\tstrChoice"))
        .contains(
            "s\tOfxParamPropChoiceOption\t1\tTwo",
            "s\tOfxParamPropChoiceEnum\t1\ttwo",
            "s\tOfxParamPropDefault\t0\ttwo");
    assertThat(of(t, "param\tOfxParamTypeString\ttext"))
        .contains("s\tOfxParamPropDefault\t0\ta\\tb\\\\c\\nd");
    assertThat(of(t, "param\tOfxParamTypeCustom\tcustom"))
        .contains("p\tOfxParamPropCustomCallbackV1\t0\tinterpolate");
    assertThat(of(t, "param\tOfxParamTypeBytes\tbytes")).contains("i\tOfxParamPropSecret\t0\t1");
    assertThat(of(t, "param\tOfxParamTypeParametric\tcurve"))
        .contains(
            "i\tOfxParamPropParametricDimension\t0\t3",
            real("OfxParamPropParametricRange", 1, 1),
            "i\tOfxParamPropEvaluateOnChange\t0\t0");
    assertThat(of(t, "param\tOfxParamTypePage\tpage"))
        .contains("s\tOfxParamPropPageChild\t2\tdouble");
    assertThat(of(t, "params")).containsExactly("s\tOfxPluginPropParamPageOrder\t0\tpage");
  }

  @Test
  void effectAndClips() {
    String t = EffectTable.of(List.of(effect(ALL_KINDS)));
    assertThat(of(t, "effect\torg.test.All\t2\t7"))
        .contains(
            "s\tOfxImageEffectPropSupportedPixelDepths\t1\tOfxBitDepthByte",
            "i\tOfxImageEffectPropSupportsTiles\t0\t1",
            "i\tOfxImageEffectPropTemporalClipAccess\t0\t1",
            "i\tOfxImageEffectPropMultipleClipDepths\t0\t1",
            "p\tOfxImageEffectPluginPropOverlayInteractV1\t0\toverlay",
            "p\tOfxImageEffectPluginPropOverlayInteractV2\t0\toverlay",
            real("org.test.Own", 0, 0.5));
    assertThat(of(t, "clip\tMatte"))
        .contains(
            "s\tOfxImageEffectPropSupportedComponents\t0\tOfxImageComponentAlpha",
            "i\tOfxImageClipPropOptional\t0\t1",
            "i\tOfxImageClipPropIsMask\t0\t1");
    assertThat(of(t, "clip\tOutput")).noneMatch(l -> l.contains("Optional"));
  }

  @Test
  void groupsStandBeforeTheirMembersAndOnce() {
    List<String> lines = Arrays.asList(EffectTable.of(List.of(effect(ALL_KINDS))).split("\n", -1));
    String made = "param\tOfxParamTypeGroup\tgroupMadehere";
    assertThat(lines.stream().filter(made::equals)).hasSize(1);
    assertThat(lines.indexOf(made)).isLessThan(lines.indexOf("param\tOfxParamTypeBoolean\tbool"));
  }

  @Test
  void mistakesAreSentences() {
    ParamDescriptor once = ParamDescriptor.number("a", "A", "", 0, 0, 1, "");
    assertThatThrownBy(() -> effect(List.of(once, once))).hasMessage("two parameters are called a");
    assertThatThrownBy(() -> effect(List.of(ParamDescriptor.page("p", "P", List.of("none")))))
        .hasMessage("page p lists none, which is no parameter");
    assertThatThrownBy(() -> ParamDescriptor.number("a", "A", "", 0, 1, 1, ""))
        .hasMessage("parameter a has the empty range 1.0 to 1.0");
    assertThatThrownBy(() -> ParamDescriptor.choice("a", "A", "", 0, List.of(), ""))
        .hasMessage("choice parameter a has no choices");
    assertThatThrownBy(
            () -> ParamDescriptor.numbers("a", "A", "", Kind.RGB, List.of(1.0), 0, 1, ""))
        .hasMessage("parameter a needs 3 defaults, not 1");
    assertThatThrownBy(() -> PropertyValue.of("x", 1L)).hasMessageContaining("x is a class");
  }
}
