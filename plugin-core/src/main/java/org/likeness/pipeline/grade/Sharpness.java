package org.likeness.pipeline.grade;

import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.grain.GrainModel;

/**
 * Brings a face to the sharpness of its plate. The measure is how much a picture's finest octave
 * holds against the next one (both luminance, square root of the light, under the matte): the ratio
 * falls with the plate's modulation transfer whatever the contrast. What the face then needs, a
 * blur or an unsharp mask, is found by trying on the face itself.
 *
 * @param amount over 0 standard deviation of a Gaussian in pixels; under 0 the strength of an
 *     unsharp mask
 */
record Sharpness(double amount) {
  static final Sharpness NONE = new Sharpness(0);
  private static final double FINE = 0.7;
  private static final double MIDDLE = 1.4;
  private static final double COARSE = 2.8;
  private static final double MASK = 1.2;
  private static final double MOST_BLUR = 6;
  private static final double MOST_MASK = 2;

  /**
   * So much of what light there is stays: a mask digs below black beside something bright, and in
   * one channel sooner than in another, which makes a dark mouth glow red.
   */
  private static final float LEAST_LEFT = 0.25f;

  /** Side of the largest square that is looked at, and coverage that counts. */
  private static final int MOST_SIDE = 320;

  private static final float INSIDE = 0.98f;
  private static final int LEAST_PIXELS = 400;

  /** Pixels that it looks beyond. */
  int margin() {
    return amount > 0 ? Fir.reach(amount) : amount < 0 ? Fir.reach(MASK) : 0;
  }

  /**
   * Measures what a face needs.
   *
   * @param face linear, over a window
   * @param plate linear, over the same window
   * @param cover of the face, over the same window
   * @param grain of the plate, which is no sharpness
   * @param strength 0..1
   */
  static Sharpness between(
      Plane[] face, Plane[] plate, Plane cover, GrainModel grain, double strength) {
    PixelRect part = middle(cover);
    Plane weight = cover.crop(part);
    Plane p = tone(plate, part);
    double[] wanted = bands(p, weight);
    if (wanted[2] < LEAST_PIXELS) {
      return NONE;
    }
    double[] noise = noise(grain, p, weight);
    double fine = Math.max(0.1 * wanted[0], wanted[0] - noise[0]);
    double next = Math.max(0.1 * wanted[1], wanted[1] - noise[1]);
    Plane f = tone(face, part);
    double to = fine / Math.max(1e-12, next);
    double low = -MOST_MASK;
    double high = MOST_BLUR;
    for (int i = 0; i < 9; i++) {
      double t = (low + high) / 2;
      double[] is = bands(new Sharpness(t).on(f), weight);
      if (is[0] / Math.max(1e-12, is[1]) > to) {
        low = t;
      } else {
        high = t;
      }
    }
    double amount = strength * (low + high) / 2;
    return Math.abs(amount) < 0.15 ? NONE : new Sharpness(amount);
  }

  private static PixelRect middle(Plane cover) {
    PixelRect r = cover.rect();
    double x = 0;
    double y = 0;
    double n = 0;
    int i = 0;
    for (int py = r.y0(); py < r.y1(); py++) {
      for (int px = r.x0(); px < r.x1(); px++, i++) {
        float a = cover.data()[i];
        x += a * px;
        y += a * py;
        n += a;
      }
    }
    if (n <= 0) {
      return PixelRect.EMPTY;
    }
    int cx = (int) (x / n);
    int cy = (int) (y / n);
    int h = MOST_SIDE / 2;
    return new PixelRect(cx - h, cy - h, cx + h, cy + h).intersect(r);
  }

  private static Plane tone(Plane[] rgb, PixelRect part) {
    Plane[] cut = {rgb[0].crop(part), rgb[1].crop(part), rgb[2].crop(part)};
    Plane y = Fir.luma(cut);
    for (int i = 0; i < y.data().length; i++) {
      float v = y.data()[i];
      y.data()[i] = v > 0f && v <= Float.MAX_VALUE ? (float) Math.sqrt(v) : 0f;
    }
    return y;
  }

  /** Energy of the finest octave and of the next, per counted pixel, and their number. */
  private static double[] bands(Plane tone, Plane weight) {
    Plane[] b = split(tone);
    int away = Fir.reach(COARSE);
    PixelRect in = tone.rect().grow(-away);
    double[] sum = new double[3];
    for (int y = in.y0(); y < in.y1(); y++) {
      for (int x = in.x0(); x < in.x1(); x++) {
        int i = weight.index(x, y);
        if (weight.data()[i] >= INSIDE
            && weight.data()[weight.index(x - 3, y)] >= INSIDE
            && weight.data()[weight.index(x + 3, y)] >= INSIDE
            && weight.data()[weight.index(x, y - 3)] >= INSIDE
            && weight.data()[weight.index(x, y + 3)] >= INSIDE) {
          double f = b[0].data()[i] - b[1].data()[i];
          double c = b[1].data()[i] - b[2].data()[i];
          sum[0] += f * f;
          sum[1] += c * c;
          sum[2]++;
        }
      }
    }
    sum[0] /= Math.max(1, sum[2]);
    sum[1] /= Math.max(1, sum[2]);
    return sum;
  }

  private static Plane[] split(Plane tone) {
    Plane[] out = new Plane[3];
    double[] sigma = {FINE, MIDDLE, COARSE};
    for (int k = 0; k < 3; k++) {
      out[k] =
          Fir.blur(
              Fir.extended(tone, tone.rect().grow(Fir.reach(sigma[k]))), sigma[k], tone.rect());
    }
    return out;
  }

  /** What the plate's grain alone puts into the two octaves. */
  private static double[] noise(GrainModel grain, Plane tone, Plane weight) {
    if (grain.isNone()) {
      return new double[2];
    }
    double sum = 0;
    double n = 0;
    for (int i = 0; i < tone.data().length; i++) {
      if (weight.data()[i] >= INSIDE) {
        sum += (double) tone.data()[i] * tone.data()[i];
        n++;
      }
    }
    float light = n > 0 ? (float) (sum / n) : 0f;
    PixelRect card = PixelRect.ofSize(96, 96);
    Plane[] flat = {
      Plane.filled(card, light), Plane.filled(card, light), Plane.filled(card, light)
    };
    grain.add(flat, 0, 1f);
    double[] b = bands(tone(flat, card), Plane.filled(card, 1f));
    return new double[] {b[0], b[1]};
  }

  private Plane on(Plane p) {
    return apply(Fir.extended(p, p.rect().grow(margin())), p.rect());
  }

  /** Applies to a channel that covers the window grown by the margin. */
  Plane apply(Plane in, PixelRect window) {
    if (amount > 0) {
      return Fir.blur(in, amount, window);
    }
    Plane out = in.crop(window);
    if (amount < 0) {
      Plane soft = Fir.blur(in, MASK, window);
      for (int i = 0; i < out.data().length; i++) {
        float v = out.data()[i];
        float sharp = v + (float) -amount * (v - soft.data()[i]);
        out.data()[i] = v > 0f ? Math.max(LEAST_LEFT * v, sharp) : sharp;
      }
    }
    return out;
  }
}
