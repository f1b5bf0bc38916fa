package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.colour.ColourEncoding;
import org.likeness.face.FaceObservation;
import org.likeness.face.HeadPose;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.model.ModelFile;
import org.likeness.model.ModelManifest;
import org.likeness.model.SwapModel;

class IdentityToneTest {
  private static final float GREY = 0.2f;
  private static final List<Float> TONE = List.of(0.8f, 0.7f, 0.6f);

  @TempDir static Path dir;
  private static Path plain;
  private static Path toned;

  @BeforeAll
  static void models() throws Exception {
    plain = TestModels.write(dir.resolve("plain.onnx"), TestModels.RIGHTS);
    ModelManifest m = ModelFile.readManifest(plain).withTone("tint", TONE);
    toned = dir.resolve("toned.onnx");
    Files.write(toned, ModelFile.withManifest(Files.readAllBytes(plain), m));
  }

  private static Frame plate() {
    Plane grey = Plane.filled(PixelRect.ofSize(TestPlates.WIDTH, TestPlates.HEIGHT), GREY);
    return Frame.opaque(grey, grey, grey);
  }

  /** Light of the face's middle with a model and a mode. */
  private static double[] middle(Path model, String mode) {
    Map<String, String> m = new HashMap<>();
    m.put("model", model.toString());
    m.put("identity", "tint");
    m.put("matchMode", mode);
    m.put("matteCombine", "learned");
    SwapSettings s = SwapSettings.of(m);
    try (FramePipeline p = FramePipeline.open(s)) {
      Frame comp = p.render(plate(), 1, TestPlates.track(), s).comp();
      return new double[] {comp.r().get(92, 60), comp.g().get(92, 60), comp.b().get(92, 60)};
    }
  }

  @Test
  void theModelPaintsBothFromOnePictureAndWhatItGetsWrongOfTheLightCancels() {
    FaceObservation face = TestPlates.face(1, 92, 60, 60);
    try (SwapModel tint = SwapModel.open(plain, "tint");
        SwapModel negative = SwapModel.open(plain, "negative")) {
      IdentityTone measured = new IdentityTone(tint, negative);
      FaceObservation turned =
          new FaceObservation(0, 1, 1f, face.landmarks(), new HeadPose(40, 0, 0), face.flags());
      assertThat(measured.add(plate(), turned)).isFalse();
      assertThat(measured.tone()).isEmpty();
      assertThat(measured.add(plate(), face)).isTrue();
      assertThat(measured.count()).isEqualTo(1);
      ColourEncoding e = ColourEncoding.byName("film-shoulder-v1");
      float[] gains = {1f, 0.6f, 0.3f};
      for (int c = 0; c < 3; c++) {
        float ours = e.decode(gains[c] * e.encode(GREY));
        float theirs = e.decode(1 - e.encode(GREY));
        assertThat(measured.tone().orElseThrow().get(c)).isCloseTo(ours / theirs, within(1e-3f));
      }
    }
  }

  @Test
  void gainKeepsASkinThatTheModelKnowsAndToneDoesNot() {
    double[] known = middle(toned, "gain");
    for (int c = 0; c < 3; c++) {
      assertThat(known[c]).isCloseTo(GREY * TONE.get(c), within(2e-3));
    }
    for (double[] full :
        List.of(middle(toned, "tone"), middle(plain, "gain"), middle(plain, "tone"))) {
      for (int c = 0; c < 3; c++) {
        assertThat(full[c]).isCloseTo(GREY, within(2e-3));
      }
    }
  }

  @Test
  void aToneThatIsNoneIsNotKnown() throws Exception {
    ModelManifest m = ModelFile.readManifest(toned);
    assertThat(m.tone("tint")).isEqualTo(TONE);
    assertThat(m.tone("negative")).isEmpty();
    assertThat(m.withTone("tint", List.of(0.8f, 0f, 0.6f)).tone("tint")).isEmpty();
    assertThat(m.withTone("tint", List.of(0.8f)).tone("tint")).isEmpty();
  }
}
