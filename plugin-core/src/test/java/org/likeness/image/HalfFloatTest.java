package org.likeness.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against a reference that only knows the values of the halves and exact arithmetic. */
class HalfFloatTest {
  /** Value of a finite half by the standard's formula. */
  private static double valueOf(int half) {
    int e = half >>> 10 & 31;
    int f = half & 1023;
    double v = e == 0 ? f * Math.pow(2, -24) : (1 + f / 1024.0) * Math.pow(2, e - 15);
    return (half & 0x8000) == 0 ? v : -v;
  }

  /** Nearest half, ties to the even one; beyond the middle of 65,504 and 65,536: infinite. */
  private static int nearest(float x) {
    double a = Math.abs((double) x);
    int low = 0;
    int high = 0x7C00; // as if 65,536 were the next finite one
    while (high - low > 1) {
      int mid = (low + high) / 2;
      if (valueOf(mid) <= a) {
        low = mid;
      } else {
        high = mid;
      }
    }
    BigDecimal exact = new BigDecimal(a);
    BigDecimal down = exact.subtract(new BigDecimal(valueOf(low)));
    BigDecimal up = new BigDecimal(high == 0x7C00 ? 65536.0 : valueOf(high)).subtract(exact);
    int order = down.compareTo(up);
    int best = order < 0 || (order == 0 && (low & 1) == 0) ? low : high;
    return best | (Float.floatToRawIntBits(x) >>> 16 & 0x8000);
  }

  @Test
  void everyHalfComesBack() {
    for (int h = 0; h < 65536; h++) {
      float f = HalfFloat.toFloat((short) h);
      if ((h & 0x7C00) != 0x7C00) {
        assertThat((double) f).isEqualTo(valueOf(h));
        assertThat(Float.floatToRawIntBits(f) >>> 31).isEqualTo(h >>> 15);
      }
      assertThat(HalfFloat.fromFloat(f) & 0xFFFF).isEqualTo(h);
    }
  }

  @Test
  void floatsBetweenTwoHalvesGoToTheNearest() {
    for (int h = 0; h < 0x7BFF; h++) {
      float low = (float) valueOf(h);
      float middle = (float) ((valueOf(h) + valueOf(h + 1)) / 2); // exact in a float
      for (float x : new float[] {low, middle, Math.nextUp(middle), Math.nextDown(middle)}) {
        assertThat(HalfFloat.fromFloat(x) & 0xFFFF).as("%s", x).isEqualTo(nearest(x));
        assertThat(HalfFloat.fromFloat(-x) & 0xFFFF).as("-%s", x).isEqualTo(nearest(-x));
      }
    }
  }

  @Test
  void anyBitsGoToTheNearest() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      float x = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(x)) {
        assertThat(HalfFloat.fromFloat(x) & 0xFFFF).as("%s", x).isEqualTo(nearest(x));
      }
    }
  }

  @Test
  void edges() {
    assertThat(HalfFloat.fromFloat(65504f)).isEqualTo((short) 0x7BFF);
    assertThat(HalfFloat.fromFloat(65519.996f)).isEqualTo((short) 0x7BFF);
    assertThat(HalfFloat.fromFloat(65520f)).isEqualTo((short) 0x7C00);
    assertThat(HalfFloat.fromFloat(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xFC00);
    assertThat(HalfFloat.fromFloat(-0f)).isEqualTo((short) 0x8000);
    assertThat(HalfFloat.round(0x1p-25f)).isZero();
    assertThat(HalfFloat.round(Math.nextUp(0x1p-25f))).isEqualTo(0x1p-24f);
    // A NaN whose upper bits are 0 must not become infinite.
    assertThat(HalfFloat.round(Float.intBitsToFloat(0x7F800001))).isNaN();
  }
}
