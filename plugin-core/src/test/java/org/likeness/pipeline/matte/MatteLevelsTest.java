package org.likeness.pipeline.matte;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;

import org.junit.jupiter.api.Test;

class MatteLevelsTest {
  @Test
  void whatASigmoidMeansByNothingOrAllIsThatAndBrokenNumbersAreNothing() {
    float[] m = {0.015f, 0.985f, Float.NaN, 3f, Float.NEGATIVE_INFINITY, 0.5f, 0.02f, 0.26f, 0.98f};
    float[] levels = MatteLevels.of(m);
    assertThat(levels)
        .containsExactly(
            new float[] {0f, 1f, 0f, 1f, 0f, 0.5f, 0f, 0.25f, 1f}, withPrecision(1e-6f));
  }
}
