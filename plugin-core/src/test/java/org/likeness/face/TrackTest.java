package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.likeness.image.PixelRect;

class TrackTest {
  private static final CropTemplate TEMPLATE = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);

  @Test
  void accelerationIsFollowedWithoutLag() {
    ShotAnalysis.Track t = smooth(12, f -> 200 + 3.0 * f + 1.5 * f * f);
    for (FaceObservation o : t.observations()) {
      double truth = 200 + 3.0 * o.frame() + 1.5 * o.frame() * o.frame();
      assertThat(o.landmarks().x(4)).isCloseTo((float) (truth + at(4)), within(0.01f));
    }
  }

  @Test
  void aHeadThatSetsOutAtOnceIsNotLeft() {
    double speed = 40;
    ShotAnalysis.Track t = smooth(24, f -> f <= 12 ? 300 : 300 + speed * (f - 12));
    for (int f = 1; f <= 24; f++) {
      double seen = (f <= 12 ? 300 : 300 + speed * (f - 12)) + at(1);
      double height = FaceBox.of(t.at(f).orElseThrow().landmarks()).height();
      assertThat((double) t.at(f).orElseThrow().landmarks().x(1))
          .as("frame " + f)
          .isCloseTo(seen, within(0.0101 * height));
    }
  }

  @Test
  void noiseOfAStillHeadGetsFarLess() {
    Random random = new Random(3);
    double[] noise = random.doubles(61, -1, 1).toArray();
    ShotAnalysis.Track t = smooth(60, f -> 300 + noise[f]);
    List<Double> raw = IntStream.rangeClosed(1, 60).mapToObj(f -> noise[f]).toList();
    List<Double> still = t.observations().stream().map(o -> (double) o.landmarks().x(0)).toList();
    assertThat(secondDifference(still)).isLessThan(secondDifference(raw) / 4);
  }

  @Test
  void oneBadFrameHardlyPullsItsNeighbours() {
    Random random = new Random(4);
    double[] noise = random.doubles(41, -0.1, 0.1).toArray();
    ShotAnalysis.Track t = smooth(40, f -> 300 + 2 * f + noise[f] + (f == 20 ? 25 : 0));
    for (int f = 17; f <= 23; f++) {
      double truth = 300 + 2.0 * f + at(4);
      assertThat(t.at(f).orElseThrow().landmarks().x(4))
          .as("frame %d", f)
          .isCloseTo((float) truth, within(f == 20 ? 2f : 0.5f));
    }
  }

  @Test
  void shortGapsAreFilledAndSaidSoLongOnesAreNot() {
    List<FaceObservation> raw = new ArrayList<>();
    for (int f = 1; f <= 30; f++) {
      if ((f < 8 || f > 10) && (f < 16 || f > 23)) {
        raw.add(face(0, f, 100 + 4.0 * f, 300, 120));
      }
    }
    List<Integer> frames = IntStream.rangeClosed(1, 30).boxed().toList();
    ShotAnalysis.Track t =
        TrackSmoother.smooth(raw, 0, frames, PixelRect.ofSize(960, 540), Lens.ASSUMED);
    FaceObservation filled = t.at(9).orElseThrow();
    assertThat(filled.flags()).contains(FaceObservation.Flag.INTERPOLATED);
    assertThat(filled.landmarks().x(4)).isCloseTo((float) (136 + at(4)), within(0.02f));
    assertThat(t.at(7).orElseThrow().flags()).isEmpty();
    assertThat(t.at(20)).isEmpty();
    assertThat(t.observations()).hasSize(22);
  }

  @Test
  void kernelsSumToOneAtTheEndsToo() {
    for (int n = 1; n <= 9; n++) {
      for (int at = 1; at <= n; at++) {
        int centre = at;
        double[] t = IntStream.rangeClosed(1, n).mapToDouble(f -> f - centre).toArray();
        double[] sure = IntStream.rangeClosed(1, n).mapToDouble(f -> 1.0 / f).toArray();
        double sum = 0;
        for (double k : SmoothKernel.of(t, sure, 2)) {
          sum += k;
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
      }
    }
  }

  private static ShotAnalysis.Track smooth(int frames, IntToDoubleFunction x) {
    List<FaceObservation> raw = new ArrayList<>();
    for (int f = 1; f <= frames; f++) {
      raw.add(face(0, f, x.applyAsDouble(f), 300, 120));
    }
    List<Integer> all = IntStream.rangeClosed(1, frames).boxed().toList();
    return TrackSmoother.smooth(raw, 0, all, PixelRect.ofSize(960, 540), Lens.ASSUMED);
  }

  private static double at(int point) {
    return 120 * TEMPLATE.xyz()[3 * point];
  }

  private static double secondDifference(List<Double> v) {
    double sum = 0;
    for (int i = 1; i + 1 < v.size(); i++) {
      double d = v.get(i + 1) - 2 * v.get(i) + v.get(i - 1);
      sum += d * d;
    }
    return Math.sqrt(sum / (v.size() - 2));
  }

  static FaceObservation face(int who, int frame, double x, double y, double size) {
    float[] xyz = new float[3 * Landmarks.COUNT];
    for (int i = 0; i < xyz.length; i += 3) {
      xyz[i] = (float) (x + size * TEMPLATE.xyz()[i]);
      xyz[i + 1] = (float) (y + size * TEMPLATE.xyz()[i + 1]);
      xyz[i + 2] = (float) (size * TEMPLATE.xyz()[i + 2]);
    }
    return new FaceObservation(
        who,
        frame,
        0.9f,
        new Landmarks(xyz, 1),
        new HeadPose(0, 0, 0),
        EnumSet.noneOf(FaceObservation.Flag.class));
  }
}
