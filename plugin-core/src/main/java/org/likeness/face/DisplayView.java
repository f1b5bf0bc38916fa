package org.likeness.face;

import java.util.Arrays;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;

/**
 * A plate as the networks want to see it: like a photograph on a display. A scene-linear plate of
 * any exposure is metered (the 90th percentile of luminance goes to 0.6), highlights are rolled off
 * and the sRGB curve is put on. Values that are not finite count as black. Immutable; a meter
 * reading depends on the pixels alone.
 */
final class DisplayView {
  private static final double METER_PERCENTILE = 0.90;
  private static final double METER_TARGET = 0.6;
  private static final int METER_SAMPLES = 10_000;

  private static final int CURVE_STEPS = 4096;
  private static final float[] CURVE = curve();

  private final Frame frame;
  private final boolean linear;
  private final float gain;

  private DisplayView(Frame frame, boolean linear, float gain) {
    this.frame = frame;
    this.linear = linear;
    this.gain = gain;
  }

  /** A scene-linear plate, metered as a whole. */
  static DisplayView ofLinear(Frame frame) {
    return new DisplayView(frame, true, meter(frame, frame.dataWindow()));
  }

  /** A picture that is sRGB-encoded, 0..1. */
  static DisplayView ofDisplay(Frame frame) {
    return new DisplayView(frame, false, 1f);
  }

  /** The same plate, metered on a part of it; a display picture stays as it is. */
  DisplayView meteredOn(PixelRect part) {
    PixelRect inside = part.intersect(frame.dataWindow());
    return !linear || inside.isEmpty() ? this : new DisplayView(frame, true, meter(frame, inside));
  }

  /** The same plate, brighter or darker. */
  DisplayView exposed(float factor) {
    return new DisplayView(frame, linear, gain * factor);
  }

  PixelRect window() {
    return frame.dataWindow();
  }

  /**
   * Cuts a crop for a network.
   *
   * @param zeroOutside black beyond the plate; otherwise its edge goes on
   * @param low what black becomes
   * @param high what white becomes
   * @return planes R, G, B
   */
  float[] crop(Affine2 plateToCrop, int size, boolean zeroOutside, float low, float high) {
    Frame crop = Warp.toCrop(frame, plateToCrop, size);
    int n = size * size;
    float[] out = new float[3 * n];
    Plane[] planes = {crop.r(), crop.g(), crop.b()};
    for (int c = 0; c < 3; c++) {
      float[] data = planes[c].data();
      for (int i = 0; i < n; i++) {
        out[c * n + i] = low + (high - low) * encode(data[i]);
      }
    }
    if (zeroOutside) {
      blackOutside(out, plateToCrop.inverse(), size, low);
    }
    return out;
  }

  private void blackOutside(float[] out, Affine2 back, int size, float low) {
    PixelRect w = frame.dataWindow();
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double px = back.mapX(x + 0.5, y + 0.5);
        double py = back.mapY(x + 0.5, y + 0.5);
        if (px < w.x0() || px >= w.x1() || py < w.y0() || py >= w.y1()) {
          int i = y * size + x;
          out[i] = low;
          out[i + size * size] = low;
          out[i + 2 * size * size] = low;
        }
      }
    }
  }

  private float encode(float v) {
    if (!linear) {
      return Math.min(1f, Math.max(0f, v));
    }
    double x = (double) v * gain;
    if (!(x > 0)) {
      return 0f;
    }
    double y = x <= 0.7 ? x : 0.7 + 0.3 * (1 - Math.exp(-(x - 0.7) / 0.3));
    double at = Math.sqrt(y) * CURVE_STEPS;
    int i = Math.min((int) at, CURVE_STEPS - 1);
    return CURVE[i] + (float) (at - i) * (CURVE[i + 1] - CURVE[i]);
  }

  /** The sRGB curve over the square root of light, where straight pieces follow it within 1e-6. */
  private static float[] curve() {
    float[] out = new float[CURVE_STEPS + 1];
    for (int i = 0; i < out.length; i++) {
      double u = (double) i / CURVE_STEPS;
      double y = u * u;
      out[i] = (float) (y <= 0.0031308 ? 12.92 * y : 1.055 * Math.pow(y, 1 / 2.4) - 0.055);
    }
    return out;
  }

  private static float meter(Frame f, PixelRect part) {
    int step = Math.max(1, (int) Math.sqrt((double) part.area() / METER_SAMPLES));
    float[] light = new float[(part.width() / step + 1) * (part.height() / step + 1)];
    int n = 0;
    for (int y = part.y0() + step / 2; y < part.y1(); y += step) {
      for (int x = part.x0() + step / 2; x < part.x1(); x += step) {
        int i = f.r().index(x, y);
        float l = 0.2126f * f.r().data()[i] + 0.7152f * f.g().data()[i] + 0.0722f * f.b().data()[i];
        if (l > 1e-7f && l <= Float.MAX_VALUE) {
          light[n++] = l;
        }
      }
    }
    if (n == 0) {
      return 1f;
    }
    Arrays.sort(light, 0, n);
    return (float) (METER_TARGET / light[(int) (METER_PERCENTILE * (n - 1))]);
  }
}
