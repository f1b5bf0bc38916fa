package org.likeness.ofx.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Every value of the small depths there and back, and the rounding between them. */
final class PixelRowsTest {
  private static ByteBuffer row(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static float[] written(PixelDepth depth, float... values) {
    ByteBuffer row = row(values.length * depth.bytes());
    PixelRows.write(row, depth, values, values.length);
    float[] back = new float[values.length];
    PixelRows.read(row, depth, back, back.length);
    return back;
  }

  @Test
  void everyByteComesBack() {
    ByteBuffer row = row(256);
    for (int i = 0; i < 256; i++) {
      row.put(i, (byte) i);
    }
    float[] values = new float[256];
    PixelRows.read(row, PixelDepth.BYTE, values, 256);
    assertThat(values[0]).isZero();
    assertThat(values[51]).isEqualTo(0.2f);
    assertThat(values[255]).isEqualTo(1);
    assertThat(written(PixelDepth.BYTE, values)).isEqualTo(values);
  }

  @Test
  void everyShortComesBack() {
    ByteBuffer row = row(2 << 16);
    for (int i = 0; i < 1 << 16; i++) {
      row.putShort(2 * i, (short) i);
    }
    float[] values = new float[1 << 16];
    PixelRows.read(row, PixelDepth.SHORT, values, values.length);
    assertThat(values[65535]).isEqualTo(1);
    for (int i = 1; i < values.length; i++) {
      assertThat(values[i]).isGreaterThan(values[i - 1]);
    }
    ByteBuffer back = row(2 << 16);
    PixelRows.write(back, PixelDepth.SHORT, values, values.length);
    assertThat(back).isEqualTo(row);
  }

  @Test
  void wholeNumbersAreClampedAndRoundedToNearest() {
    float[] in = {-1, -0f, Float.NaN, 2, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    float[] out = {0, 0, 0, 1, 1, 0};
    assertThat(written(PixelDepth.BYTE, in)).isEqualTo(out);
    assertThat(written(PixelDepth.SHORT, in)).isEqualTo(out);
    float step = 1 / 255f;
    assertThat(written(PixelDepth.BYTE, 0.49f * step, 0.51f * step, 254.51f * step))
        .containsExactly(0, step, 1);
  }

  @Test
  void everyHalfComesBack() {
    for (int i = 0; i < 1 << 16; i++) {
      short half = (short) i;
      float value = HalfBits.toFloat(half);
      assertThat(HalfBits.of(value)).as("half %x", i).isEqualTo(half);
    }
  }

  @Test
  void halvesAreRoundedToNearestTiesToEven() {
    assertThat(HalfBits.toFloat((short) 0x3C01)).isEqualTo(1 + 0x1p-10f);
    assertThat(written(PixelDepth.HALF, 1 + 0x1p-11f, 1 + 0x1.8p-10f, 1 + 0x1.02p-11f))
        .containsExactly(1, 1 + 0x1p-9f, 1 + 0x1p-10f);
    assertThat(written(PixelDepth.HALF, 0x1p-24f, 0x1p-25f, 0x1.8p-25f, -0x1p-26f))
        .containsExactly(0x1p-24f, 0, 0x1p-24f, -0f);
    assertThat(written(PixelDepth.HALF, 65519, 65520, -1e30f))
        .containsExactly(65504, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    assertThat(written(PixelDepth.HALF, Float.NaN)[0]).isNaN();
  }

  /** A NaN's own bits, infinities and a negative nothing pass as they are. */
  @Test
  void floatsPassBitByBit() {
    int[] bits = {0x7FC0_1234, 0x7F80_0000, 0x8000_0000, 1, 0x3F80_0001};
    float[] values = new float[bits.length];
    ByteBuffer row = row(4 * bits.length);
    for (int i = 0; i < bits.length; i++) {
      row.putInt(4 * i, bits[i]);
    }
    PixelRows.read(row, PixelDepth.FLOAT, values, values.length);
    ByteBuffer back = row(4 * bits.length);
    PixelRows.write(back, PixelDepth.FLOAT, values, values.length);
    assertThat(back).isEqualTo(row);
  }

  @Test
  void textOfStrokesStaysInItsLine() {
    double[] lines = StrokeFont.lines(10, 20, 6, "ID 7?");
    assertThat(lines).hasSizeGreaterThan(30);
    assertThat(lines.length % 4).isZero();
    for (int i = 0; i < lines.length; i += 2) {
      assertThat(lines[i]).isBetween(10.0, 10 + 5 * 6.0);
      assertThat(lines[i + 1]).isBetween(20.0, 26.0);
    }
    assertThat(StrokeFont.lines(0, 0, 6, "a")).isEqualTo(StrokeFont.lines(0, 0, 6, "A"));
    double[][] glyphs = new double[36][];
    for (int i = 0; i < 36; i++) {
      glyphs[i] = StrokeFont.lines(0, 0, 6, Character.toString(Character.forDigit(i, 36)));
    }
    for (int i = 0; i < 36; i++) {
      for (int k = 0; k < i; k++) {
        boolean zeroAndO = i == 24 && k == 0;
        assertThat(Arrays.equals(glyphs[i], glyphs[k])).as("%d and %d", i, k).isEqualTo(zeroAndO);
      }
    }
  }
}
