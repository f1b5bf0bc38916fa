package org.likeness.image.grain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.likeness.image.Frame;
import org.likeness.image.FrameRows;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** A plate with known grain, what is measured on it, and what a face gets. */
class GrainTest {
  private static final int W = 640;
  private static final int H = 480;
  private static final PixelRect RECT = PixelRect.ofSize(W, H);

  /** Softness of the grain of R, G, B, pixels, and how strong it is. */
  private static final double[] SOFT = {0.8, 0.7, 1.1};

  private static final double[] STRONG = {0.02, 0.015, 0.03};

  /** Known variance on some light. */
  private static double variance(int c, double light) {
    return STRONG[c] * STRONG[c] * (0.1 + light);
  }

  private static double[] softKernel(double sigma) {
    double[] k = new double[81];
    double squares = 0;
    for (int i = 0; i < 81; i++) {
      double x = i % 9 - 4;
      double y = i / 9 - 4;
      k[i] = Math.exp(-(x * x + y * y) / (2 * sigma * sigma));
      squares += k[i] * k[i];
    }
    for (int i = 0; i < 81; i++) {
      k[i] /= Math.sqrt(squares);
    }
    return k;
  }

  /**
   * Bars of light from 1/64 to 2, half of them with a texture, under grain; the channels go
   * together.
   */
  private static Frame plate(long seed) {
    Random random = new Random(seed);
    double[][] white = new double[3][(W + 8) * (H + 8)];
    for (int i = 0; i < white[0].length; i++) {
      double common = random.nextGaussian();
      for (int c = 0; c < 3; c++) {
        white[c][i] = Math.sqrt(0.5) * common + Math.sqrt(0.5) * random.nextGaussian();
      }
    }
    Plane[] p = {Plane.zeros(RECT), Plane.zeros(RECT), Plane.zeros(RECT)};
    for (int c = 0; c < 3; c++) {
      double[] k = softKernel(SOFT[c]);
      for (int y = 0; y < H; y++) {
        for (int x = 0; x < W; x++) {
          double light = Math.pow(2, -6 + 7.0 * (x / 64) / 9) * (1 + 0.1 * y / H);
          if (y < H / 2) {
            light *= 1 + 0.25 * Math.sin(x * 0.9) * Math.sin(y * 0.7 + x * 0.2);
          }
          double n = 0;
          for (int i = 0; i < 81; i++) {
            n += k[i] * white[c][(y + i / 9) * (W + 8) + x + i % 9];
          }
          p[c].data()[y * W + x] = (float) (light + Math.sqrt(variance(c, light)) * n);
        }
      }
    }
    return Frame.opaque(p[0], p[1], p[2]);
  }

  private static final GrainModel MODEL = GrainModel.of(GrainMeter.measure(plate(1)));

  private static Plane[] card(float light, int frame, PixelRect rect) {
    Plane[] p = {Plane.filled(rect, light), Plane.filled(rect, light), Plane.filled(rect, light)};
    MODEL.add(p, frame, 1f);
    return p;
  }

  @Test
  void theVarianceOfEachChannelAndBrightnessIsFoundWithinATenth() {
    for (int c = 0; c < 3; c++) {
      for (double light : new double[] {0.03, 0.1, 0.3, 0.8, 1.5}) {
        double found = Math.pow(MODEL.deviation(c, light), 2) / variance(c, light);
        assertThat(found).as("channel " + c + " at " + light).isCloseTo(1, within(0.1));
      }
    }
  }

  @Test
  void theFaceGetsTheVarianceTheSpectrumAndTheColoursOfThePlatesGrain() {
    float light = 0.4f;
    PixelRect rect = PixelRect.ofSize(256, 256);
    Plane[] face = card(light, 7, rect);
    double[][] n = new double[3][];
    for (int c = 0; c < 3; c++) {
      n[c] = new double[face[c].data().length];
      double sum = 0;
      for (int i = 0; i < n[c].length; i++) {
        n[c][i] = face[c].data()[i] - light;
        sum += n[c][i] * n[c][i];
      }
      assertThat(sum / n[c].length / variance(c, light)).isCloseTo(1, within(0.1));
      double[] known = GrainSpectrum.ofKernel(softKernel(SOFT[c]), 9);
      double[] is = GrainSpectrum.of(n[c], 256);
      for (int band = 0; band < GrainSpectrum.BANDS; band++) {
        // Of all power so much lies in a band; what holds next to nothing may be off by more.
        assertThat(is[band])
            .as("channel " + c + " band " + band)
            .isCloseTo(known[band], within(0.1 * known[band] + 0.01));
      }
    }
    double together = 0;
    double a = 0;
    double b = 0;
    for (int i = 0; i < n[0].length; i++) {
      together += n[0][i] * n[1][i];
      a += n[0][i] * n[0][i];
      b += n[1][i] * n[1][i];
    }
    assertThat(together / Math.sqrt(a * b)).isCloseTo(0.5, within(0.07));
  }

