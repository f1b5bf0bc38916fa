package org.likeness.image.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.likeness.image.Affine2;
import org.likeness.image.FrameRows;

/** The loops in Java and those of the native library give the same bits. */
class PixelLoopsTest {
  private final PixelLoops plain = new PlainLoops();
  private final PixelLoops fast = PixelLoops.best();
  private final Random random = new Random(7);

  @BeforeEach
  void needsBoth() {
    assumeTrue(fast instanceof NativeLoops, "native/ is not built: there is nothing to compare");
  }

  @Test
  void halvingIsTheSameForAllSizesAndBadSamples() {
    for (int[] size : new int[][] {{1, 2}, {2, 1}, {7, 5}, {8, 8}, {33, 18}, {64, 31}, {129, 2}}) {
      for (boolean bad : new boolean[] {false, true}) {
        List<ByteBuffer> p = planes(size[0], size[1], bad);
        Pixels[] out = {new Pixels(), new Pixels()};
        Pixels[] again = {new Pixels(), new Pixels()};
        for (int i = 0; i < 2; i++) {
          PixelLoops loops = i == 0 ? plain : fast;
          out[i].resize((size[0] + 1) / 2, (size[1] + 1) / 2);
          loops.halve(p.get(0), p.get(1), p.get(2), size[0], size[1], out[i], 0);
          again[i].resize((out[i].width() + 1) / 2, (out[i].height() + 1) / 2);
          int first = Math.min(2, out[i].height());
          loops.halve(out[i], 0, first, again[i]);
          if (out[i].height() > first) {
            loops.halve(out[i], first, out[i].height() - first, again[i]);
          }
        }
        same(out[0], out[1]);
        same(again[0], again[1]);
        for (int y = 0; y < out[0].height(); y++) {
          for (int x = 0; x < out[0].width(); x++) {
            assertThat(out[0].get(0, x, y)).isFinite();
          }
        }
      }
    }
  }

  @Test
  void cropsAreTheSameAtEveryTurnAndBeyondTheEdge() {
    int width = 61;
    int height = 40;
    Pixels[] picture = {new Pixels(), new Pixels()};
    List<ByteBuffer> p = planes(width, height, true);
    for (int i = 0; i < 2; i++) {
      picture[i].resize(width, height);
      (i == 0 ? plain : fast)
          .pack(p.get(0), p.get(1), p.get(2), 0, width, width, height, picture[i], 0);
    }
    same(picture[0], picture[1]);
    for (int size : new int[] {1, 6, 16, 37}) {
      for (double turn : new double[] {0, 0.4, Math.PI / 2, -2.5}) {
        for (double side : new double[] {5, 30, 90}) {
          Affine2 back = Affine2.squareToCrop(33.3, 17.1, side, turn, size).inverse();
          CropGrid grid = CropGrid.of(back, 0, 0, 1, size);
          FloatBuffer[] out = {Pixels.direct(3 * size * size), Pixels.direct(3 * size * size)};
          for (int i = 0; i < 2; i++) {
            (i == 0 ? plain : fast).crop(picture[i], 0, 0, width, height, grid, true, out[i]);
          }
          same(out[0], out[1]);
          assertThat(grid.left(width)).isBetween(0, grid.rightEnd(width) - 2);
          assertThat(grid.top(height)).isBetween(0, grid.bottom(height) - 2);
        }
      }
    }
  }

  @Test
  void theCurveIsTheSameForEveryKindOfNumber() {
    ToneCurve curve = new ToneCurve(0x1p-30f, 8f, 256, x -> Math.sqrt(x / 8));
    int n = 100_003;
    FloatBuffer[] v = {Pixels.direct(n), Pixels.direct(n)};
    for (int i = 0; i < n; i++) {
      float any = i % 3 == 0 ? Float.intBitsToFloat(random.nextInt()) : random.nextFloat() * 9;
      v[0].put(i, any);
      v[1].put(i, any);
    }
    plain.curve(curve, v[0], n, 0.7f, -1, 1);
    fast.curve(curve, v[1], n, 0.7f, -1, 1);
    same(v[0], v[1]);
    assertThat(curve.of(2f)).isCloseTo(0.5f, within(1e-6f));
    assertThat(curve.of(3.3f)).isCloseTo((float) Math.sqrt(3.3 / 8), within(1e-5f));
    assertThat(curve.of(Float.NaN)).isZero();
    assertThat(curve.of(-1f)).isZero();
    assertThat(curve.of(Float.POSITIVE_INFINITY)).isEqualTo(1f);
  }

