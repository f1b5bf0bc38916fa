package org.likeness.pipeline.matte;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatteExpressionTest {
  private static final Map<String, float[]> PARTS =
      Map.of(
          "learned", new float[] {0.8f},
          "hull", new float[] {0.5f},
          "occlusion", new float[] {0.25f},
          "face", new float[] {0.9f});

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "learned*hull*(1-occlusion)|0.3",
        "learned - hull - occlusion|0.05",
        "learned - (hull - occlusion)|0.55",
        "1 - 2 * occlusion|0.5",
        "max(learned, hull) * not(occlusion)|0.6",
        "min(learned,hull,)|error",
        "screen(hull, occlusion)|0.625",
        "clamp(3*learned) * 0.5|0.5",
        "-learned + 1|0.2",
        "LEARNED|0.8",
        "hull * -1|0",
        ".5|0.5",
        "learned + face|1"
      })
  void itIsWorkedOut(String text, String expected) {
    if (expected.equals("error")) {
      assertThatThrownBy(() -> MatteExpression.parse(text))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    float[] made = MatteExpression.parse(text).of(PARTS, 1);
    assertThat((double) made[0]).isCloseTo(Double.parseDouble(expected), within(1e-6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "learned *|the end|a number",
        "learned hull|\"h\" at character 9|operator",
        "(learned|the end|\")\"",
        "learned * person|\"person\"|hull, learned, occlusion",
        "min(learned)|\")\" at character 12|\",\"",
        "1..2|\"1\" at character 1|a number such as 0.5",
        "learned / hull|\"/\" at character 9|operator",
        "learned & hull|\"&\"|operator"
      })
  void whatIsWrongIsNamedWithItsPlaceAndWhatIsAllowed(String text, String found, String allowed) {
    assertThatThrownBy(() -> MatteExpression.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("matteExpression")
        .hasMessageContaining(found)
        .hasMessageContaining(allowed);
  }

  @Test
  void anEndlessNestIsRefused() {
    String deep = "(".repeat(5000) + "learned" + ")".repeat(5000);
    assertThatThrownBy(() -> MatteExpression.parse(deep)).hasMessageContaining("nested");
    String minus = "-".repeat(5000) + "learned";
    assertThatThrownBy(() -> MatteExpression.parse(minus)).hasMessageContaining("nested");
  }

  @Test
  void theNamedWaysCanBeReadAndSayWhatTheyUse() {
    for (MatteCombine c : MatteCombine.values()) {
      if (c != MatteCombine.EXPRESSION) {
        assertThat(MatteExpression.parse(c.expression()).used()).isNotEmpty();
        assertThat(MatteCombine.byId(c.id())).isEqualTo(c);
      }
    }
    assertThat(MatteExpression.parse("learned*hull*(1-occlusion)").used())
        .containsExactly("hull", "learned", "occlusion");
  }

  @Test
  void whatIsNoNumberIsNothingAndThePartsAreLeftAsTheyWere() {
    float[] learned = {Float.NaN, 1f};
    float[] made = MatteExpression.parse("learned").of(Map.of("learned", learned), 2);
    assertThat(made).containsExactly(0f, 1f);
    assertThat(learned[0]).isNaN();
  }
}
