package org.likeness.pipeline.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class ForeheadSeamTest {
  private static final int SIZE = 120;
  private static final int TOP = 20;
  private static final int BOTTOM = 100;
  private static final double WIDTH = 12;
  private static final PixelRect RECT = PixelRect.ofSize(SIZE, SIZE);

  /** A square face in the crop's middle. */
  private static Plane matte() {
    Plane p = Plane.zeros(RECT);
    for (int y = TOP; y < BOTTOM; y++) {
      for (int x = TOP; x < BOTTOM; x++) {
        p.data()[p.index(x, y)] = 1f;
      }
    }
    return p;
  }

  private static Frame flat(float r, float g, float b) {
    return Frame.opaque(Plane.filled(RECT, r), Plane.filled(RECT, g), Plane.filled(RECT, b));
  }

  private static Frame made(Frame face, float strength) {
    return ForeheadSeam.apply(face, flat(0.6f, 0.4f, 0.3f), matte(), WIDTH, strength);
  }

  /** A dark identity on a light performer: at the top one meets the other without a step. */
  @Test
  void theUpperEdgeHasThePlatesColoursAndTheRestTheFacesOwn() {
    Frame out = made(flat(0.3f, 0.2f, 0.1f), 1);
    int middle = SIZE / 2;
    assertThat(out.r().get(middle, TOP)).isCloseTo(0.6f, within(0.03f));
    assertThat(out.g().get(middle, TOP)).isCloseTo(0.4f, within(0.02f));
    assertThat(out.b().get(middle, TOP)).isCloseTo(0.3f, within(0.02f));
    for (int y = TOP; y < middle; y++) {
      assertThat(out.r().get(middle, y + 1)).isLessThanOrEqualTo(out.r().get(middle, y));
    }
    assertThat(out.r().get(middle, TOP + (int) (1.6 * WIDTH))).isEqualTo(0.3f);
    for (int y = middle; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        assertThat(out.r().get(x, y)).isEqualTo(0.3f); // jaw and cheeks
      }
    }
    assertThat(out.r().get(TOP, middle - 1)).isCloseTo(0.3f, within(1e-3f));
  }

  @Test
  void halfAsFarIsHalfAsFarAndNotAtAllIsTheFaceItself() {
    Frame face = flat(0.3f, 0.2f, 0.1f);
    int middle = SIZE / 2;
    float whole = made(face, 1).r().get(middle, TOP + 2) - 0.3f;
    assertThat(whole).isGreaterThan(0.1f);
    assertThat(made(face, 0.5f).r().get(middle, TOP + 2) - 0.3f)
        .isCloseTo(whole / 2, within(1e-5f));
    assertThat(made(face, 0)).isSameAs(face);
  }

  /** What is finer than the seam is the face's. */
  @Test
  void finePatternsOfTheFaceStay() {
    Frame face = flat(0.3f, 0.2f, 0.1f);
    for (int i = 0; i < SIZE * SIZE; i++) {
      face.r().data()[i] *= (i % SIZE + i / SIZE) % 2 == 0 ? 1.1f : 0.9f;
    }
    Frame out = made(face, 1);
    int x = SIZE / 2;
    float ratio = out.r().get(x, TOP + 3) / out.r().get(x + 1, TOP + 3);
    assertThat(Math.max(ratio, 1 / ratio)).isCloseTo(1.1f / 0.9f, within(0.01f));
  }

  @Test
  void pixelsThatAreNotFiniteSpreadNowhere() {
    Frame face = flat(0.3f, 0.2f, 0.1f);
    face.r().data()[face.r().index(60, TOP + 2)] = Float.NaN;
    Frame out = made(face, 1);
    assertThat(out.r().get(60, TOP + 4)).isFinite().isGreaterThan(0.3f);
    assertThat(out.r().get(62, TOP + 2)).isFinite();
  }
}
