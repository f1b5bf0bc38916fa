package org.likeness.face;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;

/**
 * A plate as the networks want to see it: like a photograph on a display. A scene-linear plate of
 * any exposure is metered (the 90th percentile of luminance goes to 0.6), highlights are rolled off
 * and the sRGB curve is put on. Values that are not finite count as black. A meter reading depends
 * on the pixels alone. For one thread.
 */
final class DisplayView {
  private static final double METER_PERCENTILE = 0.90;
  private static final double METER_TARGET = 0.6;
  private static final int METER_SAMPLES = 4000;

  /** Numbers are put in order by so many of their bits at a time. */
  private static final int RANK_BITS = 10;

  /** Light under this is black: smaller numbers have no digits to spare. */
  private static final float DARKEST = 1e-30f;

  private final PlatePyramid plate;
  private final boolean linear;
  private final float gain;

  /** Width of the plate's pixels over their height; whoever looks sees square ones. */
  private final double aspect;

  private DisplayView(PlatePyramid plate, boolean linear, float gain, double aspect) {
    this.plate = plate;
    this.linear = linear;
    this.gain = gain;
    this.aspect = aspect;
  }

  /** A scene-linear plate, metered as a whole. */
  static DisplayView ofLinear(Frame frame) {
    return ofLinear(new PlatePyramid(frame), frame.pixelAspect());
  }

  /** The same of a plate that was read before. */
  static DisplayView ofLinear(PlatePyramid plate, double aspect) {
    return new DisplayView(plate, true, meter(plate, plate.window()), aspect);
  }

  /** A picture that is sRGB-encoded, 0..1. */
  static DisplayView ofDisplay(Frame frame) {
    return new DisplayView(new PlatePyramid(frame), false, 1f, frame.pixelAspect());
  }

  /** The same plate, metered on a part of it; a display picture stays as it is. */
  DisplayView meteredOn(PixelRect part) {
    PixelRect inside = PixelAspect.stretched(part, 1 / aspect).intersect(plate.window());
    return !linear || inside.isEmpty()
        ? this
        : new DisplayView(plate, true, meter(plate, inside), aspect);
  }

  /** The same plate, brighter or darker. */
  DisplayView exposed(float factor) {
    return new DisplayView(plate, linear, gain * factor, aspect);
  }

  /** In square pixels: of an anamorphic plate wider, or narrower, than its own. */
  PixelRect window() {
    return PixelAspect.stretched(plate.window(), aspect);
  }

  /** Width of the plate's pixels over their height. */
  double aspect() {
    return aspect;
  }

  /** From the plate's own pixels, where a crop is given in square ones. */
  private Affine2 ofPlate(Affine2 squareToCrop) {
    return aspect == 1 ? squareToCrop : Affine2.scale(aspect, 1).then(squareToCrop);
  }

  /** Whether it is scene-linear, so that other exposures show more of it. */
  boolean linear() {
    return linear;
  }

  PlatePyramid pyramid() {
    return plate;
  }

  /**
   * Cuts a crop for a network.
   *
   * @param zeroOutside black beyond the plate; otherwise its edge goes on
   * @param low what black becomes
   * @param high what white becomes
   * @param out planes R, G, B; outside the heap, from position 0 on
   */
  void crop(
      Affine2 plateToCrop, int size, boolean zeroOutside, float low, float high, FloatBuffer out) {
    Affine2 own = ofPlate(plateToCrop);
    plate.crop(own, size, out);
    int n = 3 * size * size;
    if (linear) {
      DisplayCurve.encode(out, n, gain, low, high);
    } else {
      for (int i = 0; i < n; i++) {
        out.put(i, low + (high - low) * Math.min(1f, Math.max(0f, out.get(i))));
      }
    }
    if (zeroOutside) {
      fillOutside(plateToCrop, size, low, out);
    }
  }

  /** Gives one value to what of a crop lies beyond the plate. */
  void fillOutside(Affine2 plateToCrop, int size, float value, FloatBuffer out) {
    outside(out, ofPlate(plateToCrop).inverse(), size, value);
  }

  /** The same as an array, 0..1, the plate's edge going on. */
  float[] crop(Affine2 plateToCrop, int size) {
    FloatBuffer out = plate.scratch(3 * size * size);
    crop(plateToCrop, size, false, 0f, 1f, out);
    float[] array = new float[3 * size * size];
    out.get(0, array);
    return array;
  }

  /**
   * The light itself in a crop, planes R, G, B, scene-linear; beyond the plate its edge goes on.
   */
  float[] light(Affine2 plateToCrop, int size) {
    float[] out = plate.crop(ofPlate(plateToCrop), size);
    for (int i = 0; i < out.length; i++) {
      float v = out[i];
      if (!linear) {
        v = v <= 0.04045f ? v / 12.92f : (float) Math.pow((v + 0.055) / 1.055, 2.4);
      }
      out[i] = Float.isFinite(v) ? v : 0;
    }
    return out;
  }

