package org.likeness.pipeline.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceTrack;
import org.likeness.pipeline.TestPlates;

class SteadyToneTest {
  private static FaceTrack track(IntToDoubleFunction light) {
    return frame -> {
      float v = (float) light.applyAsDouble(frame);
      float[] tone = {v, v * 0.7f, v * 0.5f, v * 0.2f, v * 0.15f, v * 0.1f};
      FaceObservation o = TestPlates.face(frame, 90, 60, 60);
      return frame < 1 || frame > 60
          ? Optional.empty()
          : Optional.of(o.withDetail(o.detail().withTone(tone)));
    };
  }

  private static double steady(FaceTrack track, int frame) {
    SteadyTone t = SteadyTone.at(track, track.at(frame).orElseThrow(), 2, f -> true).orElseThrow();
    return t.mean()[0] * t.gain()[0];
  }

  @Test
  void tremblingGoesAndAFadeComesThroughUndamped() {
    double[] tremble = new Random(3).doubles(100, -0.006, 0.006).toArray();
    FaceTrack t = track(f -> 0.4 * Math.pow(1.05, f) * (1 + tremble[f + 10]));
    double before = 0;
    double after = 0;
    for (int f = 10; f < 50; f++) {
      double truth = 0.4 * Math.pow(1.05, f);
      before += Math.pow(tremble[f + 10], 2);
      after += Math.pow(steady(t, f) / truth - 1, 2);
    }
    assertThat(Math.sqrt(after / before)).isLessThan(0.5);
  }

  @Test
  void aFlashStaysAndDoesNotReachItsNeighbours() {
    FaceTrack t = track(f -> f == 30 ? 1.2 : 0.4);
    assertThat(steady(t, 30)).isCloseTo(1.2, within(0.03));
    assertThat(steady(t, 29)).isCloseTo(0.4, within(0.01));
    assertThat(steady(t, 35)).isCloseTo(0.4, within(0.004));
  }

  @Test
  void framesBeyondACutDoNotCount() {
    FaceTrack t = track(f -> 0.4 + 0.004 * (f % 3));
    FaceObservation face = t.at(30).orElseThrow();
    SteadyTone alone = SteadyTone.at(t, face, 2, f -> f == 30).orElseThrow();
    assertThat(alone.gain()).containsExactly(1, 1, 1);
    FaceTrack old = f -> Optional.of(TestPlates.face(f, 90, 60, 60));
    assertThat(SteadyTone.at(old, TestPlates.face(3, 90, 60, 60), 2, f -> true)).isEmpty();
  }
}
