package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.grain.GrainMeter;
import org.likeness.image.grain.GrainModel;
import org.likeness.image.grain.GrainSample;

class ShotGrainTest {
  private static GrainSample noise(int seed, double deviation) {
    Random r = new Random(seed);
    Plane p = Plane.zeros(PixelRect.ofSize(320, 256));
    for (int i = 0; i < p.data().length; i++) {
      p.data()[i] = (float) (0.3 + deviation * r.nextGaussian());
    }
    return GrainMeter.measure(Frame.opaque(p, p, p));
  }

  private static ShotGrain shot(double second) {
    SortedMap<Integer, GrainSample> said = new TreeMap<>();
    said.put(24, noise(1, 0.01));
    said.put(48, noise(2, 0.02));
    said.put(72, noise(3, second));
    return new ShotGrain(said, List.of(60, 90));
  }

  @Test
  void aSceneHasOneGrainFromAllItsFramesAndNoneOfAnother() {
    ShotGrain shot = shot(0.05);
    GrainModel first = shot.at(3).orElseThrow();
    assertThat(shot.at(59).orElseThrow()).isSameAs(first);
    // Mean of the variances of its two frames.
    assertThat(first.deviation(1, 0.3)).isBetween(0.014, 0.0175);
    assertThat(shot.at(60).orElseThrow().deviation(1, 0.3)).isBetween(0.047, 0.053);
    assertThat(shot.at(90)).isEmpty();
    assertThat(ShotGrain.NONE.at(3)).isEmpty();
  }

  @Test
  void aFingerprintTellsWhatASceneDependsOn() {
    ShotGrain shot = shot(0.05);
    assertThat(shot.fingerprint(3)).isEqualTo(shot.fingerprint(59)).isNotEmpty();
    assertThat(shot.fingerprint(3)).isEqualTo(shot(0.07).fingerprint(3));
    assertThat(shot.fingerprint(70)).isNotEqualTo(shot(0.07).fingerprint(70));
    assertThat(shot.fingerprint(90)).isEmpty();
  }
}
