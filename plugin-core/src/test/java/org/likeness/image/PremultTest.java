package org.likeness.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PremultTest {
  private static final PixelRect RECT = PixelRect.ofSize(4, 1);

  private static Frame frame(float... a) {
    Plane colour = new Plane(RECT, new float[] {2f, -1f, 0.5f, 3f});
    return new Frame(RECT, RECT, 1f, colour, colour, colour, new Plane(RECT, a));
  }

  @Test
  void thereAndBack() {
    Frame f = frame(1f, 0.5f, 0.25f, 0.125f);
    Frame m = Premult.multiply(f);
    assertThat(m.r().data()).containsExactly(2f, -0.5f, 0.125f, 0.375f);
    assertThat(Premult.divide(m).b().data()).containsExactly(f.b().data());
  }

  @Test
  void lightWithoutCoverageIsKept() {
    assertThat(Premult.divide(frame(0f, 0f, 1f, 0.5f)).g().data())
        .containsExactly(2f, -1f, 0.5f, 6f);
  }

  @Test
  void opaqueFramesAreLeftAlone() {
    Plane p = Plane.filled(RECT, 1f);
    Frame f = Frame.opaque(p, p, p);
    assertThat(Premult.multiply(f)).isSameAs(f);
    assertThat(Premult.divide(f)).isSameAs(f);
  }
}
