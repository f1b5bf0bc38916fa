package org.likeness.pipeline.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.likeness.exr.ExrCompression;

class LayerChoiceTest {
  /** What Nuke keeps for itself. */
  private static final Set<String> RESERVED =
      Set.of(
          "mask",
          "rotopaint_mask",
          "depth",
          "forward",
          "backward",
          "deep",
          "disparityL",
          "disparityR",
          "motion",
          "disparity");

  @Test
  void namesAreThoseThatNukeTakes() {
    Set<String> seen = new HashSet<>();
    for (Layer l : Layer.values()) {
      assertThat(seen.add(l.id())).isTrue();
      assertThat(RESERVED).doesNotContain(l.id());
      for (String c : l.channels()) {
        assertThat(seen.add(c)).as(c).isTrue();
        if (l == Layer.RGBA) {
          assertThat(c).matches("[RGBA]");
        } else {
          assertThat(c).matches("[A-Za-z][A-Za-z0-9_]*\\.[A-Za-z]").startsWith(l.id());
          assertThat(RESERVED).doesNotContain(c.replaceFirst("\\..*", ""));
        }
        if (l.isMatte()) {
          assertThat(c).endsWith(".A");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "all;rgba,comp,raw,matte,hull,learned,occlusion,edge,stmap,facemotion,risk,cryptoFace",
        "'';rgba,comp,raw,matte,hull,learned,occlusion,edge,stmap,facemotion,risk,cryptoFace",
        "matte;rgba,matte",
        "stmap, matte rgba;stmap,matte,rgba",
        "matte,matte;rgba,matte",
        "all,-data,-mattes;rgba,comp,raw,risk",
        "-pictures,-mattes;rgba,stmap,facemotion,risk,cryptoFace",
        "data,comp,-stmap;rgba,facemotion,cryptoFace,comp"
      })
  void listsAreRead(String text, String layers) {
    LayerChoice choice = LayerChoice.parse(text);
    assertThat(choice).hasToString(layers);
    assertThat(LayerChoice.parse(choice.toString())).isEqualTo(choice);
  }

  @Test
  void anUnknownWordIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> LayerChoice.parse("comp,mate"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"mate\"")
        .hasMessageContaining("facemotion");
  }

  @Test
  void numbersAreNeverPackedWithLoss() {
    for (ExrCompression c : ExrCompression.values()) {
      LayerFile one = new LayerFile(LayerFile.Form.SINGLE, c);
      LayerFile many = new LayerFile(LayerFile.Form.MULTI, c);
      one.check(LayerChoice.parse("all,-data"));
      many.check(LayerChoice.ALL);
      assertThat(many.of(Layer.COMP)).isEqualTo(c);
      assertThat(LayerFile.isLossless(many.of(Layer.STMAP))).isTrue();
      if (LayerFile.isLossless(c)) {
        one.check(LayerChoice.ALL);
        assertThat(many.of(Layer.CRYPTO)).isEqualTo(c);
      } else {
        assertThatThrownBy(() -> one.check(LayerChoice.ALL))
            .hasMessageContaining("stmap, facemotion, cryptoFace")
            .hasMessageContaining("layers=all,-data")
            .hasMessageContaining("layerFile=multi");
      }
    }
  }
}
