package org.likeness.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class MatchModesTest {
  private static final int SIDE = 64;
  private static final PixelRect RECT = PixelRect.ofSize(SIDE, SIDE);
  private static final Plane ONE = Plane.filled(RECT, 1f);

  /** Colours of a tilted cloud that change slowly over the picture, as those of a face do. */
  private static Frame cloud(long seed, double[] mean, double spread) {
    Random random = new Random(seed);
    double[] turn = random.doubles(8, 0, 2 * Math.PI).toArray();
    Plane[] p = {Plane.zeros(RECT), Plane.zeros(RECT), Plane.zeros(RECT)};
    for (int i = 0; i < SIDE * SIDE; i++) {
      double x = 2 * Math.PI * (i % SIDE) / SIDE;
      double y = 2 * Math.PI * (i / SIDE) / SIDE;
      double common = Math.sin(x + turn[0]) + Math.sin(y + turn[1]);
      for (int c = 0; c < 3; c++) {
        double own = Math.sin(2 * x + turn[2 + c]) + Math.sin(2 * y + turn[5 + c]);
        p[c].data()[i] = (float) (mean[c] * (1 + spread * (0.8 * common + 0.3 * own)));
      }
    }
    return Frame.opaque(p[0], p[1], p[2]);
  }

  private static final Frame PLATE = cloud(1, new double[] {0.5, 0.35, 0.25}, 0.3);
  private static final Frame FACE = cloud(2, new double[] {0.28, 0.24, 0.2}, 0.22);

  private static float[][] planes(Frame f) {
    return new float[][] {f.r().data(), f.g().data(), f.b().data()};
  }

  private static double far(Moments a, Moments b) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += Math.abs(a.mean()[c] - b.mean()[c]) / b.mean()[c];
    }
    return sum / 3;
  }

  private static double farSpread(Moments a, Moments b) {
    double sum = 0;
    for (int i = 0; i < 9; i++) {
      sum += Math.abs(a.covariance()[i] - b.covariance()[i]);
    }
    return sum / (b.covariance()[0] + b.covariance()[4] + b.covariance()[8]);
  }

  @ParameterizedTest
  @EnumSource(
      value = MatchMode.class,
      names = {"RCT", "LCT", "MKL", "IDT", "SOT"})
  void afterwardsTheFaceHasThePlatesColours(MatchMode mode) {
    Frame out = ColourMatcher.match(mode, FACE, PLATE, ONE, 1f, SIDE);
    Moments is = Moments.of(planes(out), ONE.data());
    Moments was = Moments.of(planes(FACE), ONE.data());
    Moments wanted = Moments.of(planes(PLATE), ONE.data());
    assertThat(far(was, wanted)).isGreaterThan(0.25);
    assertThat(far(is, wanted)).isLessThan(0.06);
    assertThat(farSpread(was, wanted)).isGreaterThan(0.7);
    assertThat(farSpread(is, wanted)).isLessThan(0.3);
  }

  @Test
  void theLinearOneCarriesTheCovarianceOver() {
    Moments f = Moments.of(planes(FACE), ONE.data());
    Moments p = Moments.of(planes(PLATE), ONE.data());
    double[] m = f.matrixTo(p, false, 100);
    double[] c = Matrix3.multiply(m, Matrix3.multiply(f.covariance(), Symmetric3.transposed(m)));
    assertThat(c).containsExactly(p.covariance(), within(1e-3));
    double[] held = f.matrixTo(p, false, 1.1);
    double[] square = Matrix3.multiply(Symmetric3.transposed(held), held);
    assertThat(Symmetric3.map(square, v -> v > 1.22 || v < 0.82 ? 1 : 0))
        .containsExactly(new double[9], within(1e-9));
  }

  /** A map of least displacement has no turn in it: its matrix is symmetric. */
  @Test
  void mongeAndKantorovichTurnNothing() {
    Moments f = Moments.of(planes(FACE), ONE.data());
    Moments p = Moments.of(planes(PLATE), ONE.data());
    double[] m = f.matrixTo(p, true, 10);
    assertThat(m[1]).isCloseTo(m[3], within(1e-6));
    assertThat(m[2]).isCloseTo(m[6], within(1e-6));
    assertThat(m[5]).isCloseTo(m[7], within(1e-6));
    double[] c = Matrix3.multiply(m, Matrix3.multiply(f.covariance(), Symmetric3.transposed(m)));
    assertThat(c).containsExactly(p.covariance(), within(1e-3));
  }

  @ParameterizedTest
  @EnumSource(MatchMode.class)
  void itselfStaysItselfAndHighlightsSurvive(MatchMode mode) {
    Frame f = cloud(3, new double[] {0.6, 0.5, 0.4}, 0.5);
    f.r().data()[7] = 20f;
    f.g().data()[9] = -0.05f;
    Frame out = ColourMatcher.match(mode, f, f, ONE, 1f, SIDE);
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < SIDE * SIDE; i++) {
        float v = planes(f)[c][i];
        assertThat(planes(out)[c][i]).isCloseTo(v, within(2e-3f * Math.max(1, Math.abs(v))));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MatchMode.class)
  void strengthZeroAndNoWeightChangeNothing(MatchMode mode) {
    assertThat(ColourMatcher.match(mode, FACE, PLATE, ONE, 0f, SIDE)).isSameAs(FACE);
    Frame out = ColourMatcher.match(mode, FACE, PLATE, Plane.zeros(RECT), 1f, SIDE);
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < SIDE * SIDE; i++) {
        assertThat(planes(out)[c][i]).isCloseTo(planes(FACE)[c][i], within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MatchMode.class)
  void aNanInEitherIsNotCounted(MatchMode mode) {
    Frame face = cloud(2, new double[] {0.28, 0.24, 0.2}, 0.22);
    Frame plate = cloud(1, new double[] {0.5, 0.35, 0.25}, 0.3);
    plate.g().data()[100] = Float.NaN;
    plate.g().data()[200] = Float.POSITIVE_INFINITY;
    face.b().data()[300] = Float.NaN;
    Frame out = ColourMatcher.match(mode, face, plate, ONE, 1f, SIDE);
    for (int i = 0; i < SIDE * SIDE; i++) {
      if (i != 300) {
        assertThat(out.r().data()[i] + out.g().data()[i] + out.b().data()[i]).isFinite();
      }
    }
  }

  /**
   * A lamp from the side on the plate, fine stripes on the face: the first comes, the rest stays.
   */
  @Test
  void lightBringsTheShadingAndKeepsTheContrast() {
    Plane lamp = Plane.zeros(RECT);
    Plane stripes = Plane.zeros(RECT);
    for (int i = 0; i < SIDE * SIDE; i++) {
      int x = i % SIDE;
      lamp.data()[i] = 0.2f + 0.6f * x / SIDE;
      stripes.data()[i] = x % 2 == 0 ? 0.33f : 0.27f;
    }
    Frame plate = Frame.opaque(lamp, lamp, lamp);
    Frame face = Frame.opaque(stripes, stripes, stripes);
    Frame out = ColourMatcher.match(MatchMode.LIGHT, face, plate, ONE, 1f, SIDE);
    int row = 32 * SIDE;
    for (int x = 12; x < 52; x += 2) {
      float even = out.r().data()[row + x];
      float odd = out.r().data()[row + x + 1];
      assertThat((even - odd) / (even + odd)).isCloseTo(0.1f, within(0.02f));
      assertThat((even + odd) / 2).isCloseTo(0.2f + 0.6f * (x + 0.5f) / SIDE, within(0.02f));
    }
  }

  /** A face under another lamp comes to the plate's exposure and tint; its contrast stays. */
  @Test
  void gainBringsExposureAndTintAndLeavesContrastAlone() {
    Frame out = ColourMatcher.match(MatchMode.GAIN, FACE, PLATE, ONE, 1f, SIDE);
    Moments is = Moments.of(planes(out), ONE.data());
    Moments was = Moments.of(planes(FACE), ONE.data());
    Moments wanted = Moments.of(planes(PLATE), ONE.data());
    for (int c = 0; c < 3; c++) {
      assertThat(is.mean()[c]).isCloseTo(wanted.mean()[c], within(1e-4));
      double before = Math.sqrt(was.covariance()[4 * c]) / was.mean()[c];
      double after = Math.sqrt(is.covariance()[4 * c]) / is.mean()[c];
      assertThat(after).isCloseTo(before, within(1e-4));
    }
    Frame half = ColourMatcher.match(MatchMode.GAIN, FACE, PLATE, ONE, 0.5f, SIDE);
    double middle = Moments.of(planes(half), ONE.data()).mean()[0];
    assertThat(middle).isCloseTo((was.mean()[0] + wanted.mean()[0]) / 2, within(1e-4));
  }

  /** Black hair at the edge of the model's picture is not counted, in any mode. */
  @ParameterizedTest
  @EnumSource(
      value = MatchMode.class,
      names = {"NONE"},
      mode = EnumSource.Mode.EXCLUDE)
  void theFaceIsMeasuredUnderAWeightOfItsOwn(MatchMode mode) {
    Frame dark = cloud(2, new double[] {0.28, 0.24, 0.2}, 0.22);
    Plane inside = Plane.filled(RECT, 1f);
    for (int i = 0; i < SIDE * SIDE; i++) {
      if (i % SIDE >= SIDE - 12) {
        inside.data()[i] = 0f;
        dark.r().data()[i] = dark.g().data()[i] = dark.b().data()[i] = 0.001f;
      }
    }
    Frame clean = ColourMatcher.match(mode, FACE, PLATE, inside, ONE, 1f, SIDE);
    Frame out = ColourMatcher.match(mode, dark, PLATE, inside, ONE, 1f, SIDE);
    Frame both = ColourMatcher.match(mode, dark, PLATE, ONE, ONE, 1f, SIDE);
    double same = 0;
    double polluted = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      if (i % SIDE < SIDE / 2) {
        same += Math.abs(out.g().data()[i] - clean.g().data()[i]);
        polluted += Math.abs(both.g().data()[i] - clean.g().data()[i]);
      }
    }
    assertThat(same).isLessThan(0.2 * polluted);
  }

  @Test
  void otherWindowsAreRefused() {
    Plane small = Plane.zeros(PixelRect.ofSize(3, 3));
    assertThatThrownBy(() -> ColourMatcher.match(MatchMode.MKL, FACE, PLATE, small, 1f, SIDE))
        .hasMessageContaining("same pixels");
    assertThatThrownBy(() -> MatchMode.byId("rgb")).hasMessageContaining("sot");
  }
}
