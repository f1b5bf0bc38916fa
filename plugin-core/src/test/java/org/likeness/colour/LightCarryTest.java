package org.likeness.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class LightCarryTest {
  private static Plane[] roundTrip(Frame light, ColourEncoding e) {
    LightCarry carry = LightCarry.split(light, e.limit());
    Plane[] base = {carry.base().r(), carry.base().g(), carry.base().b()};
    for (Plane p : base) {
      for (int i = 0; i < p.data().length; i++) {
        float encoded = e.encode(p.data()[i]);
        assertThat(encoded).isBetween(0f, 1f);
        p.data()[i] = e.decode(encoded);
      }
    }
    carry.apply(base);
    return base;
  }

  @ParameterizedTest
  @ValueSource(strings = {"film-shoulder-v1", "srgb-display-v1"})
  void lightFromBelowZeroTo64ComesBackThroughABoundedEncoding(String name) {
    int n = 20_000;
    PixelRect rect = PixelRect.ofSize(n, 1);
    Random random = new Random(5);
    Plane[] in = {Plane.zeros(rect), Plane.zeros(rect), Plane.zeros(rect)};
    for (int i = 0; i < n; i++) {
      in[0].data()[i] = -0.1f + 64.1f * i / (n - 1);
      in[1].data()[i] = (float) Math.pow(2, 6 - 14 * random.nextDouble());
      in[2].data()[i] = (float) (i % 3 == 0 ? -0.1 * random.nextDouble() : random.nextDouble());
    }
    Plane[] out = roundTrip(Frame.opaque(in[0], in[1], in[2]), ColourEncoding.byName(name));
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < n; i++) {
        double v = in[c].data()[i];
        assertThat((double) out[c].data()[i]).isCloseTo(v, within(1e-5 * Math.abs(v) + 1e-9));
      }
    }
  }

  @Test
  void aDarkFaceUnderAHighlightStaysDark() {
    PixelRect one = PixelRect.ofSize(1, 1);
    Frame light = Frame.opaque(Plane.filled(one, 8f), Plane.filled(one, 6f), Plane.filled(one, 4f));
    LightCarry carry = LightCarry.split(light, 2f);
    Plane[] brow = {Plane.filled(one, 0.03f), Plane.filled(one, 0.02f), Plane.filled(one, 0.01f)};
    carry.apply(brow);
    assertThat(brow[0].data()[0]).isEqualTo(0.03f);
    Plane[] skin = {Plane.filled(one, 1f), Plane.filled(one, 0.9f), Plane.filled(one, 0.7f)};
    carry.apply(skin);
    assertThat(skin[0].data()[0]).isEqualTo(4f);
  }

  @Test
  void whatIsNotFiniteCountsAsBlack() {
    PixelRect one = PixelRect.ofSize(1, 1);
    Frame light =
        Frame.opaque(
            Plane.filled(one, Float.NaN),
            Plane.filled(one, Float.POSITIVE_INFINITY),
            Plane.filled(one, 0.5f));
    Plane[] out = roundTrip(light, ColourEncoding.byName("film-shoulder-v1"));
    assertThat(out[0].data()[0]).isEqualTo(0f);
    assertThat(out[1].data()[0]).isEqualTo(0f);
    assertThat(out[2].data()[0]).isCloseTo(0.5f, within(1e-5f));
  }
}
