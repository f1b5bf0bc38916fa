package org.likeness.pipeline.sheet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.likeness.colour.ColourEncoding;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceAligner;
import org.likeness.face.FaceObservation;
import org.likeness.face.FrameSource;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;

/** Frames of the plate, small, with what was found drawn over them. */
final class SheetPictures {
  private static final int THUMB = 480;
  private static final int CROP = 144;
  private static final CropTemplate TEMPLATE = CropTemplate.byId(CropTemplate.WHOLE_FACE_V2);
  private static final ColourEncoding ENCODING = ColourEncoding.byName("film-shoulder-v1");

  /** One crop of a face as the identity is laid on it. */
  record Crop(int track, int frame, String html) {}

  /** What one frame gives: its picture with drawings, and the crops of its faces. */
  record Pictures(String html, List<Crop> crops) {}

  private final FrameSource plate;
  private final List<SheetTrack> tracks;
  private double gain;

  SheetPictures(FrameSource plate, List<SheetTrack> tracks) {
    this.plate = plate;
    this.tracks = tracks;
  }

  /** Frames to show: evenly spread, at most so many. */
  static List<Integer> spread(List<Integer> frames, int most) {
    if (frames.size() <= most) {
      return frames;
    }
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      out.add(frames.get((int) ((long) i * (frames.size() - 1) / Math.max(1, most - 1))));
    }
    return out;
  }

  /** Reads a frame and draws. The first one sets the exposure of all. */
  Pictures of(int frame) throws IOException {
    Frame linear = plate.read(frame);
    if (gain == 0) {
      gain = gain(linear);
    }
    List<Crop> crops = new ArrayList<>();
    PixelRect w = linear.displayWindow();
    double aspect = linear.pixelAspect();
    StringBuilder s = new StringBuilder("<figure><div class=\"shot\">");
    s.append(Html.image(small(linear), "frame " + frame));
    s.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"%.1f %d %.1f %d\">",
            w.x0() * aspect,
            w.y0(),
            w.width() * aspect,
            w.height()));
    double unit = Math.max(1, w.width() * aspect) / 480.0;
    for (SheetTrack t : tracks) {
      FaceObservation o = t.track().at(frame).orElse(null);
      if (o != null) {
        draw(s, t, o.stretched(aspect), unit);
        Affine2 toCrop =
            FaceAligner.plateToCrop(o, TEMPLATE, FaceAligner.DEFAULT_COVERAGE, CROP, aspect);
        Frame crop = encoded(Warp.toCrop(linear, toCrop, CROP));
        String name = t.title() + ", frame " + frame;
        crops.add(new Crop(t.track().id(), frame, Html.image(crop, name)));
      }
    }
    s.append("</svg></div><figcaption>").append(frame).append("</figcaption></figure>\n");
    return new Pictures(s.toString(), crops);
  }

  /** Draws a face that lies in square pixels. */
  private static void draw(StringBuilder s, SheetTrack t, FaceObservation o, double unit) {
    Affine2 back = FaceAligner.plateToCrop(o, TEMPLATE, FaceAligner.DEFAULT_COVERAGE, 1).inverse();
    double[][] corners = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    StringBuilder outline = new StringBuilder();
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    for (double[] c : corners) {
      double x = back.mapX(c[0], c[1]);
      double y = back.mapY(c[0], c[1]);
      outline.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
      left = Math.min(left, x);
      top = Math.min(top, y);
    }
    s.append(
        String.format(
            Locale.ROOT,
            "<g stroke=\"%s\" fill=\"%s\"><polygon class=\"crop\" points=\"%s\"/>"
                + "<path class=\"crop\" d=\"M%.1f %.1fL%.1f %.1f\"/><path class=\"dots\""
                + " stroke-width=\"%.2f\" d=\"",
            t.colour(),
            t.colour(),
            outline.toString().strip(),
            back.mapX(0.5, 0),
            back.mapY(0.5, 0),
            back.mapX(0.5, 0.06),
            back.mapY(0.5, 0.06),
            2.6 * unit));
    float[] p = SheetTrack.points(o);
    for (int i = 0; i < p.length; i += 2) {
      s.append(String.format(Locale.ROOT, "M%.1f %.1fh.01", p[i], p[i + 1]));
    }
    s.append("\"/>");
    float[] iris = o.detail().iris();
    for (int i = 0; i + 2 < iris.length; i += 3) {
      s.append(
          String.format(
              Locale.ROOT,
              "<circle class=\"iris\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>",
              iris[i],
              iris[i + 1],
              iris[i + 2]));
    }
    s.append(
        String.format(
            Locale.ROOT,
            "<text class=\"id\" x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\">%s</text></g>",
            Math.max(4 * unit, left + 2 * unit),
            Math.max(14 * unit, top - 4 * unit),
            13 * unit,
            Html.escape(t.title())));
  }

  /** The display window, small, for a display, whose pixels are square. */
  private Frame small(Frame linear) {
    PixelRect w = linear.displayWindow();
    double wide = w.width() * (double) linear.pixelAspect();
    int width = Math.max(1, (int) Math.min(THUMB, Math.round(wide)));
    int height = Math.max(1, (int) Math.round(w.height() * width / wide));
    PixelRect to = PixelRect.ofSize(width, height);
    return encoded(
        Frame.opaque(mean(linear.r(), w, to), mean(linear.g(), w, to), mean(linear.b(), w, to)));
  }

  /** Means over the samples that fall into each pixel. */
  private static Plane mean(Plane from, PixelRect w, PixelRect to) {
    Plane out = Plane.zeros(to);
    double across = (double) w.width() / to.width();
    double down = (double) w.height() / to.height();
    for (int y = 0; y < to.height(); y++) {
      int y0 = w.y0() + (int) (y * down);
      int y1 = Math.max(y0 + 1, w.y0() + (int) ((y + 1) * down));
      for (int x = 0; x < to.width(); x++) {
        int x0 = w.x0() + (int) (x * across);
        int x1 = Math.max(x0 + 1, w.x0() + (int) ((x + 1) * across));
        double sum = 0;
        for (int v = y0; v < y1; v++) {
          for (int u = x0; u < x1; u++) {
            float value = from.get(u, v);
            sum += Float.isFinite(value) ? value : 0;
          }
        }
        out.data()[y * to.width() + x] = (float) (sum / ((y1 - y0) * (double) (x1 - x0)));
      }
    }
    return out;
  }

  private Frame encoded(Frame linear) {
    return Frame.opaque(encoded(linear.r()), encoded(linear.g()), encoded(linear.b()));
  }

  private Plane encoded(Plane p) {
    float[] out = new float[p.data().length];
    for (int i = 0; i < out.length; i++) {
      float v = p.data()[i];
      out[i] = Float.isFinite(v) ? ENCODING.encode((float) (v * gain)) : 0;
    }
    return new Plane(p.rect(), out);
  }

  /** The factor that brings the light that nine of ten samples keep under to 0.45. */
  private static double gain(Frame f) {
    float[] g = f.g().data();
    int step = Math.max(1, g.length / 20_000);
    float[] some = new float[g.length / step];
    int n = 0;
    for (int i = 0; i < some.length; i++) {
      float v = g[i * step];
      if (v > 1e-6f && v < Float.MAX_VALUE) {
        some[n++] = v;
      }
    }
    if (n == 0) {
      return 1;
    }
    Arrays.sort(some, 0, n);
    return 0.45 / some[(int) (0.9 * (n - 1))];
  }
}
