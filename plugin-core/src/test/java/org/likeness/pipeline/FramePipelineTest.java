package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.likeness.colour.ColourSpace;
import org.likeness.face.FaceTrack;
import org.likeness.face.Weights;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.model.ModelException;

class FramePipelineTest extends PipelineRenders {
  static List<String> spaces() {
    return ColourSpace.names();
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void compIsThePlateBitForBitOutsideTheMatte(String space) {
    Frame plate = TestPlates.plate(1);
    FrameResult r = render(plate, 1, settings("plateColourSpace", space));
    Frame comp = r.comp();
    int outside = 0;
    int inside = 0;
    for (int y = 0; y < TestPlates.HEIGHT; y++) {
      for (int x = 0; x < TestPlates.WIDTH; x++) {
        float a = r.matte().get(x, y);
        assertThat(a).isBetween(0f, 1f);
        if (a == 0f) {
          outside++;
          assertThat(bits(comp.g().get(x, y))).isEqualTo(bits(plate.g().get(x, y)));
        } else if (a == 1f) {
          inside++;
          assertThat(comp.g().get(x, y)).isEqualTo(r.face().g().get(x, y));
        }
      }
    }
    assertThat(outside).isGreaterThan(10_000);
    assertThat(inside).isGreaterThan(500);
  }

  @Test
  void linearCompIsFacePlusPlateUnderIt() {
    Frame plate = TestPlates.plate(1);
    FrameResult r = render(plate, 1, settings());
    Frame comp = r.comp();
    PixelRect w = r.window();
    for (int y = w.y0(); y < w.y1(); y++) {
      for (int x = w.x0(); x < w.x1(); x++) {
        float a = r.matte().get(x, y);
        assertThat(comp.b().get(x, y))
            .isCloseTo(r.face().b().get(x, y) + plate.b().get(x, y) * (1 - a), within(1e-5f));
      }
    }
  }

  @Test
  void theModelSeesTheFaceAndItsAnswerLandsWhereTheFaceIs() {
    PixelRect rect = PixelRect.ofSize(TestPlates.WIDTH, TestPlates.HEIGHT);
    Plane grey = Plane.filled(rect, 0.2140411f); // sRGB 0.5
    Frame plate = Frame.opaque(grey, grey, grey);
    FrameResult r = render(plate, 1, settings());
    assertThat(r.matte().get(92, 60)).isEqualTo(1f);
    // The model inverts 0.5 to 0.5.
    assertThat(r.face().r().get(92, 60)).isCloseTo(0.2140411f, within(2e-4f));
    PixelRect w = r.window();
    assertThat((w.x0() + w.x1()) / 2.0).isCloseTo(92, within(1.0));
    assertThat(w.width()).isCloseTo((int) (2 * 0.41 * 1.3 * 60), within(6));
  }

  @Test
  void tintedFaceIsMatchedBackToThePlate() {
    Frame plate = TestPlates.plate(1);
    FrameResult off = render(plate, 1, settings("identity", "tint"));
    FrameResult on = render(plate, 1, settings("identity", "tint", "colourMatch", "1"));
    assertThat(meanBlue(off, plate)).isLessThan(-0.2);
    assertThat(Math.abs(meanBlue(on, plate))).isLessThan(0.02);
    assertThat(on.matte().data()).isEqualTo(off.matte().data());
    assertThat(on.raw().b().data()).isEqualTo(off.raw().b().data());
  }

  private static double meanBlue(FrameResult r, Frame plate) {
    double sum = 0;
    double n = 0;
    PixelRect w = r.window();
    for (int y = w.y0(); y < w.y1(); y++) {
      for (int x = w.x0(); x < w.x1(); x++) {
        if (r.matte().get(x, y) == 1f) {
          sum += r.face().b().get(x, y) - plate.b().get(x, y);
          n++;
        }
      }
    }
    return sum / n;
  }

  @Test
  void aFrameWithoutAFaceIsEmptyAndSaysSo() {
    FrameResult r = render(TestPlates.plate(3), 3, settings());
    assertThat(r.window().isEmpty()).isTrue();
    assertThat(r.face().a()).isNotNull();
    assertThat(r.comp().r().data()).isEqualTo(TestPlates.plate(3).r().data());
    assertThat(r.messages()).anyMatch(m -> m.contains("no face"));
    assertThat(r.output(OutputChoice.DEBUG).dataWindow()).isEqualTo(r.plate().dataWindow());
  }

  @Test
  void aFaceOutsideThePictureIsEmptyToo() {
    FaceTrack far = f -> Optional.of(TestPlates.face(f, -900, 40, 60));
    SwapSettings s = settings();
    try (FramePipeline p = FramePipeline.open(s)) {
      FrameResult r = p.render(TestPlates.plate(1), 1, far, s);
      assertThat(r.window().isEmpty()).isTrue();
      assertThat(r.messages()).anyMatch(m -> m.contains("outside"));
    }
  }

  @Test
  void aFaceCutByTheEdgeStaysInsideThePlate() {
    FaceTrack edge = f -> Optional.of(TestPlates.face(f, 4, 115, 80));
    SwapSettings s = settings();
    try (FramePipeline p = FramePipeline.open(s)) {
      FrameResult r = p.render(TestPlates.plate(1), 1, edge, s);
      assertThat(r.window().isEmpty()).isFalse();
      assertThat(r.window().intersect(r.plate().dataWindow())).isEqualTo(r.window());
    }
  }

  @Test
  void numbersThatAreNotFiniteStayOutsideAndVanishUnderTheFace() {
    Frame plate = TestPlates.plate(1);
    plate.r().data()[plate.r().index(92, 60)] = Float.NaN;
    plate.g().data()[plate.g().index(93, 60)] = Float.POSITIVE_INFINITY;
    plate.b().data()[plate.b().index(2, 2)] = Float.NaN;
    FrameResult r = render(plate, 1, settings("colourMatch", "1"));
    Frame comp = r.comp();
    assertThat(r.messages()).anyMatch(m -> m.contains("3 pixels that are not finite"));
    assertThat(comp.b().get(2, 2)).isNaN();
    assertThat(comp.r().get(2, 2)).isEqualTo(plate.r().get(2, 2));
    PixelRect w = r.window();
    for (int y = w.y0(); y < w.y1(); y++) {
      for (int x = w.x0(); x < w.x1(); x++) {
        if (r.matte().get(x, y) == 1f) {
          assertThat(Float.isFinite(comp.r().get(x, y))).isTrue();
          assertThat(Float.isFinite(comp.g().get(x, y))).isTrue();
        }
        assertThat(Float.isFinite(r.face().r().get(x, y))).isTrue();
      }
    }
  }

  @Test
  void anotherReferencePictureUnderTheSameNameIsNoticed() throws Exception {
    Weights.store();
    Path cast = Files.createDirectories(dir.resolve("cast"));
    SwapSettings s = settings("face", "like:" + cast);
    List<String> seen = new ArrayList<>();
    for (String picture : List.of("ana/img/0001.jpg", "ana/img/0001.jpg", "ben/img/0003.jpg")) {
      Path from = Weights.actors().resolve("faces").resolve(picture);
      Files.copy(from, cast.resolve("who.jpg"), StandardCopyOption.REPLACE_EXISTING);
      try (FramePipeline p = FramePipeline.open(s)) {
        seen.add(p.faceSha256(1));
      }
    }
    assertThat(seen.get(0)).hasSize(64).isEqualTo(seen.get(1)).isNotEqualTo(seen.get(2));
  }

  @Test
  void mixScalesTheMatteAndNothingElse() {
    Frame plate = TestPlates.plate(1);
    FrameResult full = render(plate, 1, settings());
    FrameResult half = render(plate, 1, settings("mix", "0.5"));
    for (int i = 0; i < half.matte().data().length; i++) {
      assertThat(half.matte().data()[i]).isEqualTo(0.5f * full.matte().data()[i]);
    }
    assertThat(render(plate, 1, settings("mix", "0")).window().isEmpty()).isTrue();
  }

  @Test
  void theSameBytesFromOneThreadAndFromFour() throws Exception {
    SwapSettings s = settings("colourMatch", "1", "matteBlur", "2", "matteErode", "1.5");
    List<FrameResult> alone = new ArrayList<>();
    for (int f = 1; f <= 8; f++) {
      alone.add(render(TestPlates.plate(f), f, s));
    }
    ExecutorService four = Executors.newFixedThreadPool(4);
    try (FramePipeline p = FramePipeline.open(s)) {
      List<Future<FrameResult>> together = new ArrayList<>();
      for (int f = 8; f >= 1; f--) {
        int frame = f;
        together.add(
            four.submit(() -> p.render(TestPlates.plate(frame), frame, TestPlates.track(), s)));
      }
      for (int f = 8; f >= 1; f--) {
        FrameResult a = alone.get(f - 1);
        FrameResult b = together.get(8 - f).get();
        assertThat(b.window()).isEqualTo(a.window());
        assertThat(b.face().r().data()).isEqualTo(a.face().r().data());
        assertThat(b.compTile().b().data()).isEqualTo(a.compTile().b().data());
        assertThat(b.matte().data()).isEqualTo(a.matte().data());
      }
    } finally {
      four.shutdownNow();
    }
  }

  @Test
  void aChangedModelFileIsLoadedAgain() throws Exception {
    Path file = TestModels.write(dir.resolve("changing.onnx"), TestModels.RIGHTS);
    SwapSettings s = settings("model", file.toString());
    String first;
    try (FramePipeline p = FramePipeline.open(s)) {
      first = p.modelSha256();
      assertThat(first).isEqualTo(Sha256.of(file));
    }
    TestModels.write(file, null);
    try (FramePipeline p = FramePipeline.open(s)) {
      assertThat(p.modelSha256()).isNotEqualTo(first);
    }
  }

  @Test
  void whatCannotBeUsedIsNamed() throws Exception {
    assertThatThrownBy(() -> FramePipeline.open(SwapSettings.defaults()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("none is chosen");
    assertThatThrownBy(() -> FramePipeline.open(settings("model", dir + "/gone.onnx")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("gone.onnx");
    assertThatThrownBy(() -> FramePipeline.open(settings("identity", "cleo")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("cleo");
    Path broken = Files.write(dir.resolve("broken.analysis"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> FramePipeline.open(settings("analysis", broken.toString())))
        .hasMessageContaining("broken.analysis");
    assertThatThrownBy(() -> FramePipeline.open(settings("face", "id:x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id:x");
  }

  @Test
  void everyColourSpaceOfTheMenuExists() {
    for (String name : SwapParams.PLATE_COLOUR_SPACE.choices()) {
      assertThat(ColourSpace.byName(name).name()).isEqualTo(name);
    }
  }
}
