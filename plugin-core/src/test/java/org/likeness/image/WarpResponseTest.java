package org.likeness.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What the resampling filter lets through, measured by gratings; the table of the decision on
 * geometry is printed by {@link #main}. Frequencies are in cycles a pixel of what comes in.
 */
class WarpResponseTest {
  private static final int SIDE = 512;

  /** The way into a crop whose pixels are {@code step} of the plate's apart. */
  private static double into(double frequency, double step, double turn) {
    Plane grating = grating(frequency, turn);
    Affine2 s = Affine2.similarity(1 / step, -turn, 0, 0);
    int size = (int) (SIDE / 2 / step);
    Affine2 map = middle(s, size);
    Plane crop = Warp.toCrop(Frame.opaque(grating, grating, grating), map, size).r();
    return amplitude(crop, map.inverse(), frequency, turn);
  }

  /** The way back from a crop whose pixels are {@code step} of the plate's apart. */
  private static double back(double frequency, double step) {
    Plane crop = grating(frequency, 0);
    int size = (int) (SIDE / 2 * step);
    Affine2 map = middle(Affine2.scale(step, step), size);
    Plane out = Warp.fromCrop(crop, map.inverse(), PixelRect.ofSize(size, size));
    return amplitude(out, map.inverse(), frequency, 0);
  }

  private static Affine2 middle(Affine2 s, int size) {
    double half = SIDE / 2.0;
    return new Affine2(
        s.a(),
        s.b(),
        size / 2.0 - s.mapX(half, half) + 0.31,
        s.d(),
        s.e(),
        size / 2.0 - s.mapY(half, half) + 0.17);
  }

  private static Plane grating(double frequency, double turn) {
    Plane p = Plane.zeros(PixelRect.ofSize(SIDE, SIDE));
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double along = (x + 0.5) * Math.cos(turn) + (y + 0.5) * Math.sin(turn);
        p.data()[y * SIDE + x] = (float) Math.cos(2 * Math.PI * frequency * along);
      }
    }
    return p;
  }

  /** How much of the wave is there where it belongs, by its two phases. */
  private static double amplitude(Plane p, Affine2 toInput, double frequency, double turn) {
    double cc = 0;
    double ss = 0;
    double cs = 0;
    double pc = 0;
    double ps = 0;
    PixelRect r = p.rect().grow(-6);
    for (int y = r.y0(); y < r.y1(); y++) {
      for (int x = r.x0(); x < r.x1(); x++) {
        double u = toInput.mapX(x + 0.5, y + 0.5);
        double v = toInput.mapY(x + 0.5, y + 0.5);
        double phase = 2 * Math.PI * frequency * (u * Math.cos(turn) + v * Math.sin(turn));
        double c = Math.cos(phase);
        double s = Math.sin(phase);
        cc += c * c;
        ss += s * s;
        cs += c * s;
        pc += c * p.get(x, y);
        ps += s * p.get(x, y);
      }
    }
    double det = cc * ss - cs * cs;
    double a = (ss * pc - cs * ps) / det;
    double b = (cc * ps - cs * pc) / det;
    return Math.sqrt(a * a + b * b);
  }

  /** All that comes out of a wave, its place aside: root mean square, 1 for a whole wave. */
  private static double rest(double frequency, double step) {
    Plane g = grating(frequency, 0);
    int size = (int) (SIDE / 2 / step);
    Plane crop =
        Warp.toCrop(Frame.opaque(g, g, g), middle(Affine2.scale(1 / step, 1 / step), size), size)
            .r();
    double sum = 0;
    int n = 0;
    PixelRect r = crop.rect().grow(-6);
    for (int y = r.y0(); y < r.y1(); y++) {
      for (int x = r.x0(); x < r.x1(); x++) {
        sum += 2.0 * crop.get(x, y) * crop.get(x, y);
        n++;
      }
    }
    return Math.sqrt(sum / n);
  }

  /** Spectrum of Mitchell and Netravali's family at a frequency, by numbers. */
  private static double spectrum(double frequency, double b, double c) {
    double sum = 0;
    int n = 4000;
    for (int i = 0; i < n; i++) {
      double t = 2 * (i + 0.5) / n;
      double k =
          t < 1
              ? ((12 - 9 * b - 6 * c) * t * t * t + (-18 + 12 * b + 6 * c) * t * t + 6 - 2 * b) / 6
              : ((-b - 6 * c) * t * t * t
                      + (6 * b + 30 * c) * t * t
                      + (-12 * b - 48 * c) * t
                      + 8 * b
                      + 24 * c)
                  / 6;
      sum += 2 * k * Math.cos(2 * Math.PI * frequency * t) * 2 / n;
    }
    return sum;
  }

  /** On grids alike, a wave and its image at the grid's other side cannot be told apart. */
  private static double image(double f, double step, double b, double c) {
    return step == 1 ? Math.abs(spectrum(1 - f, b, c)) : 0;
  }

  @Test
  void intoTheCropItIsMitchellsFilterAsWideAsTheCoarserGridAsks() {
    for (double step : new double[] {1, 1.5, 2, 4}) {
      for (double f : new double[] {0.05, 0.15, 0.25, 0.35, 0.45}) {
        // Cycles a pixel of the crop, which is the coarser grid.
        assertThat(into(f / step, step, 0))
            .as("%s at step %s", f, step)
            .isCloseTo(
                Math.abs(spectrum(f, 1 / 3.0, 1 / 3.0)),
                within(0.02 + image(f, step, 1 / 3.0, 1 / 3.0)));
      }
    }
  }

  @Test
  void whatTheCropCannotHoldIsNotFoldedBackIntoIt() {
    for (double step : new double[] {2, 4}) {
      assertThat(rest(0.7 / step, step)).isLessThan(0.16);
      assertThat(rest(0.9 / step, step)).isLessThan(0.06);
      assertThat(rest(1.0 / step, step)).isLessThan(0.06);
    }
  }

  @Test
  void aTurnedCropIsFilteredAlike() {
    for (double turn : new double[] {0.4, 0.785}) {
      for (double f : new double[] {0.1, 0.25}) {
        assertThat(into(f / 2, 2, turn)).isCloseTo(into(f / 2, 2, 0), within(0.05));
      }
    }
  }

  @Test
  void backOnThePlateItGoesThroughTheSamples() {
    for (double step : new double[] {1, 2, 3}) {
      for (double f : new double[] {0.05, 0.15, 0.25, 0.35}) {
        assertThat(back(f, step))
            .as("%s at step %s", f, step)
            .isCloseTo(spectrum(f, 0, 0.5), within(0.03 + image(f, step, 0, 0.5)));
      }
    }
    Plane crop = grating(0.43, 0.3);
    Plane same = Warp.fromCrop(crop, Affine2.IDENTITY, crop.rect());
    assertThat(same.data()).isEqualTo(crop.data());
  }

  /** A quarter of a pixel is a quarter of a pixel, both ways. */
  @Test
  void aCropThatIsMovedByAQuarterOfAPixelIsMovedByThat() {
    for (double by : new double[] {0.25, 0.5, -0.25}) {
      Affine2 map = new Affine2(0.8, 0, -150.2, 0, 0.8, -150.2);
      Affine2 moved = Affine2.similarity(1, 0, -by, 0).then(map);
      Plane blob = blob(256.3, 257.1, 9);
      Frame plate = Frame.opaque(blob, blob, blob);
      double here = middleOf(Warp.toCrop(plate, map, 120).r());
      double there = middleOf(Warp.toCrop(plate, moved, 120).r());
      assertThat((here - there) / 0.8).isCloseTo(by, within(1e-3));
      Plane crop = Warp.toCrop(plate, map, 120).r();
      PixelRect window = new PixelRect(190, 190, 330, 330);
      double on = middleOf(Warp.fromCrop(crop, map, window));
      double then = middleOf(Warp.fromCrop(crop, moved, window));
      assertThat(on).isCloseTo(256.3, within(5e-3));
      assertThat(then - on).isCloseTo(by, within(1e-3));
    }
  }

  private static Plane blob(double x, double y, double sigma) {
    Plane p = Plane.zeros(PixelRect.ofSize(SIDE, SIDE));
    for (int j = 0; j < SIDE; j++) {
      for (int i = 0; i < SIDE; i++) {
        double r = (i + 0.5 - x) * (i + 0.5 - x) + (j + 0.5 - y) * (j + 0.5 - y);
        p.data()[j * SIDE + i] = (float) Math.exp(-r / (2 * sigma * sigma));
      }
    }
    return p;
  }

  private static double middleOf(Plane p) {
    double sum = 0;
    double all = 0;
    for (int y = p.rect().y0(); y < p.rect().y1(); y++) {
      for (int x = p.rect().x0(); x < p.rect().x1(); x++) {
        sum += (x + 0.5) * p.get(x, y);
        all += p.get(x, y);
      }
    }
    return sum / all;
  }

  @Test
  void aBendMovesWhatItSaysAndLeavesTheRestBitForBit() {
    int nodes = 65;
    float[] dx = new float[nodes * nodes];
    float[] dy = new float[nodes * nodes];
    for (int j = 24; j <= 40; j++) {
      for (int i = 24; i <= 40; i++) {
        dx[j * nodes + i] = -0.01f;
      }
    }
    CropBend bend = new CropBend(nodes, dx, dy);
    Plane blob = blob(60, 60, 5);
    Affine2 map = Affine2.IDENTITY;
    Plane[] in = {blob.crop(PixelRect.ofSize(120, 120))};
    Plane out = Warp.fromCrop(in, map, bend, in[0].rect())[0];
    assertThat(middleOf(out) - middleOf(in[0])).isCloseTo(0.01 * 120, within(0.05));
    Plane plate = Warp.bent(in, map, 120, bend, in[0].rect())[0];
    assertThat(middleOf(plate) - middleOf(in[0])).isCloseTo(0.01 * 120, within(0.05));
    for (int y = 0; y < 120; y++) {
      for (int x = 0; x < 40; x++) {
        assertThat(Float.floatToRawIntBits(plate.get(x, y)))
            .isEqualTo(Float.floatToRawIntBits(in[0].get(x, y)));
      }
    }
  }

  /** Prints the table. */
  public static void main(String[] args) {
    StringBuilder out =
        new StringBuilder(
            "cycles a pixel of the coarser grid | into, step 1 | 2 | 4 | turned 45, step 2 | back,"
                + " step 1 | 2 | 3\n");
    for (double f = 0.05; f < 0.76; f += 0.05) {
      out.append(String.format(Locale.ROOT, "%.2f", f));
      for (double step : new double[] {1, 2, 4}) {
        out.append(
            cell(
                f / step < 0.5
                    ? (f <= 0.5 ? into(f / step, step, 0) : rest(f / step, step))
                    : Double.NaN));
      }
      out.append(cell(f <= 0.5 ? into(f / 2, 2, Math.PI / 4) : Double.NaN));
      for (double step : new double[] {1, 2, 3}) {
        out.append(cell(f < 0.5 ? back(f, step) : Double.NaN));
      }
      out.append('\n');
    }
    System.out.print(out);
  }

  private static String cell(double v) {
    return Double.isNaN(v) ? " | -" : String.format(Locale.ROOT, " | %.3f", v);
  }
}
