package org.likeness.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class WarpTest {
  @Property(tries = 60)
  void aFlatPictureStaysFlatUnderAnyMap(
      @ForAll @DoubleRange(min = 0.05, max = 6) double scale,
      @ForAll @DoubleRange(min = -3.2, max = 3.2) double turn,
      @ForAll @DoubleRange(min = -300, max = 300) double shift) {
    Frame f = picture(40, 30, (x, y) -> 2.5f);
    Frame crop = Warp.toCrop(f, Affine2.similarity(scale, turn, shift, -shift), 16);
    for (float v : crop.g().data()) {
      assertThat(v).isCloseTo(2.5f, within(1e-4f));
    }
  }

  @Property(tries = 60)
  void aSlopeIsKeptWhetherShrunkOrEnlarged(
      @ForAll @DoubleRange(min = 0.2, max = 5) double scale,
      @ForAll @DoubleRange(min = -3.1, max = 3.1) double turn) {
    Frame f = picture(200, 200, (x, y) -> 0.01f * (x + 0.5f) + 0.02f * (y + 0.5f));
    Affine2 turned = Affine2.similarity(scale, turn, 0, 0);
    Affine2 map =
        new Affine2(
            turned.a(),
            turned.b(),
            8 - turned.mapX(100, 100),
            turned.d(),
            turned.e(),
            8 - turned.mapY(100, 100));
    Frame crop = Warp.toCrop(f, map, 16);
    Affine2 back = map.inverse();
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        double truth = 0.01 * back.mapX(x + 0.5, y + 0.5) + 0.02 * back.mapY(x + 0.5, y + 0.5);
        assertThat(crop.r().get(x, y)).isCloseTo((float) truth, within(0.004f));
      }
    }
  }

  @Test
  void shrinkingAveragesInsteadOfSkipping() {
    Frame checks = picture(120, 120, (x, y) -> (x + y) % 2);
    for (double turn : new double[] {0, 0.3}) {
      Affine2 s = Affine2.similarity(0.3, turn, 0, 0);
      Affine2 map = new Affine2(s.a(), s.b(), 8 - s.mapX(60, 60), s.d(), s.e(), 8 - s.mapY(60, 60));
      for (float v : Warp.toCrop(checks, map, 16).b().data()) {
        assertThat(v).isCloseTo(0.5f, within(0.02f));
      }
    }
  }

  @Test
  void theStraightWayGivesWhatTheGeneralWayGives() {
    Frame f = picture(90, 70, (x, y) -> (float) Math.sin(x * 0.7) * (y % 5));
    Affine2 straight = new Affine2(0.31, 0, 2.2, 0, 0.31, 3.3);
    Affine2 hair = new Affine2(0.31, 1e-13, 2.2, -1e-13, 0.31, 3.3);
    float[] a = Warp.toCrop(f, straight, 32).r().data();
    float[] b = Warp.toCrop(f, hair, 32).r().data();
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i]).isCloseTo(b[i], within(1e-5f));
    }
  }

  @Test
  void samplesThatAreNotFiniteCountAsZero() {
    Frame f = picture(20, 20, (x, y) -> 1f);
    f.r().data()[10 * 20 + 10] = Float.NaN;
    f.g().data()[10 * 20 + 10] = Float.POSITIVE_INFINITY;
    for (double turn : new double[] {0, 0.2}) {
      Frame crop = Warp.toCrop(f, Affine2.similarity(1, turn, 0, 0), 20);
      for (int i = 0; i < 400; i++) {
        assertThat(crop.r().data()[i]).isBetween(-0.3f, 1.3f).isEqualTo(crop.g().data()[i]);
      }
    }
    assertThat(Warp.toCrop(f, Affine2.IDENTITY, 20).r().get(10, 10)).isLessThan(0.3f);
  }

  @Test
  void backOnThePlateThereIsNothingOutsideTheCrop() {
    Plane crop = Plane.filled(PixelRect.ofSize(32, 32), 0.7f);
    Affine2 map = Affine2.similarity(0.5, 0.4, -3, 5);
    PixelRect window = new PixelRect(-40, -40, 120, 120);
    Plane out = Warp.fromCrop(crop, map, window);
    int inside = 0;
    for (int y = window.y0(); y < window.y1(); y++) {
      for (int x = window.x0(); x < window.x1(); x++) {
        double u = map.mapX(x + 0.5, y + 0.5);
        double v = map.mapY(x + 0.5, y + 0.5);
        boolean in = u >= 0 && u <= 32 && v >= 0 && v <= 32;
        inside += in ? 1 : 0;
        assertThat(out.get(x, y)).isCloseTo(in ? 0.7f : 0f, within(1e-5f));
      }
    }
    assertThat(inside).isBetween(4000, 4200); // 32 / 0.5 squared is 4096
  }

  @Test
  void thereAndBackKeepsASoftPicture() {
    Frame f = picture(160, 160, (x, y) -> (float) (Math.sin(x * 0.1) * Math.cos(y * 0.08)));
    Affine2 s = Affine2.similarity(1, 0.5, 0, 0);
    Affine2 map = new Affine2(s.a(), s.b(), 64 - s.mapX(80, 80), s.d(), s.e(), 64 - s.mapY(80, 80));
    Plane crop = Warp.toCrop(f, map, 128).r();
    Plane back = Warp.fromCrop(crop, map, new PixelRect(60, 60, 100, 100));
    for (int y = 60; y < 100; y++) {
      for (int x = 60; x < 100; x++) {
        assertThat(back.get(x, y)).isCloseTo(f.r().get(x, y), within(0.01f));
      }
    }
  }

  @Test
  void anEmptyPlateGivesZeros() {
    Frame f = picture(0, 0, (x, y) -> 1f);
    assertThat(Warp.toCrop(f, Affine2.IDENTITY, 4).r().data()).containsOnly(0f);
  }

  private interface Picture {
    float at(int x, int y);
  }

  private static Frame picture(int w, int h, Picture p) {
    PixelRect r = PixelRect.ofSize(w, h);
    Plane[] planes = {Plane.zeros(r), Plane.zeros(r), Plane.zeros(r)};
    for (Plane q : planes) {
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          q.data()[q.index(x, y)] = p.at(x, y);
        }
      }
    }
    return Frame.opaque(planes[0], planes[1], planes[2]);
  }
}
