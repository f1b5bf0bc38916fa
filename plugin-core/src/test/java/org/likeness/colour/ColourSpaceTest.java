package org.likeness.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Round trips, and published numbers. */
class ColourSpaceTest {
  static Stream<String> names() {
    return ColourSpace.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void roundTripIsWithinOneInAHundredThousand(String name) {
    ColourSpace s = ColourSpace.byName(name);
    int n = 2001;
    float[] r = new float[n];
    float[] g = new float[n];
    float[] b = new float[n];
    for (int i = 0; i < n; i++) {
      r[i] = (float) (Math.pow(2, -12 + 18.0 * i / n) * (i % 7 == 0 ? -0.01 : 1));
      g[i] = (float) (0.18 * (1 + Math.sin(i)));
      b[i] = (float) (2.0 * i / n);
    }
    float[] r2 = r.clone();
    float[] g2 = g.clone();
    float[] b2 = b.clone();
    s.fromLinearRec709(r2, g2, b2);
    s.toLinearRec709(r2, g2, b2);
    for (int i = 0; i < n; i++) {
      double scale = Math.max(1, Math.max(Math.abs(r[i]), Math.max(g[i], b[i])));
      assertThat((double) r2[i]).isCloseTo(r[i], within(1e-5 * scale));
      assertThat((double) g2[i]).isCloseTo(g[i], within(1e-5 * scale));
      assertThat((double) b2[i]).isCloseTo(b[i], within(1e-5 * scale));
    }
  }

  /** 18 % grey: ACES S-2016-001; ARRI LogC3 EI 800 and LogC4 papers; Sony S-Log3 (420/1023). */
  @ParameterizedTest
  @CsvSource({
    "acescct, 0.4135884",
    "logc3-ei800, 0.3910068",
    "logc4, 0.2783958",
    "slog3-sgamut3, 0.4105572",
    "slog3-sgamut3cine, 0.4105572",
    "srgb, 0.4613561",
    "acescg, 0.18",
    "aces2065-1, 0.18",
    "lin_p3d65, 0.18"
  })
  void greyIsWhereItIsPublished(String name, float expected) {
    float[] r = {0.18f};
    float[] g = {0.18f};
    float[] b = {0.18f};
    ColourSpace.byName(name).fromLinearRec709(r, g, b);
    assertThat(r[0]).isCloseTo(expected, within(1e-5f));
    assertThat(g[0]).isCloseTo(expected, within(1e-5f));
    assertThat(b[0]).isCloseTo(expected, within(1e-5f));
  }

  /** AP0 to AP1 as printed in S-2014-004, and AP1 to Rec.709 (Bradford) as in the ACES ODT code. */
  @Test
  void matricesAreThePublishedOnes() {
    double[] ap0ToAp1 = {
      1.4514393161,
      -0.2365107469,
      -0.2149285693,
      -0.0765537734,
      1.1762296998,
      -0.0996759264,
      0.0083161484,
      -0.0060324498,
      0.9977163014
    };
    assertThat(Primaries.AP0.matrixTo(Primaries.AP1)).containsExactly(ap0ToAp1, within(1e-8));
    double[] ap1ToRec709 = {
      1.70505, -0.62179, -0.08326, -0.13026, 1.14080, -0.01055, -0.02400, -0.12897, 1.15297
    };
    assertThat(Primaries.AP1.matrixTo(Primaries.REC709)).containsExactly(ap1ToRec709, within(1e-5));
    double[] rec709ToXyz = {
      0.4123908, 0.3575843, 0.1804808, 0.2126390, 0.7151687, 0.0721923, 0.0193308, 0.1191948,
      0.9505322
    };
    assertThat(Primaries.REC709.toXyz()).containsExactly(rec709ToXyz, within(1e-6));
  }

  @Test
  void namesAreForgiving() {
    assertThat(ColourSpace.byName("ACES2065-1").name()).isEqualTo("aces2065-1");
    assertThat(ColourSpace.byName("Lin Rec.709").isWorkingSpace()).isTrue();
    assertThatThrownBy(() -> ColourSpace.byName("prophoto"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("prophoto")
        .hasMessageContaining("acescct");
  }

  @Property(tries = 2000)
  void encodingRoundTrip(@ForAll @FloatRange(min = -100f, max = 2.4f) float x) {
    ColourEncoding e = ColourEncoding.byName("film-shoulder-v1");
    assertThat((double) e.decode(e.encode(x))).isCloseTo(x, within(1e-5 * Math.abs(x) + 1e-12));
  }

  @Property(tries = 1000)
  void encodingRisesAndIsBounded(
      @ForAll @FloatRange(min = -10f, max = 1e6f) float x, @ForAll @FloatRange(max = 3f) float d) {
    ColourEncoding e = ColourEncoding.byName("film-shoulder-v1");
    assertThat(e.encode(x + d)).isGreaterThanOrEqualTo(e.encode(x));
    assertThat(e.encode(x)).isLessThanOrEqualTo(1f);
    assertThat(e.decode(2f)).isFinite();
    assertThat(e.decode(1f)).isCloseTo(2.4f, within(1e-4f));
  }

  @Test
  void encodingIsTheDisplayCurveOfTheFaceSets() {
    ColourEncoding e = ColourEncoding.byName("film-shoulder-v1");
    assertThat(e.encode(0.18f)).isCloseTo(0.4613561f, within(1e-6f));
    double y = 0.7 + 0.3 * (1 - Math.exp(-0.3 / 0.3));
    assertThat((double) e.encode(1f)).isCloseTo(1.055 * Math.pow(y, 1 / 2.4) - 0.055, within(1e-6));
    assertThat(e.encode(-0.002f)).isEqualTo(-e.encode(0.002f));
    assertThatThrownBy(() -> ColourEncoding.byName("x")).hasMessageContaining("film-shoulder-v1");
  }
}
