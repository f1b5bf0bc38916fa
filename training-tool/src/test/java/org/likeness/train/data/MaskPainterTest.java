package org.likeness.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MaskPainterTest {
  private static double sum(float[] mask) {
    double s = 0;
    for (float v : mask) {
      assertThat(v).isBetween(0f, 1f);
      s += v;
    }
    return s;
  }

  @Test
  void coverageIsTheArea() {
    float[] mask = new float[32 * 32];
    float[] triangle = {4.25f, 4, 24.25f, 4, 4.25f, 28};
    MaskPainter.fill(mask, 32, triangle, new int[] {0, 1, 2});
    assertThat(sum(mask)).isCloseTo(20 * 24 / 2.0, within(0.5));
    assertThat(mask[5 * 32 + 4]).isCloseTo(0.75f, within(0.01f));
    assertThat(mask[5 * 32 + 3]).isZero();
    assertThat(mask[5 * 32 + 6]).isEqualTo(1f);
  }

  @Test
  void aPolygonThatCrossesItselfOrLeavesThePictureIsFilled() {
    float[] mask = new float[16 * 16];
    float[] outside = {-10, -10, 40, -10, 40, 40, -10, 40};
    MaskPainter.fill(mask, 16, outside, new int[] {0, 1, 2, 3});
    assertThat(sum(mask)).isCloseTo(256, within(1e-3));
    float[] twice = new float[16 * 16];
    float[] square = {4, 4, 12, 4, 12, 12, 4, 12};
    MaskPainter.fill(twice, 16, square, new int[] {0, 1, 2, 3, 0, 1, 2, 3});
    assertThat(sum(twice)).isCloseTo(64, within(1e-3));
  }

  @Test
  void dilationGrowsAndBlurKeepsTheSum() {
    float[] dot = new float[33 * 33];
    dot[16 * 33 + 16] = 1;
    assertThat(sum(MaskPainter.dilate(dot, 33, 3))).isCloseTo(49, within(1e-6));
    assertThat(sum(MaskPainter.blur(dot, 33, 2))).isCloseTo(1, within(1e-5));
  }
}
