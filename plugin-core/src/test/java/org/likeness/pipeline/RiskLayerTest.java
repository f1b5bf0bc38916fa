package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.exr.ExrChannel;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalysis;
import org.likeness.face.ShotRisk;
import org.likeness.image.Frame;
import org.likeness.image.Plane;

/** The risk lies in the analysis and comes out in a layer. */
class RiskLayerTest {
  @TempDir Path dir;

  private static ShotAnalysis analysis() {
    List<FaceObservation> faces =
        List.of(TestPlates.track().at(1).orElseThrow(), TestPlates.track().at(2).orElseThrow());
    return new ShotAnalysis(
        Map.of(), "", List.of(1, 2, 3), List.of(new ShotAnalysis.Track(0, faces)));
  }

  @Test
  void itIsStoredBesideWhatWasFoundAndOldFilesStayAsTheyWere() throws Exception {
    Path plain = dir.resolve("plain.analysis");
    analysis().write(plain);
    ShotRisk a = new ShotRisk("a", Map.of(0, Map.of(1, 0.25, 2, 1.5)));
    ShotRisk b = new ShotRisk("b", Map.of(0, Map.of(-7, 0.1234)));
    Path risky = dir.resolve("risky.analysis");
    ShotAnalysis.read(plain).with(a).with(b).write(risky);
    ShotAnalysis read = ShotAnalysis.read(risky);
    assertThat(read.risks().get("a").at(0, 1)).hasValue(0.25);
    assertThat(read.risks().get("a").at(0, 2)).hasValue(1);
    assertThat(read.risks().get("a").at(0, 3)).isEmpty();
    assertThat(read.risks().get("b").at(0, -7)).hasValue(0.123);
    assertThat(read.toJson()).contains("\"a\": [{\"track\": 0, \"frame\": 1, \"risk\": 0.250}");
    assertThat(read.with(read.corrections()).risks()).isEqualTo(read.risks());
    Path again = dir.resolve("again.analysis");
    read.write(again);
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(risky));
    // Without risks the file is what it always was, so that older programs read it.
    assertThat(Files.readAllBytes(plain)[11]).isEqualTo((byte) 2);
    assertThat(Files.readAllBytes(risky)[11]).isEqualTo((byte) 3);
    assertThatThrownBy(() -> new ShotRisk("a", Map.of(0, Map.of(1, Double.NaN))))
        .hasMessageContaining("risk of NaN");
  }

  private static Plane channel(FrameResult r, Provenance made, String name) {
    return LayerSet.of(r, OutputChoice.FACE, SwapSettings.defaults(), List.of(), made)
        .get(0)
        .channels()
        .stream()
        .filter(c -> c.name().equals(name))
        .map(ExrChannel::plane)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void rendersCarryItInsideTheMatte() throws Exception {
    Path model = TestModels.write(dir.resolve("test.onnx"), TestModels.RIGHTS);
    Path file = dir.resolve("shot.analysis");
    analysis().with(new ShotRisk("negative", Map.of(0, Map.of(1, 0.25, 2, 0.75)))).write(file);
    for (String identity : List.of("negative", "tint")) {
      SwapSettings s =
          SwapSettings.of(
              Map.of(
                  "model",
                  model.toString(),
                  "identity",
                  identity,
                  "analysis",
                  file.toString(),
                  "matteCombine",
                  "learned"));
      try (FramePipeline p = FramePipeline.open(s)) {
        for (int frame = 1; frame <= 3; frame++) {
          Frame plate = TestPlates.plate(frame);
          FrameResult r = p.render(plate, frame, s);
          if (identity.equals("tint")) {
            assertThat(r.risk()).isNull(); // the analysis does not know this one's
            continue;
          }
          Plane risk = channel(r, Provenance.of(p, s, "test"), "risk.A");
          float[] matte = r.matte().crop(risk.rect()).data();
          float most = 0;
          for (int i = 0; i < risk.data().length; i++) {
            float wanted = new float[] {0.25f, 0.75f, 0}[frame - 1] * matte[i];
            assertThat(risk.data()[i]).isCloseTo(wanted, within(1e-6f));
            most = Math.max(most, risk.data()[i]);
          }
          assertThat(most).isCloseTo(new float[] {0.25f, 0.75f, 0}[frame - 1], within(1e-3f));
        }
      }
    }
  }
}
