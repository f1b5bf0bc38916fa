package org.likeness.pipeline.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.likeness.face.Landmarks;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.grain.GrainMeter;
import org.likeness.image.grain.GrainModel;
import org.likeness.pipeline.TestPlates;

class FinishTest {
  private static final PixelRect RECT = PixelRect.ofSize(240, 200);

  private static Landmarks at(double x, double y) {
    return TestPlates.face(1, x, y, 80).landmarks();
  }

  private static Plane disc(double cx, double cy, double radius, PixelRect rect) {
    Plane p = Plane.zeros(rect);
    int i = 0;
    for (int y = rect.y0(); y < rect.y1(); y++) {
      for (int x = rect.x0(); x < rect.x1(); x++, i++) {
        double d = radius - Math.hypot(x + 0.5 - cx, y + 0.5 - cy) + 0.5;
        p.data()[i] = (float) Math.max(0, Math.min(1, d));
      }
    }
    return p;
  }

  private static Plane noise(long seed, double sigma) {
    Random random = new Random(seed);
    Plane p = Plane.zeros(RECT.grow(20));
    for (int i = 0; i < p.data().length; i++) {
      p.data()[i] = (float) (0.4 + 0.1 * random.nextGaussian());
    }
    return Fir.blur(p, sigma, RECT);
  }

  /** Twelve pixels a frame at 180 degrees are six pixels while the shutter is open. */
  @Test
  void aFaceIsSmearedAlongItsWayByTheShutter() {
    MotionBlur blur = MotionBlur.of(at(120, 100), at(132, 100), at(108, 100), 180);
    assertThat(blur).isNotNull();
    Plane cover = disc(120, 100, 40, RECT.grow(blur.margin()));
    Plane white = Plane.filled(cover.rect(), 0.7f);
    Plane[] out = blur.blur(new Plane[] {white, white, white}, cover, RECT);
    double across = 0;
    double down = 0;
    for (int k = -60; k <= 60; k++) {
      across += Math.abs(out[3].get(120 + k + 1, 100) - out[3].get(120 + k, 100)) * Math.abs(k);
      down += Math.abs(out[3].get(120, 100 + k + 1) - out[3].get(120, 100 + k)) * Math.abs(k);
    }
    double width = 0;
    for (int x = 140; x < 180; x++) {
      float a = out[3].get(x, 100);
      width += a > 0.01f && a < 0.99f ? 1 : 0;
    }
    assertThat(width).isBetween(5.0, 8.0);
    int soft = 0;
    for (int y = 120; y < 160; y++) {
      float a = out[3].get(120, y);
      soft += a > 0.01f && a < 0.99f ? 1 : 0;
    }
    assertThat(soft).isLessThanOrEqualTo(2);
    assertThat(across).isCloseTo(down, within(2.0));
    for (int i = 0; i < out[0].data().length; i++) {
      assertThat(out[0].data()[i]).isCloseTo(0.7f, within(1e-5f));
    }
  }

  @Test
  void aFaceThatHardlyMovesOrIsKnownAloneIsNotBlurred() {
    assertThat(MotionBlur.of(at(120, 100), at(120.3, 100), at(119.8, 100), 180)).isNull();
    assertThat(MotionBlur.of(at(120, 100), null, null, 180)).isNull();
    assertThat(MotionBlur.of(at(120, 100), null, at(90, 100), 180)).isNotNull();
  }

  @Test
  void aSharpFaceIsBlurredToASoftPlateAndASoftOneSharpened() {
    Plane sharp = noise(1, 0.8);
    Plane soft = noise(2, 1.8);
    Plane cover = Plane.filled(RECT, 1f);
    Plane[] s = {sharp, sharp, sharp};
    Plane[] p = {soft, soft, soft};
    Sharpness blur = Sharpness.between(s, p, cover, GrainModel.NONE, 1);
    // Variances of blurs add: 1.8 squared less 0.8 squared.
    assertThat(blur.amount()).isCloseTo(1.61, within(0.25));
    Sharpness mask = Sharpness.between(p, s, cover, GrainModel.NONE, 1);
    assertThat(mask.amount()).isLessThan(-0.5);
    assertThat(Math.abs(Sharpness.between(s, s, cover, GrainModel.NONE, 1).amount()))
        .isLessThan(0.3);
  }

