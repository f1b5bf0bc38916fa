package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.likeness.image.Plane;

class MatteBuilderTest {
  private static final int SIZE = 96;

  private static float[] disc(double radius) {
    float[] m = new float[SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double d = Math.hypot(x + 0.5 - SIZE / 2.0, y + 0.5 - SIZE / 2.0);
        m[y * SIZE + x] = (float) Math.min(1, Math.max(0, radius - d + 0.5));
      }
    }
    return m;
  }

  private static double radiusOf(Plane matte) {
    double area = 0;
    for (float v : matte.data()) {
      area += v;
    }
    return Math.sqrt(area / Math.PI);
  }

  @Property(tries = 60)
  void erodeMovesTheEdgeByItsRadius(@ForAll @DoubleRange(min = -12, max = 12) double erode) {
    Plane m = MatteBuilder.build(disc(26), SIZE, erode, 0);
    // A disc on a pixel grid is a little smaller than its radius.
    assertThat(radiusOf(m)).isCloseTo(26 - erode, within(0.75));
  }

  @Property(tries = 30)
  void blurKeepsTheAreaAndTheRange(@ForAll @DoubleRange(min = 0.1, max = 6) double blur) {
    Plane sharp = MatteBuilder.build(disc(22), SIZE, 0, 0);
    Plane soft = MatteBuilder.build(disc(22), SIZE, 0, blur);
    assertThat(radiusOf(soft)).isCloseTo(radiusOf(sharp), within(0.05));
    for (float v : soft.data()) {
      assertThat(v).isBetween(0f, 1.00001f);
    }
  }

  @Test
  void theBorderIsAlwaysEmptyAndBrokenNumbersAreNothing() {
    float[] all = new float[SIZE * SIZE];
    java.util.Arrays.fill(all, 3f);
    all[SIZE * SIZE / 2 + SIZE / 2] = Float.NaN;
    Plane m = MatteBuilder.build(all, SIZE, -20, 5);
    for (int i = 0; i < SIZE; i++) {
      assertThat(m.get(i, 0)).isZero();
      assertThat(m.get(0, i)).isZero();
      assertThat(m.get(i, SIZE - 1)).isZero();
      assertThat(m.get(SIZE - 1, i)).isZero();
    }
    Plane plain = MatteBuilder.build(all, SIZE, 0, 0);
    assertThat(plain.get(SIZE / 2, SIZE / 2)).isZero();
    assertThat(plain.get(SIZE / 2, SIZE / 3)).isEqualTo(1f);
  }

  @Test
  void whatASigmoidMeansByNothingIsNothing() {
    float[] m = new float[SIZE * SIZE];
    java.util.Arrays.fill(m, 0.015f);
    assertThat(MatteBuilder.build(m, SIZE, 0, 0).data()).containsOnly(0f);
  }
}
