package org.likeness.pipeline.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
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
        "data,comp,-stmap;rgba,facemotion,cryptoFace,comp",
        "each_matte,comp;rgba,comp,each_matte",
        "each_stmap,matte,each_face,each_stmap;rgba,matte,each_stmap,each_face",
        "each,-each_data,-each_pictures,-each_mattes;rgba,each_risk",
        "each_all,-each_mattes,-each_risk;rgba,each_face,each_raw,each_stmap,each_facemotion"
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
  void whatOnlyTheWholeFrameHasIsNoneOfEachFace() {
    for (String word : new String[] {"each_comp", "each_cryptoFace", "each_rgba", "each_mate"}) {
      assertThatThrownBy(() -> LayerChoice.parse(word))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"" + word.substring(5) + "\" of each face")
          .hasMessageContaining("face, raw, matte");
    }
    assertThat(LayerChoice.ALL.each()).as("nobody asked").isEmpty();
  }

  @Test
  void facesHaveNamesThatReadersTake() {
    List<String> names =
        FaceLayer.names(
            List.of(
                "ana",
                "Ana",
                "J\u00f6rg (stunt)",
                "face0",
                "3rd man",
                "",
                "\u8001\u5e2b",
                "a_matte"));
    assertThat(names)
        .containsExactly(
            "ana", "Ana_2", "Jorg_stunt", "face0", "face_3rd_man", "face", "face_2", "a_matte");
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      for (Layer l : FaceLayer.OF_A_FACE) {
        FaceLayer own = new FaceLayer(name, l);
        assertThat(FaceLayer.of(own.id())).contains(own);
        for (String c : own.channels()) {
          assertThat(seen.add(c)).as(c).isTrue();
          assertThat(c).matches("[A-Za-z][A-Za-z0-9_]*\\.[A-Za-z]").startsWith(own.id() + ".");
        }
      }
    }
    for (Layer l : Layer.values()) {
      assertThat(FaceLayer.of(l.id())).isEmpty();
      assertThat(l.id()).as("the last one parts face and layer").doesNotContain("_");
    }
    assertThat(FaceLayer.of("deep_matte_x")).isEmpty();
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
      assertThat(LayerFile.isLossless(many.of("ana_stmap"))).isTrue();
      assertThat(many.of("ana_face")).isEqualTo(c);
      if (LayerFile.isLossless(c)) {
        one.check(LayerChoice.ALL);
        assertThat(many.of(Layer.CRYPTO)).isEqualTo(c);
      } else {
        assertThatThrownBy(() -> one.check(LayerChoice.ALL))
            .hasMessageContaining("stmap, facemotion, cryptoFace")
            .hasMessageContaining("layers=all,-data")
            .hasMessageContaining("layerFile=multi");
        assertThatThrownBy(() -> one.check(LayerChoice.parse("each")))
            .hasMessageContaining("each_stmap, each_facemotion")
            .hasMessageContaining(",-each_data");
        one.check(LayerChoice.parse("all,-data,each,-each_data"));
      }
    }
  }
}