  @Test
  void grainDiffersByFrameAndIsTheSameInAnyWindow() {
    PixelRect all = PixelRect.ofSize(64, 48);
    PixelRect part = new PixelRect(11, 7, 40, 30);
    Plane one = card(0.3f, 5, all)[1];
    assertThat(card(0.3f, 5, part)[1].data()).isEqualTo(one.crop(part).data());
    Plane other = card(0.3f, 6, all)[1];
    double product = 0;
    double square = 0;
    for (int i = 0; i < one.data().length; i++) {
      product += (one.data()[i] - 0.3) * (other.data()[i] - 0.3);
      square += (one.data()[i] - 0.3) * (one.data()[i] - 0.3);
    }
    assertThat(Math.abs(product / square)).isLessThan(0.06);
  }

  /** Mean over seven by seven pixels, three times. */
  private static Plane soft(Plane in) {
    Plane p = in;
    for (int pass = 0; pass < 3; pass++) {
      Plane next = Plane.zeros(p.rect().grow(-3));
      for (int y = next.rect().y0(); y < next.rect().y1(); y++) {
        for (int x = next.rect().x0(); x < next.rect().x1(); x++) {
          float sum = 0;
          for (int i = 0; i < 49; i++) {
            sum += p.get(x + i % 7 - 3, y + i / 7 - 3);
          }
          next.data()[next.index(x, y)] = sum / 49;
        }
      }
      p = next;
    }
    return p.crop(RECT);
  }

  /** Soft mottling of half the grain's strength on all that is bright, as skin has it. */
  @Test
  void mottledSkinIsNoGrain() {
    Frame plate = plate(3);
    Random random = new Random(9);
    Plane[] rgb = {plate.r(), plate.g(), plate.b()};
    double[] white = random.doubles((long) W * H, -1, 1).toArray();
    Plane raw = Plane.zeros(RECT.grow(20));
    for (int i = 0; i < raw.data().length; i++) {
      raw.data()[i] = (float) white[i % white.length];
    }
    Plane soft = soft(raw);
    double squares = 0;
    for (float v : soft.data()) {
      squares += (double) v * v / soft.data().length;
    }
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < W * H; i++) {
        if (i % W >= 6 * 64) { // 0.26 and brighter
          double light = rgb[c].data()[i];
          double strong = 0.7 * Math.sqrt(variance(c, Math.max(0, light)) / squares);
          rgb[c].data()[i] += (float) (strong * soft.data()[i]);
        }
      }
    }
    GrainModel found = GrainModel.of(GrainMeter.measure(plate));
    for (int c = 0; c < 3; c++) {
      for (double light : new double[] {0.1, 0.3, 0.8, 1.5}) {
        double ratio = Math.pow(found.deviation(c, light), 2) / variance(c, light);
        assertThat(ratio).as("channel " + c + " at " + light).isCloseTo(1, within(0.1));
      }
    }
  }

  /** As an analysis does it: few blocks of each frame, kept as bytes, in any order. */
  @Test
  void whatFramesSayTogetherIsMetWithinATenth() throws IOException {
    SortedMap<Integer, GrainSample> said = new TreeMap<>();
    for (int frame : new int[] {9, 2, 5, 7}) {
      Frame plate = plate(20 + frame);
      GrainRows rows = new GrainRows(RECT);
      FrameRows.of(plate).read(0, H, rows);
      said.put(frame, GrainSample.of(rows.sample().bytes()));
      assertThat(said.get(frame).bytes()).isEqualTo(rows.sample().bytes());
    }
    GrainModel found = GrainModel.of(said);
    for (int c = 0; c < 3; c++) {
      for (double light : new double[] {0.03, 0.1, 0.3, 0.8, 1.5}) {
        double ratio = Math.pow(found.deviation(c, light), 2) / variance(c, light);
        assertThat(ratio).as("channel " + c + " at " + light).isCloseTo(1, within(0.1));
      }
    }
  }

  /** A few bright blocks of a texture as fine as grain say nothing against a plain wall. */
  @Test
  void fineTextureOnWhatIsBrightIsNoGrain() {
    Frame plate = plate(6);
    Random random = new Random(2);
    Plane[] rgb = {plate.r(), plate.g(), plate.b()};
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < W * H; i++) {
        if (i % W >= 7 * 64) { // 0.47 and brighter
          rgb[c].data()[i] *= (float) (1 + 0.03 * random.nextGaussian());
        }
      }
    }
    GrainModel found = GrainModel.of(GrainMeter.measure(plate));
    for (int c = 0; c < 3; c++) {
      double ratio = Math.pow(found.deviation(c, 0.7), 2) / variance(c, 0.7);
      assertThat(ratio).as("channel " + c).isBetween(0.85, 1.25);
    }
  }

  @Test
  void aPaintedCardHasNone() {
    Plane flat = Plane.filled(RECT, 0.4f);
    assertThat(GrainMeter.measure(Frame.opaque(flat, flat, flat)).isEmpty()).isTrue();
    Plane[] p = {Plane.filled(RECT, 0.4f), flat, flat};
    GrainModel.NONE.add(p, 1, 1f);
    assertThat(p[0].data()).isEqualTo(flat.data());
  }
}
