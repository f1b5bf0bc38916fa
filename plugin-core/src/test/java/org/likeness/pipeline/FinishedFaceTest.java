package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.likeness.colour.MatchMode;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceTrack;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;

/** What the stages after the match do to a face: light, detail, sharpness, grain, motion blur. */
class FinishedFaceTest extends PipelineRenders {
  private static SwapSettings finished(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "colourMatch",
                "1",
                "matchMode",
                "mkl",
                "plateLight",
                "0.5",
                "plateDetail",
                "0.5",
                "sharpnessMatch",
                "1",
                "grain",
                "1",
                "shutterAngle",
                "360"));
    all.addAll(List.of(more));
    return settings(all.toArray(String[]::new));
  }

  /** Every stage that works on the plate's pixels, in every space. */
  @ParameterizedTest
  @MethodSource("org.likeness.pipeline.FramePipelineTest#spaces")
  void aFinishedFaceLeavesThePlateOutsideOfTheMatteAlone(String space) {
    Frame plate = TestPlates.plate(5);
    FrameResult r = render(plate, 5, finished("plateColourSpace", space));
    Frame comp = r.comp();
    int outside = 0;
    for (int y = 0; y < TestPlates.HEIGHT; y++) {
      for (int x = 0; x < TestPlates.WIDTH; x++) {
        if (r.matte().get(x, y) == 0f) {
          outside++;
          assertThat(bits(comp.r().get(x, y))).isEqualTo(bits(plate.r().get(x, y)));
          assertThat(bits(comp.b().get(x, y))).isEqualTo(bits(plate.b().get(x, y)));
        }
      }
    }
    assertThat(outside).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @EnumSource(MatchMode.class)
  void aFinishedFaceIsTheSameAloneInARangeAndOnFourThreads(MatchMode mode) throws Exception {
    SwapSettings s = finished("matchMode", mode.id(), "matchRegion", "skin");
    FrameResult alone = render(TestPlates.plate(6), 6, s);
    FrameResult other = render(TestPlates.plate(7), 7, s);
    assertThat(other.face().g().data()).isNotEqualTo(alone.face().g().data());
    ExecutorService four = Executors.newFixedThreadPool(4);
    try (FramePipeline p = FramePipeline.open(s)) {
      List<Future<FrameResult>> together = new ArrayList<>();
      for (int f = 8; f >= 4; f--) {
        int frame = f;
        together.add(
            four.submit(() -> p.render(TestPlates.plate(frame), frame, TestPlates.track(), s)));
      }
      FrameResult again = together.get(2).get();
      assertThat(again.window()).isEqualTo(alone.window());
      assertThat(again.face().g().data()).isEqualTo(alone.face().g().data());
      assertThat(again.matte().data()).isEqualTo(alone.matte().data());
    } finally {
      four.shutdownNow();
    }
  }

  @Test
  void motionWidensTheMatteAlongItsWayAndGrainIsOnTheFaceOnly() {
    Frame plate = TestPlates.plate(5);
    FrameResult still = render(plate, 5, settings());
    FrameResult moved = render(plate, 5, settings("shutterAngle", "360"));
    assertThat(moved.window().width()).isGreaterThan(still.window().width());
    assertThat(moved.window().height()).isEqualTo(still.window().height());
    FrameResult grain = render(plate, 5, settings("grain", "1"));
    assertThat(grain.raw().g().data()).isEqualTo(still.raw().g().data());
    assertThat(grain.face().g().data()).isNotEqualTo(still.face().g().data());
    assertThat(grain.matte().data()).isEqualTo(still.matte().data());
  }

  /**
   * Two faces at one place, one on its way to the side and one down: each is blurred by its own.
   */
  @Test
  void ofTwoFacesThatCrossEachIsBlurredAlongItsOwnWay() {
    Frame plate = TestPlates.plate(5);
    FaceTrack aside = frame -> Optional.of(TestPlates.face(frame, 100 + 8 * (frame - 5), 60, 60));
    FaceTrack down = frame -> Optional.of(TestPlates.face(frame, 100, 60 + 8 * (frame - 5), 60));
    SwapSettings off = settings();
    SwapSettings on = settings("shutterAngle", "360");
    PixelRect still;
    PixelRect wide;
    PixelRect tall;
    PixelRect switched;
    try (FramePipeline p = FramePipeline.open(off)) {
      still = p.render(plate, 5, aside, off).window();
    }
    try (FramePipeline p = FramePipeline.open(on)) {
      wide = p.render(plate, 5, aside, on).window();
      tall = p.render(plate, 5, down, on).window();
      // In the frames beside the other face was taken for this one: that is no motion of its own.
      FaceTrack mixed =
          frame -> {
            FaceObservation o = down.at(frame).orElseThrow();
            return Optional.of(
                frame == 5
                    ? o
                    : new FaceObservation(7, frame, o.score(), o.landmarks(), o.pose(), o.flags()));
          };
      switched = p.render(plate, 5, mixed, on).window();
    }
    assertThat(wide.width()).isGreaterThanOrEqualTo(still.width() + 4);
    assertThat(wide.height()).isEqualTo(still.height());
    assertThat(tall.height()).isGreaterThanOrEqualTo(still.height() + 4);
    assertThat(tall.width()).isEqualTo(still.width());
    assertThat(switched).isEqualTo(still);
  }
}
