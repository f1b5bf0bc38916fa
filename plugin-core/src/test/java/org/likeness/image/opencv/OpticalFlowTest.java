package org.likeness.image.opencv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class OpticalFlowTest {
  private static final PixelRect RECT = new PixelRect(10, 20, 106, 116);

  /** Soft blobs that tell every place from every other. */
  private static Plane texture(double dx, double dy) {
    Plane p = Plane.zeros(RECT);
    for (int y = RECT.y0(); y < RECT.y1(); y++) {
      for (int x = RECT.x0(); x < RECT.x1(); x++) {
        double u = x - dx;
        double v = y - dy;
        p.data()[p.index(x, y)] =
            (float)
                (0.5
                    + 0.2 * Math.sin(0.31 * u + 0.05 * v)
                    + 0.15 * Math.sin(0.23 * v - 0.11 * u)
                    + 0.1 * Math.sin(0.13 * u * 0.9 + 0.4 * v));
      }
    }
    return p;
  }

  @Test
  void aKnownMotionIsFoundAndTakenBack() {
    Plane from = texture(0, 0);
    Plane to = texture(3, -2);
    OpticalFlow flow = OpticalFlow.between(from, to);
    Plane back = flow.pull(to);
    double off = 0;
    int n = 0;
    for (int y = RECT.y0() + 16; y < RECT.y1() - 16; y++) {
      for (int x = RECT.x0() + 16; x < RECT.x1() - 16; x++) {
        assertThat(flow.dx(x, y)).isCloseTo(3f, within(0.5f));
        assertThat(flow.dy(x, y)).isCloseTo(-2f, within(0.5f));
        off += Math.abs(back.get(x, y) - from.get(x, y));
        n++;
      }
    }
    assertThat(off / n).isLessThan(0.01);
    assertThat(OpticalFlow.between(from, to).pull(to).data()).isEqualTo(back.data());
  }

  @Test
  void picturesThatDoNotFitAreRefused() {
    Plane small = Plane.zeros(PixelRect.ofSize(16, 64));
    assertThatThrownBy(() -> OpticalFlow.between(small, small))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 32 pixels");
    assertThatThrownBy(
            () -> OpticalFlow.between(texture(0, 0), Plane.zeros(PixelRect.ofSize(96, 96))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
