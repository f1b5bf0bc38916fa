package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.image.Plane;

/** Layers of each of several faces: the same in every frame, only where they are asked for. */
class EachFaceLayersTest extends LayeredShot {
  private static final String BOTH = "id:0=negative; id:1=tint";

  @Test
  void nobodyGetsThemUnasked() throws IOException {
    List<ExrPart> parts = ExrReader.read(write(1, settings("faces", BOTH)));
    assertThat(channels(parts)).noneMatch(c -> c.contains("_"));
    assertThat(parts.get(0).attribute(LayerSet.NEAR_FIRST)).isEmpty();
  }

  @Test
  void everyFrameHasTheSameAlsoWithoutAFace() throws IOException {
    for (String file : List.of("single", "multi")) {
      SwapSettings s =
          settings("faces", BOTH, "layers", "all,-risk,each,-each_edge", "layerFile", file);
      List<ExrPart> one = ExrReader.read(write(1, s));
      List<ExrPart> none = ExrReader.read(write(3, s));
      assertThat(channels(none)).isEqualTo(channels(one)).doesNotHaveDuplicates();
      assertThat(channels(one))
          .contains("ana_face.A", "ana_raw.G", "ana_risk.A", "face1_learned.A", "face1_stmap.v")
          .as("no risk is known of this identity")
          .doesNotContain("face1_risk.A", "ana_edge.A", "risk.A");
      assertThat(one.get(0).attribute(LayerSet.NEAR_FIRST).orElseThrow().value())
          .isEqualTo("ana,face1");
      assertThat(none.get(0).attribute(LayerSet.NEAR_FIRST).orElseThrow().value()).isEqualTo("");
      for (String c : channels(none)) {
        if (c.contains("_")) {
          assertThat(plane(none, c).data()).as(c).containsOnly(0f);
        }
      }
    }
  }

  @Test
  void eachIsWhatTheFaceGivesAlone() throws IOException {
    List<ExrPart> both =
        ExrReader.read(write(2, settings("faces", BOTH, "layers", "each", "layerFile", "multi")));
    assertThat(both.stream().map(ExrPart::name))
        .startsWith("rgba", "ana_face", "ana_raw")
        .endsWith("face1_stmap", "face1_facemotion");
    for (String face : List.of("ana", "face1")) {
      SwapSettings one =
          face.equals("ana")
              ? settings("layers", "each", "layerFile", "multi")
              : settings(
                  "face", "id:1", "identity", "tint", "layers", "each", "layerFile", "multi");
      List<ExrPart> alone = ExrReader.read(write(2, one));
      int seen = 0;
      for (ExrPart p : alone.subList(1, alone.size())) {
        assertThat(p.name()).startsWith(face + "_");
        ExrPart same =
            both.stream().filter(o -> o.name().equals(p.name())).findFirst().orElseThrow();
        assertThat(same.dataWindow()).as(p.name()).isEqualTo(p.dataWindow());
        for (var c : p.channels()) {
          Plane in = same.channel(c.name()).orElseThrow().plane();
          assertThat(in.data()).as(c.name()).isEqualTo(c.plane().data());
          seen += in.data().length;
        }
      }
      assertThat(seen).isGreaterThan(5000);
    }
  }

  @Test
  void straightColoursStayWhereTheMatteIsNothing() throws IOException {
    SwapSettings s = settings("faces", BOTH, "layers", "each_face", "output", "unpremultiplied");
    List<ExrPart> parts = ExrReader.read(write(2, s));
    float[] a = plane(parts, "face1_face.A").data();
    float[] g = plane(parts, "face1_face.G").data();
    int kept = 0;
    for (int i = 0; i < a.length; i++) {
      kept += a[i] == 0 && g[i] != 0 ? 1 : 0;
    }
    assertThat(kept).isGreaterThan(20);
  }

  @Test
  void whatIsNotKnownOfAFaceIsTold() throws IOException {
    SwapSettings s = settings("faces", BOTH, "layers", "each_risk");
    assertThat(LayerSet.missing(render(1, s), s))
        .singleElement()
        .asString()
        .startsWith("face face1: the layer risk is not there");
    assertThat(LayerSet.missing(render(1, s), settings("faces", BOTH, "layers", "each"))).isEmpty();
  }

  /** Motion of a face looks at the frames beside, so a correction there counts. */
  @Test
  void theFingerprintLooksAsFarAsTheLayersDo() {
    try (FramePipeline plain = FramePipeline.open(settings("layers", "each_matte"));
        FramePipeline motion = FramePipeline.open(settings("layers", "each_facemotion"))) {
      assertThat(motion.faceSha256(1)).isNotEqualTo(plain.faceSha256(1));
    }
  }
}
