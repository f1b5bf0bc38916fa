package org.likeness.image.grain;

import java.util.Arrays;
import java.util.SortedMap;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * Grain as it was measured: how strong by channel and brightness, how coarse (its spectrum), and
 * how the channels go together.
 *
 * @param variance by channel and half stop from {@link #DARKEST} on, scene-linear light squared
 * @param kernel by channel a filter of {@link #SIDE} by {@link #SIDE} that gives white noise the
 *     grain's spectrum; sum of squares 1
 * @param mix 3x3, lower triangle: makes of three independent noises three that go together
 */
public record GrainModel(double[][] variance, float[][] kernel, double[] mix) {
  /** Log2 of the light of the first half stop. */
  static final int DARKEST = -10;

  /** Half stops. */
  static final int BINS = 32;

  /** Steps of a stop in the table that pixels are looked up in. */
  private static final int FINE = 16;

  /** How far a grain is felt, pixels. */
  static final int REACH = 4;

  /** Side of a kernel. */
  public static final int SIDE = 2 * REACH + 1;

  /** None at all. */
  public static final GrainModel NONE =
      new GrainModel(new double[3][BINS], new float[3][SIDE * SIDE], new double[9]);

  /**
   * Of what frames say, whatever their order: {@link #NONE} where that is too little.
   *
   * @param samples by frame, so that their sum does not depend on who made it
   */
  public static GrainModel of(SortedMap<Integer, GrainSample> samples) {
    return GrainFit.of(samples.values().stream().flatMap(s -> s.cells().stream()).toList());
  }

  /** Which half stop light lies in, with a fraction; below the first one and NaN: 0. */
  static double bin(double light) {
    double b = light > 0 ? 2 * (StrictMath.log(light) / StrictMath.log(2) - DARKEST) : 0;
    return Math.max(0, Math.min(BINS - 1.0, b));
  }

  /** Standard deviation of the grain on some light of a channel. */
  public double deviation(int channel, double light) {
    double b = bin(light);
    int low = (int) Math.min(BINS - 2.0, b);
    double t = b - low;
    double[] v = variance[channel];
    return Math.sqrt(Math.max(0, v[low] + t * (v[low + 1] - v[low])));
  }

  /** Whether there is any. */
  public boolean isNone() {
    return Arrays.stream(variance).flatMapToDouble(Arrays::stream).allMatch(v -> v <= 0);
  }

  /** Of one frame alone. */
  public static GrainModel of(GrainSample sample) {
    return GrainFit.of(sample.cells());
  }

  /**
   * Adds grain, in place. The grain of a pixel depends on its place, the frame's number and its
   * light alone.
   *
   * @param rgb scene-linear
   * @param strength 1 for as much as was measured
   */
  public void add(Plane[] rgb, int frame, float strength) {
    PixelRect window = rgb[0].rect();
    if (isNone() || window.isEmpty()) {
      return;
    }
    PixelRect wide = window.grow(REACH);
    Plane[] white = {Plane.zeros(wide), Plane.zeros(wide), Plane.zeros(wide)};
    int at = 0;
    for (int y = wide.y0(); y < wide.y1(); y++) {
      for (int x = wide.x0(); x < wide.x1(); x++, at++) {
        float a = GrainNoise.at(frame, x, y, 0);
        float b = GrainNoise.at(frame, x, y, 1);
        float c = GrainNoise.at(frame, x, y, 2);
        white[0].data()[at] = (float) mix[0] * a;
        white[1].data()[at] = (float) mix[3] * a + (float) mix[4] * b;
        white[2].data()[at] = (float) mix[6] * a + (float) mix[7] * b + (float) mix[8] * c;
      }
    }
    float[] noise = new float[window.width()];
    for (int c = 0; c < 3; c++) {
      float[] table = table(c);
      float[] out = rgb[c].data();
      int i = 0;
      for (int y = window.y0(); y < window.y1(); y++) {
        filter(white[c], kernel[c], window.x0(), y, noise);
        for (int x = 0; x < noise.length; x++, i++) {
          float s = strength * lookup(table, out[i]);
          if (s > 0f) {
            out[i] += s * noise[x];
          }
        }
      }
    }
  }

  /** A row of filtered noise, one weight after the other, so that many pixels are made at once. */
  private static void filter(Plane white, float[] kernel, int x0, int y, float[] out) {
    Arrays.fill(out, 0f);
    float[] in = white.data();
    for (int k = 0; k < kernel.length; k++) {
      int from = white.index(x0 - REACH + k % SIDE, y - REACH + k / SIDE);
      float w = kernel[k];
      for (int x = 0; x < out.length; x++) {
        out[x] += w * in[from + x];
      }
    }
  }

  /** Deviations at {@link #FINE} even steps of light in each stop, from {@link #DARKEST} on. */
  private float[] table(int channel) {
    float[] t = new float[BINS / 2 * FINE + 1];
    for (int i = 0; i < t.length; i++) {
      double stop = StrictMath.scalb(1.0, DARKEST + i / FINE);
      t[i] = (float) deviation(channel, stop * (1 + i % FINE / (double) FINE));
    }
    return t;
  }

  /** Deviation by light; the binary exponent and fraction stand for the logarithm. */
  private static float lookup(float[] table, float light) {
    if (!(light > 0f) || !(light <= Float.MAX_VALUE)) {
      return light <= 0f ? table[0] : 0f;
    }
    int e = Math.getExponent(light);
    float f = light / Math.scalb(1f, e) - 1f; // 0..1 within the stop
    float b = FINE * (e - DARKEST + f);
    if (b <= 0f) {
      return table[0];
    }
    int low = (int) b;
    return low >= table.length - 1
        ? table[table.length - 1]
        : table[low] + (b - low) * (table[low + 1] - table[low]);
  }
}
