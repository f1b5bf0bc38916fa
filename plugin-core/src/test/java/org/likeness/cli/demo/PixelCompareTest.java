package org.likeness.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.likeness.exr.ExrChannel;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class PixelCompareTest {
  private static final PixelRect OVER = PixelRect.ofSize(3, 1);

  private static ExrChannel half(float... v) {
    return ExrChannel.half("R", new Plane(PixelRect.ofSize(v.length, 1), v));
  }

  private static ExrChannel full(float... v) {
    return ExrChannel.ofFloat("R", new Plane(PixelRect.ofSize(v.length, 1), v));
  }

  @Test
  void aDifferenceInTheLastBitCounts() {
    PixelCompare.Result r =
        PixelCompare.compare(full(1f, 2f, 3f), full(1f, Math.nextUp(2f), 3f), OVER);
    assertThat(r.samples()).isEqualTo(3);
    assertThat(r.different()).isEqualTo(1);
    assertThat(r.largest()).isEqualTo(Math.ulp(2f));
  }

  @Test
  void aFloatIsComparedAsTheHalfItWouldBecome() {
    assertThat(PixelCompare.compare(half(1f, 2f, 3f), full(1f, Math.nextUp(2f), 3f), OVER))
        .isEqualTo(new PixelCompare.Result(3, 0, 0f));
    assertThat(PixelCompare.compare(half(1f, 2f, 3f), full(1f, 2.01f, 3f), OVER).different())
        .isEqualTo(1);
  }

  @Test
  void outsideAWindowIsZero() {
    assertThat(PixelCompare.compare(full(1f), full(1f, 0f, -0f), OVER).different()).isZero();
    assertThat(PixelCompare.compare(full(1f), full(1f, 0f, 5f), OVER))
        .isEqualTo(new PixelCompare.Result(3, 1, 5f));
  }

  @Test
  void notANumberEqualsOnlyItself() {
    float nan = Float.NaN;
    assertThat(PixelCompare.compare(full(nan, 1f, 1f), full(nan, 1f, 1f), OVER).different())
        .isZero();
    PixelCompare.Result r = PixelCompare.compare(full(nan, 1f, 1f), full(0f, 1f, 9f), OVER);
    assertThat(r.different()).isEqualTo(2);
    assertThat(r.largest()).isNaN();
  }
}
