package org.likeness.image;

import org.jspecify.annotations.Nullable;

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
    resample(in, back, null, crop, false, false);
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
    return fromCrop(new Plane[] {crop}, plateToCrop, plateWindow)[0];
  }

  /** As the other, for several channels of one crop at the price of little more than one. */
  public static Plane[] fromCrop(Plane[] crops, Affine2 plateToCrop, PixelRect plateWindow) {
    return fromCrop(crops, plateToCrop, null, plateWindow);
  }

  /**
   * The same with the crop's shape changed on the way, so that nothing is resampled twice.
   *
   * @param bend of the crop, or null
   */
  public static Plane[] fromCrop(
      Plane[] crops, Affine2 plateToCrop, @Nullable CropBend bend, PixelRect plateWindow) {
    Plane[] out = new Plane[crops.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Plane.zeros(plateWindow);
    }
    resample(crops, plateToCrop, bend, out, true, true);
    return out;
  }

  /**
   * Bends what lies under a crop on the plate itself. A pixel that the bend does not move keeps its
   * bits.
   *
   * @param plate channels over one window
   * @param plateToCrop plate pixels to crop pixels
   * @param size side of the crop, pixels
   * @param window the plate pixels wanted, within the plate's
   */
  public static Plane[] bent(
      Plane[] plate, Affine2 plateToCrop, int size, CropBend bend, PixelRect window) {
    PixelRect w = plate[0].rect();
    Plane[] out = new Plane[plate.length];
    for (int c = 0; c < out.length; c++) {
      out[c] = plate[c].crop(window);
    }
    Affine2 back = plateToCrop.inverse();
    Footprint fx = new Footprint(true, 1, w.x0(), w.x1());
    Footprint fy = new Footprint(true, 1, w.y0(), w.y1());
    for (int y = window.y0(); y < window.y1(); y++) {
      for (int x = window.x0(); x < window.x1(); x++) {
        double u = plateToCrop.mapX(x + 0.5, y + 0.5);
        double v = plateToCrop.mapY(x + 0.5, y + 0.5);
        double du = size * bend.dx(u / size, v / size);
        double dv = size * bend.dy(u / size, v / size);
        if (du == 0 && dv == 0) {
          continue;
        }
        fx.at(back.mapX(u + du, v + dv));
        fy.at(back.mapY(u + du, v + dv));
        for (int c = 0; c < out.length; c++) {
          out[c].data()[out[c].index(x, y)] = gather(plate[c].data(), w.width(), fx, fy);
        }
      }
    }
    return out;
  }

  private static void resample(
      Plane[] in,
      Affine2 outToIn,
      @Nullable CropBend bend,
      Plane[] out,
      boolean interpolate,
      boolean zeroOutside) {
    PixelRect w = in[0].rect();
    PixelRect o = out[0].rect();
    if (w.isEmpty() || o.isEmpty()) {
      return;
    }
    double stretch = Math.max(1, outToIn.meanScale());
    Footprint fx = new Footprint(interpolate, stretch, w.x0(), w.x1());
    Footprint fy = new Footprint(interpolate, stretch, w.y0(), w.y1());
    if (outToIn.b() == 0 && outToIn.d() == 0 && !zeroOutside) {
      straight(in, outToIn, out, fx, fy);
      return;
    }
    for (int y = o.y0(); y < o.y1(); y++) {
      for (int x = o.x0(); x < o.x1(); x++) {
        double px = outToIn.mapX(x + 0.5, y + 0.5);
        double py = outToIn.mapY(x + 0.5, y + 0.5);
        if (zeroOutside && !(px >= w.x0() && px <= w.x1() && py >= w.y0() && py <= w.y1())) {
          continue;
        }
        if (bend != null) {
          double u = (px - w.x0()) / w.width();
          double v = (py - w.y0()) / w.height();
          px += w.width() * bend.dx(u, v);
          py += w.height() * bend.dy(u, v);
        }
        fx.at(px);
        fy.at(py);
        int to = out[0].index(x, y);
        for (int c = 0; c < in.length; c++) {
          out[c].data()[to] = gather(in[c].data(), w.width(), fx, fy);
        }
      }
    }
  }

  /** A map without turn: rows first, then columns, which costs far less on a large plate. */
  private static void straight(
      Plane[] in, Affine2 outToIn, Plane[] out, Footprint fx, Footprint fy) {
    PixelRect w = in[0].rect();
    PixelRect o = out[0].rect();
    for (int c = 0; c < in.length; c++) {
      float[] from = in[c].data();
      float[] narrow = new float[o.width() * w.height()];
      for (int x = 0; x < o.width(); x++) {
        fx.at(outToIn.mapX(o.x0() + x + 0.5, 0));
        for (int y = 0; y < w.height(); y++) {
          narrow[y * o.width() + x] = fx.line(from, y * w.width());
        }
      }
      float[] to = out[c].data();
      for (int y = 0; y < o.height(); y++) {
        fy.at(outToIn.mapY(0, o.y0() + y + 0.5));
        for (int j = 0; j < fy.weights.length; j++) {
          float weight = fy.weights[j];
          int row = fy.samples[j] * o.width();
          for (int x = 0; weight != 0f && x < o.width(); x++) {
            to[y * o.width() + x] += weight * narrow[row + x];
          }
        }
      }
    }
  }

  private static float gather(float[] data, int width, Footprint fx, Footprint fy) {
    float total = 0;
    for (int j = 0; j < fy.weights.length; j++) {
      if (fy.weights[j] != 0f) {
        total += fy.weights[j] * fx.line(data, fy.samples[j] * width);
      }
    }
    return total;
  }

  /** The samples of one axis under the filter, and their weights. */
  private static final class Footprint {
    private final boolean interpolate;
    private final double stretch;
    private final int low;
    private final int high;
    private final float[] weights;

    /** Counted from {@code low}; beyond the edge the edge's sample again. */
    private final int[] samples;

    Footprint(boolean interpolate, double stretch, int low, int high) {
      this.interpolate = interpolate;
      this.stretch = stretch;
      this.low = low;
      this.high = high;
      int taps = (int) Math.ceil(4 * stretch) + 1;
      weights = new float[taps];
      samples = new int[taps];
    }

    void at(double p) {
      // Far outside, the edge decides alone; this keeps the indices small.
      double q = Math.min(Math.max(p, low - 4 * stretch), high + 4 * stretch);
      int first = (int) Math.ceil(q - 2 * stretch - 0.5);
      double total = 0;
      for (int i = 0; i < weights.length; i++) {
        double t = Math.abs(first + i + 0.5 - q) / stretch;
        double k = interpolate ? catmullRom(t) : mitchell(t);
        weights[i] = (float) k;
        total += k;
        int s = first + i;
        samples[i] = (s < low ? low : Math.min(s, high - 1)) - low;
      }
      float norm = (float) (1 / total);
      for (int i = 0; i < weights.length; i++) {
        weights[i] *= norm;
      }
    }

    float line(float[] data, int row) {
      float sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * data[row + samples[i]];
      }
      return Math.abs(sum) <= Float.MAX_VALUE ? sum : finiteLine(data, row);
    }

    /** The rare line with a NaN or an infinity in it. */
    private float finiteLine(float[] data, int row) {
      float sum = 0;
      for (int i = 0; i < weights.length; i++) {
        float v = data[row + samples[i]];
        if (Math.abs(v) <= Float.MAX_VALUE) { // false for NaN too
          sum += weights[i] * v;
        }
      }
      return sum;
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
}
