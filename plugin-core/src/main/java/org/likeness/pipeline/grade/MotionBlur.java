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
    float[] sum = new float[4];
    int i = 0;
    for (int y = window.y0(); y < window.y1(); y++) {
      for (int x = window.x0(); x < window.x1(); x++, i++) {
        float wx = way[0][i];
        float wy = way[1][i];
        int n = 1 + 2 * (int) Math.ceil(0.5 * Math.max(Math.abs(wx), Math.abs(wy)));
        java.util.Arrays.fill(sum, 0f);
        for (int k = 0; k < n; k++) {
          float t = (k + 0.5f) / n - 0.5f;
          gather(face, cover, x + t * wx, y + t * wy, sum);
        }
        float a = sum[3] / n;
        out[3].data()[i] = a;
        int middle = cover.index(x, y);
        for (int c = 0; c < 3; c++) {
          // Where there is no face at all, its colours are what they were.
          out[c].data()[i] = sum[3] > 1e-4f * n ? sum[c] / sum[3] : face[c].data()[middle];
        }
      }
    }
    return out;
  }

  /** Adds a place between pixels, times its coverage. */
  private static void gather(Plane[] face, Plane cover, float x, float y, float[] sum) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    float fx = x - x0;
    float fy = y - y0;
    for (int k = 0; k < 4; k++) {
      int px = x0 + (k & 1);
      int py = y0 + (k >> 1);
      float w = ((k & 1) == 0 ? 1f - fx : fx) * (k < 2 ? 1f - fy : fy);
      if (w > 0f && cover.rect().contains(px, py)) {
        int at = cover.index(px, py);
        float a = w * cover.data()[at];
        sum[3] += a;
        for (int c = 0; c < 3; c++) {
          sum[c] += a * face[c].data()[at];
        }
      }
    }
  }
}