  private void outside(FloatBuffer out, Affine2 back, int size, float low) {
    PixelRect w = plate.window();
    if (inside(back, size, w)) {
      return;
    }
    if (back.b() == 0 && back.d() == 0) {
      bands(out, back, size, low);
      return;
    }
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double px = back.mapX(x + 0.5, y + 0.5);
        double py = back.mapY(x + 0.5, y + 0.5);
        if (px < w.x0() || px >= w.x1() || py < w.y0() || py >= w.y1()) {
          int i = y * size + x;
          for (int c = 0; c < 3; c++) {
            out.put(i + c * size * size, low);
          }
        }
      }
    }
  }

  /** The same for a crop that stands upright: whole columns and rows lie outside. */
  private void bands(FloatBuffer out, Affine2 back, int size, float low) {
    PixelRect w = plate.window();
    int left = 0;
    int right = 0;
    for (int x = 0; x < size; x++) {
      double px = back.mapX(x + 0.5, 0.5);
      left += px < w.x0() ? 1 : 0;
      right += px >= w.x1() ? 1 : 0;
    }
    for (int row = 0; row < 3 * size; row++) {
      double py = back.mapY(0.5, row % size + 0.5);
      int from = row * size;
      if (py < w.y0() || py >= w.y1()) {
        fill(out, from, from + size, low);
      } else {
        fill(out, from, from + left, low);
        fill(out, from + size - right, from + size, low);
      }
    }
  }

  private static void fill(FloatBuffer out, int from, int to, float v) {
    for (int i = from; i < to; i++) {
      out.put(i, v);
    }
  }

  /** Whether all corners of a crop lie in the plate. */
  private static boolean inside(Affine2 back, int size, PixelRect w) {
    boolean in = true;
    for (int corner = 0; corner < 4; corner++) {
      double x = size * (corner & 1);
      double y = size * (corner >> 1);
      double px = back.mapX(x, y);
      double py = back.mapY(x, y);
      in &= px >= w.x0() && px < w.x1() && py >= w.y0() && py < w.y1();
    }
    return in;
  }

  private static float meter(PlatePyramid plate, PixelRect part) {
    int number = 0;
    while (part.area() >> (2 * number) > METER_SAMPLES) {
      number++;
    }
    PixelRect w = plate.window();
    int left = Math.max(0, part.x0() - w.x0());
    int top = Math.max(0, part.y0() - w.y0());
    int right = part.x1() - w.x0();
    int bottom = part.y1() - w.y0();
    PlatePyramid.Level level = plate.level(number, left, top, right, bottom);
    int shift = level.number();
    int x0 = left >> shift;
    int y0 = top >> shift;
    int x1 = Math.min(level.width(), ((right - 1) >> shift) + 1);
    int y1 = Math.min(level.height(), ((bottom - 1) >> shift) + 1);
    int columns = Math.max(0, x1 - x0);
    float[] light = new float[columns * Math.max(0, y1 - y0)];
    float[] row = new float[4 * columns];
    int n = 0;
    for (int y = y0; y < y1 && columns > 0; y++) {
      level.part().row(x0 - level.x0(), y - level.y0(), columns, row);
      for (int i = 0; i < row.length; i += 4) {
        float l = 0.2126f * row[i] + 0.7152f * row[i + 1] + 0.0722f * row[i + 2];
        if (l > DARKEST && l <= Float.MAX_VALUE) {
          light[n++] = l;
        }
      }
    }
    if (n == 0) {
      return 1f;
    }
    return (float) (METER_TARGET / ranked(light, n, (int) (METER_PERCENTILE * (n - 1))));
  }

  /**
   * The number that stands at {@code rank} when the first {@code n} are sorted; all are at least 0;
   * moves them. Bits of such floats stand in the order of their values: numbers are counted by
   * their upper bits, those that share the upper bits of the wanted one by the next, with no
   * comparison of which a processor could guess the end wrong.
   */
  static float ranked(float[] v, int n, int rank) {
    int[] counts = new int[2 << RANK_BITS];
    int candidates = n;
    int below = rank;
    int found = 0;
    for (int shift = 2 * RANK_BITS; shift >= 0; shift -= RANK_BITS) {
      int mask = shift == 2 * RANK_BITS ? -1 : (1 << RANK_BITS) - 1;
      Arrays.fill(counts, 0);
      for (int i = 0; i < candidates; i++) {
        counts[Float.floatToRawIntBits(v[i]) >>> shift & mask]++;
      }
      int bin = 0;
      while (below >= counts[bin]) {
        below -= counts[bin++];
      }
      found |= bin << shift;
      int kept = 0;
      for (int i = 0; i < candidates; i++) {
        float f = v[i];
        v[kept] = f;
        kept += (Float.floatToRawIntBits(f) >>> shift & mask) == bin ? 1 : 0;
      }
      candidates = kept;
    }
    return Float.intBitsToFloat(found);
  }
}