  /** A dark slit of four pixels between lips that are bright in red. */
  @Test
  void sharpeningLeavesDarkWhatItIsAndNeverGoesBelowBlack() {
    Plane lips = Plane.filled(RECT, 0.5f);
    for (int y = 98; y < 102; y++) {
      for (int x = 0; x < 240; x++) {
        lips.data()[lips.index(x, y)] = 0.02f;
      }
    }
    Plane soft = Fir.blur(Fir.extended(lips, RECT.grow(6)), 1, RECT);
    Plane sharp = new Sharpness(-2).apply(Fir.extended(soft, RECT.grow(6)), RECT);
    float dark = soft.get(120, 99);
    assertThat(sharp.get(120, 99)).isBetween(0.25f * dark, 0.5f * dark);
    assertThat(sharp.get(120, 94)).isGreaterThan(soft.get(120, 94));
    Plane under = Plane.filled(RECT.grow(6), -0.1f);
    assertThat(new Sharpness(-2).apply(under, RECT).get(120, 99)).isCloseTo(-0.1f, within(1e-6f));
  }

  @Test
  void detailIsThePlatesAndItsShadingIsNot() {
    Plane p = Plane.zeros(RECT);
    for (int i = 0; i < p.data().length; i++) {
      int x = i % 240;
      p.data()[i] = (0.2f + 0.6f * x / 240) * (1f + 0.2f * (float) Math.sin(x * 1.2));
    }
    Plane[] face = {Plane.filled(RECT, 0.5f), Plane.filled(RECT, 0.4f), Plane.filled(RECT, 0.3f)};
    new PlateDetail(Frame.opaque(p, p, p), 4, 1).apply(face, RECT);
    double mean = 0;
    double swing = 0;
    for (int x = 40; x < 200; x++) {
      mean += face[0].get(x, 100) / 160;
      swing = Math.max(swing, Math.abs(face[0].get(x, 100) / 0.5 - 1));
    }
    assertThat(mean).isCloseTo(0.5, within(0.01));
    assertThat(swing).isBetween(0.1, 0.22);
    assertThat(face[2].get(100, 50) / face[0].get(100, 50)).isCloseTo(0.6f, within(1e-5f));
  }

  @Test
  void whateverTheWindowAPixelIsTheSame() {
    GrainModel grain = GrainModel.of(GrainMeter.measure(grainy()));
    Frame plate = Frame.opaque(noise(5, 1), noise(6, 1), noise(7, 1));
    for (double amount : new double[] {1.4, -0.8}) {
      Finish f =
          new Finish(
              3,
              new Sharpness(amount),
              MotionBlur.of(at(120, 100), at(130, 96), at(110, 104), 200),
              new PlateDetail(plate, 2, 0.7),
              grain,
              1f);
      PixelRect part = new PixelRect(61, 53, 150, 111);
      Plane[] whole = finished(f, RECT);
      Plane[] some = finished(f, part);
      for (int c = 0; c < 3; c++) {
        assertThat(some[c].data()).isEqualTo(whole[c].crop(part).data());
      }
    }
  }

  private static Frame grainy() {
    return Frame.opaque(noise(11, 0.6), noise(12, 0.6), noise(13, 0.6));
  }

  private static Plane[] finished(Finish f, PixelRect window) {
    PixelRect wide = window.grow(f.margin());
    Plane[] face = new Plane[3];
    for (int c = 0; c < 3; c++) {
      face[c] = Plane.zeros(wide);
      for (int y = wide.y0(); y < wide.y1(); y++) {
        for (int x = wide.x0(); x < wide.x1(); x++) {
          face[c].data()[face[c].index(x, y)] = 0.3f + 0.1f * ((x * 7 + y * 13 + c) % 11) / 11f;
        }
      }
    }
    return f.colours(face, disc(120, 100, 50, wide), window);
  }
}