  @Test
  void turnsAreTheSameAndFourOfThemAreNone() {
    for (int size : new int[] {1, 3, 4, 8, 13, 24}) {
      int n = 3 * size * size;
      FloatBuffer in = Pixels.direct(n);
      for (int i = 0; i < n; i++) {
        in.put(i, i);
      }
      for (int quarters = -1; quarters < 5; quarters++) {
        FloatBuffer[] out = {Pixels.direct(n), Pixels.direct(n)};
        plain.turn(in, size, quarters, out[0]);
        fast.turn(in, size, quarters, out[1]);
        same(out[0], out[1]);
        FloatBuffer home = Pixels.direct(n);
        fast.turn(out[1], size, 4 - quarters, home);
        same(home, in);
        if (quarters == 1) {
          // A quarter clockwise: the square's right edge is seen on top.
          assertThat(out[0].get(0)).isEqualTo(size - 1f);
        }
      }
    }
  }

  @Test
  void blurIsTheSameAndKnowsASoftPicture() {
    for (int size : new int[] {1, 3, 8, 25, 64}) {
      int n = 3 * size * size;
      FloatBuffer in = Pixels.direct(n);
      for (int i = 0; i < n; i++) {
        in.put(i, random.nextFloat());
      }
      double[] noise = fast.blur(in, size, Pixels.direct(PixelLoops.blurRoom(size)));
      assertThat(noise)
          .containsExactly(plain.blur(in, size, Pixels.direct(PixelLoops.blurRoom(size))));
      if (size < 8) {
        continue;
      }
      for (int i = 0; i < n; i++) {
        in.put(i, i % size / (float) size);
      }
      double[] ramp = fast.blur(in, size, Pixels.direct(PixelLoops.blurRoom(size)));
      assertThat(ramp)
          .containsExactly(plain.blur(in, size, Pixels.direct(PixelLoops.blurRoom(size))));
      // Of noise a mean over nine leaves little, of a ramp all but its ends; it does not change
      // downwards.
      assertThat(noise[1] / noise[0]).isGreaterThan(0.7);
      assertThat(ramp[0]).isCloseTo(size - 1.0, within(1e-3));
      assertThat(ramp[1] / ramp[0]).isLessThan(5.0 / size);
      assertThat(ramp[2]).isZero();
    }
  }

  private List<ByteBuffer> planes(int width, int height, boolean bad) {
    List<ByteBuffer> planes = FrameRows.planes(width * height);
    for (ByteBuffer p : planes) {
      for (int i = 0; i < width * height; i++) {
        int kind = bad ? random.nextInt(9) : 9;
        float v = random.nextFloat();
        p.putFloat(
            Float.BYTES * i,
            switch (kind) {
              case 0 -> Float.NaN;
              case 1 -> Float.NEGATIVE_INFINITY;
              case 2 -> Float.MAX_VALUE * v;
              case 3 -> -v;
              default -> v;
            });
      }
    }
    return planes;
  }

  private static void same(Pixels a, Pixels b) {
    assertThat(a.width()).isEqualTo(b.width());
    assertThat(a.height()).isEqualTo(b.height());
    for (int y = 0; y < a.height(); y++) {
      for (int x = 0; x < a.width(); x++) {
        for (int c = 0; c < 3; c++) {
          assertThat(Float.floatToIntBits(b.get(c, x, y)))
              .as("channel %d at %d, %d", c, x, y)
              .isEqualTo(Float.floatToIntBits(a.get(c, x, y)));
        }
      }
    }
  }

  private static void same(FloatBuffer a, FloatBuffer b) {
    for (int i = 0; i < a.limit(); i++) {
      assertThat(Float.floatToIntBits(b.get(i)))
          .as("%d", i)
          .isEqualTo(Float.floatToIntBits(a.get(i)));
    }
  }
}
