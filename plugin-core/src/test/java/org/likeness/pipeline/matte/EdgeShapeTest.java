package org.likeness.pipeline.matte;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class EdgeShapeTest {
  private static final int SIZE = 96;

  private static float[] disc(double radius) {
    float[] m = new float[SIZE * SIZE];
    for (int i = 0; i < m.length; i++) {
      double d = Math.hypot(i % SIZE + 0.5 - SIZE / 2.0, i / SIZE + 0.5 - SIZE / 2.0);
      m[i] = (float) Math.min(1, Math.max(0, radius - d + 0.5));
    }
    return m;
  }

  private static double sum(float[] m) {
    double area = 0;
    for (float v : m) {
      area += v;
    }
    return area;
  }

  @Property(tries = 60)
  void erodeMovesTheEdgeByItsRadius(@ForAll @DoubleRange(min = -12, max = 12) double erode) {
    float[] m = new EdgeShape(SIZE, SIZE, 0.3).erode(disc(26), Sides.all(erode));
    // A disc on a pixel grid is a little smaller than its radius.
    assertThat(Math.sqrt(sum(m) / Math.PI)).isCloseTo(26 - erode, within(0.75));
  }

  @Property(tries = 30)
  void blurKeepsTheAreaAndTheRange(@ForAll @DoubleRange(min = 0.1, max = 6) double blur) {
    float[] sharp = disc(22);
    float[] soft = new EdgeShape(SIZE, SIZE, 0).blur(sharp, Sides.all(blur), 48, 48);
    assertThat(sum(soft)).isCloseTo(sum(sharp), within(1e-3 * sum(sharp)));
    for (float v : soft) {
      assertThat(v).isBetween(0f, 1.00001f);
    }
  }

  @Test
  void aWholeRadiusIsTheLeastUnderTheShape() {
    Random random = new Random(7);
    int w = 21;
    int h = 18;
    float[] m = new float[w * h];
    for (int i = 0; i < m.length; i++) {
      m[i] = random.nextFloat();
    }
    // A square of one pixel each way is no ellipse; these radii have lattice points on the axes.
    Sides by = new Sides(4, 2, 3, 1);
    float[] made = new EdgeShape(w, h, 0).erode(m, by);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        float least = Float.MAX_VALUE;
        for (int dy = -4; dy <= 2; dy++) {
          for (int dx = -3; dx <= 1; dx++) {
            double a = dx / (dx > 0 ? 1.0 : 3.0);
            double b = dy / (dy > 0 ? 2.0 : 4.0);
            if (a * a + b * b <= 1 + 1e-9) {
              int sx = Math.min(Math.max(x + dx, 0), w - 1);
              int sy = Math.min(Math.max(y + dy, 0), h - 1);
              least = Math.min(least, m[sy * w + sx]);
            }
          }
        }
        assertThat(made[y * w + x]).isEqualTo(least);
      }
    }
  }

  /** First and last row and column whose value is over a half. */
  private static int[] bounds(float[] m) {
    int[] b = {SIZE, -1, SIZE, -1};
    for (int i = 0; i < m.length; i++) {
      if (m[i] > 0.5f) {
        b[0] = Math.min(b[0], i / SIZE);
        b[1] = Math.max(b[1], i / SIZE);
        b[2] = Math.min(b[2], i % SIZE);
        b[3] = Math.max(b[3], i % SIZE);
      }
    }
    return b;
  }

  @Test
  void eachSideMovesByItsOwn() {
    int[] all = bounds(disc(26));
    EdgeShape upright = new EdgeShape(SIZE, SIZE, 0);
    assertThat(bounds(upright.erode(disc(26), new Sides(5, 0, 0, 0))))
        .containsExactly(all[0] + 5, all[1], all[2], all[3]);
    assertThat(bounds(upright.erode(disc(26), new Sides(0, 7, 0, 0))))
        .containsExactly(all[0], all[1] - 7, all[2], all[3]);
    assertThat(bounds(upright.erode(disc(26), new Sides(0, 0, 4, 0))))
        .containsExactly(all[0], all[1], all[2] + 4, all[3]);
    assertThat(bounds(upright.erode(disc(26), new Sides(0, 0, 0, -6))))
        .containsExactly(all[0], all[1], all[2], all[3] + 6);
    // Shrunk at the forehead, grown at the chin.
    assertThat(bounds(upright.erode(disc(26), new Sides(3, -4, 0, 0))))
        .containsExactly(all[0] + 3, all[1] + 4, all[2], all[3]);
    // A head that lies on its side: its top is at image right.
    EdgeShape lying = new EdgeShape(SIZE, SIZE, Math.PI / 2);
    assertThat(bounds(lying.erode(disc(26), new Sides(5, 0, 0, 0))))
        .containsExactly(all[0], all[1], all[2], all[3] - 5);
  }

  @Test
  void eachSideIsSoftenedByItsOwn() {
    float[] m = new EdgeShape(SIZE, SIZE, 0).blur(disc(26), new Sides(0, 5, 0, 0), 48, 48);
    int column = SIZE / 2;
    float above = m[(48 - 26) * SIZE + column] - m[(48 - 28) * SIZE + column];
    float below = m[(48 + 25) * SIZE + column] - m[(48 + 27) * SIZE + column];
    assertThat(above).isGreaterThan(0.8f);
    assertThat(below).isBetween(0.05f, 0.3f);
  }
}
