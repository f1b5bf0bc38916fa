package org.likeness.pipeline.temporal;

import org.likeness.colour.ColourEncoding;
import org.likeness.colour.Smoothing;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;
import org.likeness.image.opencv.OpticalFlow;

/**
 * Two neighbouring frames round the face as small pictures, the earlier one brought to the places
 * of the later one by the plate's optical flow. The flow is the plate's for both, so that what the
 * result does of its own accord cannot be explained away.
 *
 * @param window of all the planes, from (0, 0)
 * @param plate R, G, B of the later plate, as on a display
 * @param comp the same of the result
 * @param alpha coverage in the later frame
 * @param alphaBefore the same of the earlier one, moved
 * @param plateChange how far each pixel of the plate is from the earlier one's, moved; root of the
 *     mean square over the channels of the softened difference, 1 = display white
 * @param change the same of the result
 * @param explained 1 where the flow follows the plate, 0 where something came or went there
 * @param points the later face's, in these pixels
 * @param hasAlpha whether the alphas are the result's own
 */
record PairPictures(
    PixelRect window,
    Plane[] plate,
    Plane[] comp,
    Plane alpha,
    Plane alphaBefore,
    float[] plateChange,
    float[] change,
    float[] explained,
    double[] points,
    boolean hasAlpha) {
  /** Longest side, pixels; a face is half as high. */
  static final int SIZE = 384;

  /** Differences are softened over this share of the face's height: grain is no flash. */
  private static final double SOFTEN = 0.015;

  /** What of the plate's own change the result may show in excess. */
  private static final double TOLERANCE = 1.25;

  /** Flow there and back that misses by more, pixels, and so much of the way, follows nothing. */
  private static final double ASTRAY = 0.75;

  private static final double ASTRAY_OF_WAY = 0.05;

  /** What is not explained takes its surroundings along, as a share of the face's height. */
  private static final double AROUND = 0.02;

  /** Where the plate changes by more, the flow does not explain it: something else came there. */
  private static final float EXPLAINED = 0.03f;

  private static final double MIDDLE_GREY = 0.18;

  /** The curve over square roots of light 0..8: samples a unit. */
  private static final int STEPS = 1024;

  private static final float[] CURVE = curve();

  private static float[] curve() {
    ColourEncoding e = ColourEncoding.byName("film-shoulder-v1");
    float[] c = new float[8 * STEPS + 2];
    for (int i = 0; i < c.length; i++) {
      float root = i / (float) STEPS;
      c[i] = e.encode(root * root);
    }
    return c;
  }

  static PairPictures of(LoadedFrame before, LoadedFrame now) {
    PixelRect both = before.window().union(now.window());
    int side = Math.max(both.width(), both.height());
    int size = Math.max(OpticalFlow.SMALLEST, Math.min(SIZE, side));
    double scale = (double) size / side;
    Affine2 toSmall = new Affine2(scale, 0, -scale * both.x0(), 0, scale, -scale * both.y0());
    double gain = gain(before, now);
    Plane[] plateBefore = small(before.plate(), toSmall, size, gain);
    Plane[] plate = small(now.plate(), toSmall, size, gain);
    Plane[] compBefore = small(before.comp(), toSmall, size, gain);
    Plane[] comp = small(now.comp(), toSmall, size, gain);
    Plane grey = luma(plate);
    Plane greyBefore = luma(plateBefore);
    OpticalFlow flow = OpticalFlow.between(grey, greyBefore);
    double[] points = now.place().points().clone();
    for (int i = 0; i < points.length; i += 2) {
      points[i] = toSmall.mapX(points[i], 0);
      points[i + 1] = toSmall.mapY(0, points[i + 1]);
    }
    double sigma = Math.max(0.5, SOFTEN * scale * now.place().height());
    float[] plateChange = change(plate, plateBefore, flow, sigma);
    return new PairPictures(
        PixelRect.ofSize(size, size),
        plate,
        comp,
        coverage(now, toSmall, size),
        flow.pull(coverage(before, toSmall, size)),
        plateChange,
        change(comp, compBefore, flow, sigma),
        explained(
            flow,
            OpticalFlow.between(greyBefore, grey),
            plateChange,
            AROUND * scale * now.place().height()),
        points,
        now.alpha() != null && before.alpha() != null);
  }

  /** Brings the mean light on both plates' faces to middle grey; the same for both frames. */
  static double gain(LoadedFrame... frames) {
    double sum = 0;
    long n = 0;
    for (LoadedFrame f : frames) {
      PixelRect b = f.place().box().intersect(f.window());
      for (int y = b.y0(); y < b.y1(); y++) {
        for (int x = b.x0(); x < b.x1(); x++) {
          int i = f.plate().r().index(x, y);
          float l =
              0.2126f * f.plate().r().data()[i]
                  + 0.7152f * f.plate().g().data()[i]
                  + 0.0722f * f.plate().b().data()[i];
          if (l > 0 && l <= Float.MAX_VALUE) {
            sum += l;
            n++;
          }
        }
      }
    }
    return n == 0 ? 1 : MIDDLE_GREY * n / sum;
  }

  static Plane[] small(Frame f, Affine2 toSmall, int size, double gain) {
    Frame s = Warp.toCrop(f, toSmall, size);
    for (Plane p : new Plane[] {s.r(), s.g(), s.b()}) {
      float[] d = p.data();
      for (int i = 0; i < d.length; i++) {
        d[i] = shown((float) (d[i] * gain));
      }
    }
    return new Plane[] {s.r(), s.g(), s.b()};
  }

  private static float shown(float light) {
    if (!(light > 0f)) {
      return 0f;
    }
    float at = (float) Math.sqrt(Math.min(light, 63.9f)) * STEPS;
    int i = (int) at;
    return CURVE[i] + (at - i) * (CURVE[i + 1] - CURVE[i]);
  }

  private static Plane coverage(LoadedFrame f, Affine2 toSmall, int size) {
    Plane c = f.coverage();
    Frame grey = new Frame(c.rect(), c.rect(), 1f, c, c, c, null);
    Plane out = Warp.toCrop(grey, toSmall, size).r();
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = Math.min(1f, Math.max(0f, out.data()[i]));
    }
    return out;
  }

  static Plane luma(Plane[] rgb) {
    Plane out = Plane.zeros(rgb[0].rect());
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] =
          0.2126f * rgb[0].data()[i] + 0.7152f * rgb[1].data()[i] + 0.0722f * rgb[2].data()[i];
    }
    return out;
  }

  private static float[] change(Plane[] now, Plane[] before, OpticalFlow flow, double sigma) {
    float[] out = new float[now[0].data().length];
    for (int c = 0; c < 3; c++) {
      float[] moved = flow.pull(before[c]).data();
      for (int i = 0; i < moved.length; i++) {
        moved[i] = now[c].data()[i] - moved[i];
      }
      float[] soft = Smoothing.blur(moved, now[c].rect().width(), sigma);
      for (int i = 0; i < out.length; i++) {
        out[i] += soft[i] * soft[i] / 3;
      }
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.sqrt(out[i]);
    }
    return out;
  }

  /** What of the result's change the plate's own does not account for, 1 = display white. */
  float[] excess() {
    float[] out = change.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.max(0, change[i] - TOLERANCE * plateChange[i]);
    }
    return out;
  }

  /** Root of the mean square under the face of both frames, per cent of display white. */
  double level(float[] of) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < of.length; i++) {
      double w = (double) alpha.data()[i] * alphaBefore.data()[i];
      sum += w * of[i] * of[i];
      total += w;
    }
    return total <= 1 ? Double.NaN : 100 * Math.sqrt(sum / total);
  }

  /** Weights without the pixels where something came or went in the plate. */
  float[] explained(float[] weight) {
    float[] out = weight.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] *= explained[i];
    }
    return out;
  }

  /**
   * Where the flow there and the flow back meet, and the plate looks the same.
   *
   * @param around how far what is not explained takes its surroundings along, pixels
   */
  private static float[] explained(
      OpticalFlow flow, OpticalFlow back, float[] plateChange, double around) {
    PixelRect r = flow.window();
    Plane bx = Plane.zeros(r);
    Plane by = Plane.zeros(r);
    for (int y = r.y0(); y < r.y1(); y++) {
      for (int x = r.x0(); x < r.x1(); x++) {
        bx.data()[bx.index(x, y)] = back.dx(x, y);
        by.data()[by.index(x, y)] = back.dy(x, y);
      }
    }
    Plane x2 = flow.pull(bx);
    Plane y2 = flow.pull(by);
    float[] astray = new float[plateChange.length];
    for (int y = r.y0(); y < r.y1(); y++) {
      for (int x = r.x0(); x < r.x1(); x++) {
        int i = bx.index(x, y);
        double dx = flow.dx(x, y);
        double dy = flow.dy(x, y);
        double miss = Math.hypot(dx + x2.data()[i], dy + y2.data()[i]);
        boolean lost = miss > ASTRAY + ASTRAY_OF_WAY * Math.hypot(dx, dy);
        astray[i] = lost || plateChange[i] > EXPLAINED ? 1f : 0f;
      }
    }
    float[] near = Smoothing.blur(astray, r.width(), around);
    for (int i = 0; i < near.length; i++) {
      near[i] = near[i] > 0.1f ? 0f : 1f;
    }
    return near;
  }
}
