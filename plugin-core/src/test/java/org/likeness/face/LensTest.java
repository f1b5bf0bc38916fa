package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LensTest {
  @Test
  void widthsAndMillimetresAreRead() {
    assertThat(Lens.parse("2.76").focal()).isEqualTo(2.76);
    assertThat(Lens.parse("75/25").focal()).isCloseTo(3, within(1e-12));
    assertThat(Lens.parse(" 75mm / 25 mm ").focal()).isCloseTo(3, within(1e-12));
    assertThat(Lens.parse("75/25").from()).contains("75/25");
  }

  @Test
  void whatIsNoFocalLengthIsRefusedWithASentence() {
    for (String text : new String[] {"", "50mm", "50/", "a/b", "1/2/3", "-2", "0", "NaN", "50/0"}) {
      assertThatThrownBy(() -> Lens.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("focal length");
    }
  }

  @Test
  void anAnalysisKeepsIt() {
    Lens lens = Lens.parse("75/27.2");
    assertThat(Lens.of(lens.settings())).isEqualTo(lens);
    assertThat(Lens.of(Map.of("program", "x"))).isEqualTo(Lens.ASSUMED);
  }
}
