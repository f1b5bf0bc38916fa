package org.likeness.image;

import java.util.function.DoubleUnaryOperator;

/**
 * Resamples between plate and crop. One filter for both ways: a separable cubic, centred on the
 * mapped pixel and as wide as the coarser of the two grids asks, so that shrinking averages over
 * the pixel's footprint and enlarging interpolates. Samples that are not finite count as 0.
 * Deterministic; no state.
 */
public final class Warp {
  private Warp() {}

  /**
   * Cuts a crop out of a plate; beyond the data window the edge pixels go on.
   *
   * @param plate any light; its alpha is not used
   * @param plateToCrop plate pixels to crop pixels
   * @param size side of the crop, pixels
   * @return opaque, window (0, 0, size, size), in the plate's light; zeros if the plate has no
   *     pixels
   */
  public static Frame toCrop(Frame plate, Affine2 plateToCrop, int size) {
    PixelRect out = PixelRect.ofSize(size, size);
    Affine2 back = plateToCrop.inverse();
    Plane[] in = {plate.r(), plate.g(), plate.b()};
    Plane[] crop = {Plane.zeros(out), Plane.zeros(out), Plane.zeros(out)};
    // Mitchell and Netravali's filter: next to no ringing beside a highlight in linear light.
    resample(in, back, crop, Warp::mitchell, false);
    return Frame.opaque(crop[0], crop[1], crop[2]);
  }

  /**
   * Brings a crop's channel back to the plate.
   *
   * @param crop window (0, 0, size, size)
   * @param plateToCrop the map that cut it out
   * @param plateWindow the plate pixels wanted
   * @return the channel over {@code plateWindow}; 0 where a pixel's centre lies outside the crop
   */
  public static Plane fromCrop(Plane crop, Affine2 plateToCrop, PixelRect plateWindow) {
    Plane out = Plane.zeros(plateWindow);
    resample(new Plane[] {crop}, plateToCrop, new Plane[] {out}, Warp::catmullRom, true);
    return out;
  }

  private static void resample(
      Plane[] in, Affine2 outToIn, Plane[] out, DoubleUnaryOperator kernel, boolean zeroOutside) {
    PixelRect w = in[0].rect();
    PixelRect o = out[0].rect();
    if (w.isEmpty() || o.isEmpty()) {
      return;
    }
    double stretch = Math.max(1, outToIn.meanScale());
    int taps = (int) Math.ceil(4 * stretch) + 1;
    float[] wx = new float[taps];
    float[] wy = new float[taps];
    int[] ix = new int[taps];
    float[] sum = new float[in.length];
    for (int y = o.y0(); y < o.y1(); y++) {
      for (int x = o.x0(); x < o.x1(); x++) {
        double px = outToIn.mapX(x + 0.5, y + 0.5);
        double py = outToIn.mapY(x + 0.5, y + 0.5);
        if (zeroOutside && !(px >= w.x0() && px <= w.x1() && py >= w.y0() && py <= w.y1())) {
          continue;
        }
        // Far outside, the clamped edge decides alone; this keeps the indices small.
        px = Math.min(Math.max(px, w.x0() - 4 * stretch), w.x1() + 4 * stretch);
        py = Math.min(Math.max(py, w.y0() - 4 * stretch), w.y1() + 4 * stretch);
        int x0 = (int) Math.ceil(px - 2 * stretch - 0.5);
        int y0 = (int) Math.ceil(py - 2 * stretch - 0.5);
        weights(kernel, px, x0, stretch, wx);
        weights(kernel, py, y0, stretch, wy);
        for (int i = 0; i < taps; i++) {
          ix[i] = clamp(x0 + i, w.x0(), w.x1() - 1) - w.x0();
        }
        gather(in, w, ix, wx, y0, wy, sum);
        int to = out[0].index(x, y);
        for (int c = 0; c < in.length; c++) {
          out[c].data()[to] = sum[c];
        }
      }
    }
  }

  private static void gather(
      Plane[] in, PixelRect w, int[] ix, float[] wx, int y0, float[] wy, float[] sum) {
    for (int c = 0; c < in.length; c++) {
      float[] data = in[c].data();
      float total = 0;
      for (int j = 0; j < wy.length; j++) {
        if (wy[j] == 0f) {
          continue;
        }
        int row = (clamp(y0 + j, w.y0(), w.y1() - 1) - w.y0()) * w.width();
        float line = 0;
        for (int i = 0; i < ix.length; i++) {
          float v = data[row + ix[i]];
          // false for NaN too
          if (Math.abs(v) <= Float.MAX_VALUE) {
            line += wx[i] * v;
          }
        }
        total += wy[j] * line;
      }
      sum[c] = total;
    }
  }

  private static void weights(
      DoubleUnaryOperator kernel, double p, int first, double stretch, float[] to) {
    double total = 0;
    for (int i = 0; i < to.length; i++) {
      double k = kernel.applyAsDouble(Math.abs(first + i + 0.5 - p) / stretch);
      to[i] = (float) k;
      total += k;
    }
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) (to[i] / total);
    }
  }

  /** B = C = 1/3 of Mitchell and Netravali, "Reconstruction filters in computer graphics", 1988. */
  private static double mitchell(double t) {
    if (t < 1) {
      return (7 * t * t * t - 12 * t * t + 16.0 / 3) / 6;
    }
    return t < 2 ? (-7.0 / 3 * t * t * t + 12 * t * t - 20 * t + 32.0 / 3) / 6 : 0;
  }

  /** B = 0, C = 1/2 of the same family: goes through the samples. */
  private static double catmullRom(double t) {
    if (t < 1) {
      return 1.5 * t * t * t - 2.5 * t * t + 1;
    }
    return t < 2 ? -0.5 * t * t * t + 2.5 * t * t - 4 * t + 2 : 0;
  }

  private static int clamp(int v, int low, int high) {
    return v < low ? low : Math.min(v, high);
  }
}
