package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SwapSettingsTest {
  @Test
  void spellingsAreAContract() {
    assertThat(SwapParams.ALL.stream().map(ParamSpec::name))
        .containsExactly(
            "model",
            "identity",
            "controls",
            "analysis",
            "corrections",
            "face",
            "faces",
            "faceOrder",
            "faceShape",
            "headShape",
            "shapeLimit",
            "refiner",
            "output",
            "matteCombine",
            "matteExpression",
            "matteModel",
            "matteRefine",
            "matteRefineBand",
            "matteErode",
            "matteBlur",
            "matteErodeTop",
            "matteErodeBottom",
            "matteErodeLeft",
            "matteErodeRight",
            "matteBlurTop",
            "matteBlurBottom",
            "matteBlurLeft",
            "matteBlurRight",
            "partMouth",
            "partEyes",
            "partBrows",
            "partNose",
            "partCheeks",
            "partForehead",
            "useMatte",
            "useHoldout",
            "guideChannel",
            "colourMatch",
            "matchMode",
            "matchRegion",
            "matchSmooth",
            "plateLight",
            "plateLightSize",
            "foreheadSeam",
            "foreheadSeamWidth",
            "plateColourSpace",
            "ocioSpace",
            "ocioConfig",
            "plateDetail",
            "plateDetailSize",
            "sharpnessMatch",
            "grain",
            "shutterAngle",
            "mix",
            "writeLayers",
            "layers",
            "layerFile",
            "layerCompression");
    assertThat(SwapParams.OUTPUT_CHOICE.choices())
        .containsExactly(
            "face",
            "comp",
            "matte",
            "raw",
            "debug",
            "unpremultiplied",
            "hull",
            "learned",
            "occlusion",
            "edge",
            "stmap",
            "facemotion",
            "risk",
            "cryptoFace00",
            "cryptoFace01");
  }

  @Test
  void defaultsAreAllowedValues() {
    for (ParamSpec p : SwapParams.ALL) {
      assertThat(p.check(p.defaultValue())).isEqualTo(p.defaultValue());
      assertThat(p.hint()).endsWith(".");
    }
  }

  @Property
  void settingsSurviveTheirText(
      @ForAll @DoubleRange(min = -20, max = 20) double erode,
      @ForAll @DoubleRange(min = 0, max = 1) double mix) {
    SwapSettings s =
        SwapSettings.of(
            Map.of("matteErode", "" + erode, "mix", "" + mix, "output", "raw", "face", "left"));
    assertThat(SwapSettings.of(s.toMap())).isEqualTo(s);
    assertThat(s.matte().erode()).isEqualTo(erode);
    assertThat(s.output()).isEqualTo(OutputChoice.RAW);
  }

  @Test
  void wrongOnesAreNamedWithWhatIsAllowed() {
    assertThatThrownBy(() -> SwapSettings.of(Map.of("mixx", "1")))
        .hasMessageContaining("\"mixx\"")
        .hasMessageContaining("matteBlur");
    assertThatThrownBy(() -> SwapSettings.of(Map.of("mix", "1.5")))
        .hasMessageContaining("1.5")
        .hasMessageContaining("0.0 to 1.0");
    assertThatThrownBy(() -> SwapSettings.of(Map.of("mix", "NaN"))).hasMessageContaining("mix");
    assertThatThrownBy(() -> SwapSettings.of(Map.of("matteCombine", "expression")))
        .hasMessageContaining("matteExpression is empty");
    assertThatThrownBy(
            () ->
                SwapSettings.of(
                    Map.of("matteCombine", "expression", "matteExpression", "learned*nose")))
        .hasMessageContaining("there is no part \"nose\"");
    assertThatThrownBy(() -> SwapSettings.of(Map.of("output", "alpha")))
        .hasMessageContaining("debug");
  }
}
