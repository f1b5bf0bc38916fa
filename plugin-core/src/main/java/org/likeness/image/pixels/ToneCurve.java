package org.likeness.image.pixels;

import java.nio.FloatBuffer;

/**
 * A curve from light to display, read from a table over the bits of the number, which are its
 * logarithm: straight pieces, as many to each doubling.
 */
public final class ToneCurve {
  private final float lowest;
  private final float highest;
  private final int shift;
  private final FloatBuffer table;

  /** A curve by its formula. */
  public interface Formula {
    /** What light {@code x} becomes, 0..1. */
    double of(double x);
  }

  /**
   * Makes the table.
   *
   * @param lowest light up to which the curve counts as 0, a power of two
   * @param highest light from which on it counts as 1, a power of two
   * @param pieces to a doubling, a power of two
   */
  public ToneCurve(float lowest, float highest, int pieces, Formula formula) {
    this.lowest = lowest;
    this.highest = highest;
    shift = 23 - Integer.numberOfTrailingZeros(pieces);
    int first = Float.floatToRawIntBits(lowest) >>> shift;
    int n = (Float.floatToRawIntBits(highest) >>> shift) - first + 2;
    table = Pixels.direct(n);
    for (int i = 0; i < n; i++) {
      table.put(i, (float) formula.of(Float.intBitsToFloat((first + i) << shift)));
    }
  }

  /** One number of light; 0 for NaN. */
  public float of(float light) {
    if (!(light > lowest)) {
      return 0f;
    }
    if (light >= highest) {
      return 1f;
    }
    int bits = Float.floatToRawIntBits(light);
    int i = (bits >>> shift) - (Float.floatToRawIntBits(lowest) >>> shift);
    float below = table.get(i);
    float piece = 1f / (1 << shift);
    return below + (bits & ((1 << shift) - 1)) * piece * (table.get(i + 1) - below);
  }

  float lowest() {
    return lowest;
  }

  float highest() {
    return highest;
  }

  int shift() {
    return shift;
  }

  FloatBuffer table() {
    return table;
  }
}
