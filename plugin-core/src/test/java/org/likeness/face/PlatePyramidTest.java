package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.FrameRows;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class PlatePyramidTest {
  @Test
  void aCropOfARampIsTheRampAtEveryScaleAndTurn() {
    PixelRect window = new PixelRect(-20, 10, 780, 510);
    Plane ramp = Plane.zeros(window);
    for (int y = window.y0(); y < window.y1(); y++) {
      for (int x = window.x0(); x < window.x1(); x++) {
        ramp.data()[ramp.index(x, y)] = (float) (x + 0.5 + 3 * (y + 0.5));
      }
    }
    PlatePyramid p = new PlatePyramid(Frame.opaque(ramp, ramp, ramp));
    for (double side : new double[] {30, 100, 250}) {
      for (double turn : new double[] {0, 0.7, Math.PI / 2, -2.5}) {
        Affine2 map = new Square(380, 260, side, turn).toCrop(64);
        float[] crop = p.crop(map, 64);
        Affine2 back = map.inverse();
        for (int i = 0; i < 64 * 64; i += 37) {
          double x = back.mapX(i % 64 + 0.5, i / 64 + 0.5);
          double y = back.mapY(i % 64 + 0.5, i / 64 + 0.5);
          assertThat((double) crop[i]).isCloseTo(x + 3 * y, within(0.01));
          assertThat(crop[i + 2 * 64 * 64]).isEqualTo(crop[i]);
        }
      }
    }
  }

  @Test
  void oddEdgesThinPlatesAndBadSamplesAreNoTrouble() {
    for (int[] size : new int[][] {{1, 1}, {1, 9}, {7, 1}, {5, 3}, {33, 18}}) {
      Plane p = Plane.filled(PixelRect.ofSize(size[0], size[1]), 0.5f);
      PlatePyramid even = new PlatePyramid(Frame.opaque(p, p, p));
      for (double side : new double[] {2, 40, 500}) {
        for (double turn : new double[] {0, 0.3}) {
          for (float v : even.crop(new Square(1, 1, side, turn).toCrop(16), 16)) {
            assertThat(v).isCloseTo(0.5f, within(1e-6f));
          }
        }
      }
    }
    Plane bad = Plane.filled(PixelRect.ofSize(64, 64), 1f);
    bad.data()[bad.index(10, 10)] = Float.NaN;
    bad.data()[bad.index(11, 10)] = Float.POSITIVE_INFINITY;
    PlatePyramid p = new PlatePyramid(Frame.opaque(bad, bad, bad));
    assertThat(p.level(1).get(0, 5, 5)).isEqualTo(0.5f);
    for (float v : p.crop(new Square(32, 32, 64, 0).toCrop(64), 64)) {
      assertThat(v).isFinite();
    }
  }

  @Test
  void aPartThatWasKeptAndOneThatIsReadAgainShowTheSame() throws Exception {
    PixelRect window = new PixelRect(-7, 3, 1013, 603);
    Plane plane = Plane.zeros(window);
    for (int i = 0; i < plane.data().length; i++) {
      plane.data()[i] = (i * 37L % 1001) / 1000f;
    }
    Frame frame = Frame.opaque(plane, plane, plane);
    Affine2[] maps = {
      new Square(500, 300, 60, 0.2).toCrop(64), // enlarged
      new Square(100, 580, 100, 0).toCrop(64), // reaches beyond the plate
      new Square(700, 200, 90, -1).toCrop(64),
      new Square(500, 300, 500, 0.1).toCrop(64)
    };
    List<float[]> wanted = new ArrayList<>();
    for (Affine2 map : maps) {
      wanted.add(new PlatePyramid(frame).crop(map, 64));
    }
    PlatePyramid reused = new PlatePyramid();
    for (PixelRect keep :
        List.of(PixelRect.EMPTY, window, new PixelRect(440, 240, 560, 360), window)) {
      reused.fill(FrameRows.of(frame), keep, (y, n, r, g, b) -> {});
      for (int i = 0; i < maps.length; i++) {
        assertThat(reused.crop(maps[i], 64)).as("%s, crop %d", keep, i).isEqualTo(wanted.get(i));
      }
    }
  }

  @Test
  void aRankIsThatOfTheSortedNumbers() {
    Random random = new Random(11);
    for (int n = 1; n < 60; n++) {
      float[] v = new float[n + 3];
      for (int i = 0; i < v.length; i++) {
        // Many alike, or hardly different, or of all sizes; what lies beyond n does not count.
        float some =
            switch (n % 3) {
              case 0 -> random.nextInt(12);
              case 1 -> Float.intBitsToFloat(0x3f800000 + random.nextInt(2000));
              default -> Float.intBitsToFloat(random.nextInt(0x7f800000));
            };
        v[i] = i < n ? some : -1;
      }
      float[] sorted = Arrays.copyOf(v, n);
      Arrays.sort(sorted);
      int rank = random.nextInt(n);
      assertThat(DisplayView.ranked(v, n, rank)).isEqualTo(sorted[rank]);
    }
  }

  @Test
  void theCurveIsTheDisplaysAndCountsBadNumbersAsBlack() {
    assertThat(DisplayCurve.of(0.18f)).isCloseTo(0.4613f, within(1e-4f));
    assertThat(DisplayCurve.of(0.001f)).isCloseTo(0.01292f, within(1e-5f));
    assertThat(DisplayCurve.of(Float.NaN)).isZero();
    assertThat(DisplayCurve.of(-3f)).isZero();
    assertThat(DisplayCurve.of(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    float before = -1;
    for (float v = 1e-6f; v < 10; v *= 1.01f) {
      assertThat(DisplayCurve.of(v)).isGreaterThanOrEqualTo(before);
      before = DisplayCurve.of(v);
    }
    assertThat(before).isEqualTo(1f);
  }
}
