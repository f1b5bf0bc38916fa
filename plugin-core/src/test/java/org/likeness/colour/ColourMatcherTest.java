package org.likeness.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class ColourMatcherTest {
  private static final PixelRect RECT = PixelRect.ofSize(40, 30);

  private static Frame noise(long seed, double r, double g, double b, double spread) {
    Random random = new Random(seed);
    double[] mean = {r, g, b};
    Plane[] p = new Plane[3];
    for (int c = 0; c < 3; c++) {
      p[c] = Plane.zeros(RECT);
      for (int i = 0; i < p[c].data().length; i++) {
        p[c].data()[i] = (float) (mean[c] * (1 + spread * (random.nextDouble() - 0.5)));
      }
    }
    return Frame.opaque(p[0], p[1], p[2]);
  }

  private static final Plane ONE = Plane.filled(RECT, 1f);

  @Test
  void afterwardsTheStatisticsAreThePlates() {
    Frame plate = noise(1, 0.4, 0.3, 0.2, 0.8);
    Frame out = ColourMatcher.rct(noise(2, 0.2, 0.25, 0.3, 0.5), plate, ONE, 1f);
    ColourMatcher.Statistics is = ColourMatcher.statistics(out, ONE);
    ColourMatcher.Statistics wanted = ColourMatcher.statistics(plate, ONE);
    for (int c = 0; c < 3; c++) {
      assertThat(is.mean()[c]).isCloseTo(wanted.mean()[c], within(0.001));
      assertThat(is.deviation()[c]).isCloseTo(wanted.deviation()[c], within(0.001));
    }
  }

  @Test
  void itselfStaysItself() {
    Frame f = noise(3, 0.4, 0.3, 1.7, 3.5); // some below 0, some over 1
    Frame out = ColourMatcher.rct(f, f, ONE, 1f);
    for (int i = 0; i < 1200; i++) {
      assertThat(out.b().data()[i]).isCloseTo(f.b().data()[i], within(1e-5f));
    }
  }

  @Test
  void strengthZeroAndNoWeightChangeNothing() {
    Frame f = noise(4, 0.4, 0.3, 0.2, 0.5);
    assertThat(ColourMatcher.rct(f, noise(5, 1, 1, 1, 1), ONE, 0f)).isSameAs(f);
    assertThat(ColourMatcher.rct(f, noise(5, 1, 1, 1, 1), Plane.zeros(RECT), 1f)).isSameAs(f);
  }

  @Test
  void halfStrengthLiesBetween() {
    Frame f = noise(6, 0.2, 0.2, 0.2, 0.2);
    Frame plate = noise(7, 0.5, 0.5, 0.5, 0.2);
    double whole = mean(ColourMatcher.rct(f, plate, ONE, 1f));
    double half = mean(ColourMatcher.rct(f, plate, ONE, 0.5f));
    assertThat(half).isBetween(mean(f) + 0.05, whole - 0.05);
  }

  private static double mean(Frame f) {
    return ColourMatcher.statistics(f, ONE).mean()[0] / 100;
  }

  @Test
  void nanIsNotCounted() {
    Frame f = noise(8, 0.4, 0.3, 0.2, 0.5);
    f.g().data()[7] = Float.NaN;
    f.r().data()[9] = Float.POSITIVE_INFINITY;
    ColourMatcher.Statistics s = ColourMatcher.statistics(f, ONE);
    assertThat(s.weight()).isEqualTo(1198);
    assertThat(s.mean()).doesNotContain(Double.NaN);
  }

  @Test
  void windowsMustAgree() {
    Frame f = noise(9, 0.4, 0.3, 0.2, 0.5);
    assertThatThrownBy(() -> ColourMatcher.statistics(f, Plane.zeros(PixelRect.ofSize(1, 1))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
