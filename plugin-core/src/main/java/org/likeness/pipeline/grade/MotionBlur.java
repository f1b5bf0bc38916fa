package org.likeness.pipeline.grade;

import org.jspecify.annotations.Nullable;
import org.likeness.face.Landmarks;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.FaceMotion;

/**
 * Blurs a face along its own motion, as a shutter does that is open for a part of the frame's time.
 * The motion is that of the face's track between the frames beside it, never one seen in the
 * picture: of two faces that cross each is blurred by its own. Colours are averaged with their
 * coverage, so that nothing from outside of the face is drawn in.
 */
final class MotionBlur {
  /** Longest way, pixels. */
  private static final int MOST = 160;

  /** Shorter ways are none. */
  private static final double LEAST = 0.35;

  private final Landmarks here;
  private final @Nullable Landmarks next;
  private final @Nullable Landmarks previous;
  private final double open;
  private final int margin;

  private MotionBlur(
      Landmarks here, @Nullable Landmarks next, @Nullable Landmarks previous, double open, int m) {
    this.here = here;
    this.next = next;
    this.previous = previous;
    this.open = open;
    this.margin = m;
  }

  /**
   * Of a face; null where it hardly moves, or nothing is known of the frames beside.
   *
   * @param shutter degrees
   */
  static @Nullable MotionBlur of(
      Landmarks here, @Nullable Landmarks next, @Nullable Landmarks previous, double shutter) {
    double open = shutter / 360;
    double longest = 0;
    for (int i = 0; i < Landmarks.COUNT; i++) {
      double ways = 0;
      double x = 0;
      double y = 0;
      if (next != null) {
        x += next.x(i) - here.x(i);
        y += next.y(i) - here.y(i);
        ways++;
      }
      if (previous != null) {
        x += here.x(i) - previous.x(i);
        y += here.y(i) - previous.y(i);
        ways++;
      }
      longest = Math.max(longest, ways == 0 ? 0 : Math.hypot(x, y) / ways);
    }
    double way = Math.min(MOST, open * longest);
    return way < LEAST
        ? null
        : new MotionBlur(here, next, previous, open, (int) Math.ceil(0.75 * way) + 2);
  }

  /** How far beyond a pixel it looks, and the face spreads. */
  int margin() {
    return margin;
  }

  /** The way of each pixel while the shutter is open: x, then y down. */
  private float[][] ways(PixelRect window) {
    float[][] out = new float[2][Math.toIntExact(window.area())];
    int known = 0;
    if (next != null) {
      known++;
      addWay(FaceMotion.of(here, next, null, window), out);
    }
    if (previous != null) {
      known++;
      addWay(FaceMotion.of(here, null, previous, window), out);
    }
    float most = 2f * (margin - 2);
    for (int i = 0; i < out[0].length; i++) {
      float x = (float) (open * out[0][i] / known);
      float y = (float) (-open * out[1][i] / known);
      float length = (float) Math.sqrt(x * x + y * y);
      float by = length > most ? most / length : 1f;
      out[0][i] = x * by;
      out[1][i] = y * by;
    }
    return out;
  }

  private static void addWay(Plane[] motion, float[][] out) {
    for (int a = 0; a < 2; a++) {
      for (int i = 0; i < out[a].length; i++) {
        out[a][i] += motion[a].data()[i];
      }
    }
  }

  /**
   * Blurs.
   *
   * @param face red, green, blue over {@code window} grown by the margin, or more
   * @param cover the face's coverage over the same, 0..1
   * @param window the pixels wanted
   * @return red, green, blue, not premultiplied, and coverage
   */
  Plane[] blur(Plane[] face, Plane cover, PixelRect window) {
    float[][] way = ways(window);
    Plane[] out = new Plane[4];
    for (int c = 0; c < 4; c++) {
      out[c] = Plane.zeros(window);
    }
    Gathered sum = new Gathered(face, cover);
    int i = 0;
    for (int y = window.y0(); y < window.y1(); y++) {
      for (int x = window.x0(); x < window.x1(); x++, i++) {
        float wx = way[0][i];
        float wy = way[1][i];
        int n = 1 + 2 * (int) Math.ceil(0.5 * Math.max(Math.abs(wx), Math.abs(wy)));
        sum.along(x, y, wx, wy, n);
        float a = sum.cover / n;
        out[3].data()[i] = a;
        boolean some = sum.cover > 1e-4f * n;
        int middle = cover.index(x, y);
        // Where there is no face at all, its colours are what they were.
        out[0].data()[i] = some ? sum.red / sum.cover : face[0].data()[middle];
        out[1].data()[i] = some ? sum.green / sum.cover : face[1].data()[middle];
        out[2].data()[i] = some ? sum.blue / sum.cover : face[2].data()[middle];
      }
    }
    return out;
  }

  /** Sums of colours times their coverage, and of the coverage. */
  private static final class Gathered {
    private final float[] r;
    private final float[] g;
    private final float[] b;
    private final float[] a;
    private final PixelRect rect;
    private final int width;
    private float red;
    private float green;
    private float blue;
    private float cover;

    Gathered(Plane[] face, Plane cover) {
      r = face[0].data();
      g = face[1].data();
      b = face[2].data();
      a = cover.data();
      rect = cover.rect();
      width = rect.width();
    }

    /** Of {@code n} places on a way whose middle is a pixel. */
    void along(int px, int py, float wx, float wy, int n) {
      red = 0f;
      green = 0f;
      blue = 0f;
      cover = 0f;
      for (int k = 0; k < n; k++) {
        float t = (k + 0.5f) / n - 0.5f;
        float x = px + t * wx;
        float y = py + t * wy;
        int x0 = (int) x - (x < 0f ? 1 : 0);
        int y0 = (int) y - (y < 0f ? 1 : 0);
        float fx = x - x0;
        float fy = y - y0;
        boolean inside =
            x0 >= rect.x0() && x0 + 1 < rect.x1() && y0 >= rect.y0() && y0 + 1 < rect.y1();
        int at = (y0 - rect.y0()) * width + x0 - rect.x0();
        if (inside || rect.contains(x0, y0)) {
          add(at, (1f - fx) * (1f - fy));
        }
        if (inside || rect.contains(x0 + 1, y0)) {
          add(at + 1, fx * (1f - fy));
        }
        if (inside || rect.contains(x0, y0 + 1)) {
          add(at + width, (1f - fx) * fy);
        }
        if (inside || rect.contains(x0 + 1, y0 + 1)) {
          add(at + width + 1, fx * fy);
        }
      }
    }

    private void add(int at, float weight) {
      float w = weight * a[at];
      if (w > 0f) {
        cover += w;
        red += w * r[at];
        green += w * g[at];
        blue += w * b[at];
      }
    }
  }
}
