package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceDetectorTest {
  @Test
  void overlappingBoxesAreAveragedByScoreAndOthersStay() {
    Detection a = new Detection(new FaceBox(0, 0, 10, 10), keys(0), 0.9f);
    Detection b = new Detection(new FaceBox(1, 0, 11, 10), keys(3), 0.6f);
    Detection far = new Detection(new FaceBox(50, 50, 60, 60), keys(7), 0.7f);

    List<Detection> merged = FaceDetector.merge(List.of(b, far, a));

    assertThat(merged).hasSize(2);
    assertThat(merged.get(0).score()).isEqualTo(0.9f);
    assertThat(merged.get(0).box().x0()).isCloseTo(0.6 / 1.5, within(1e-6));
    assertThat(merged.get(0).keypoints()[5]).isCloseTo(3 * 0.6 / 1.5, within(1e-6));
    assertThat(merged.get(1).box()).isEqualTo(far.box());
  }

  @Test
  void nothingStaysNothing() {
    assertThat(FaceDetector.merge(List.of())).isEmpty();
  }

  private static double[] keys(double v) {
    double[] k = new double[12];
    Arrays.fill(k, v);
    return k;
  }
}
