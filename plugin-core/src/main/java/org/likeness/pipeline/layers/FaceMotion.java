package org.likeness.pipeline.layers;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.likeness.face.Landmarks;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * Where the skin goes from this frame to the next: for each point of the mesh its place in the next
 * frame less its place in this one (a forward difference), in plate pixels, u to the right and v
 * <em>up</em>. Between the points: the affine motion that fits all of them best, and what each
 * point does beyond it, averaged with weights 1 / (d² + s²)², where d is the distance and s a
 * twentieth of the face's height. Outside of the face the field goes on smoothly and says nothing
 * of the plate there.
 */
public final class FaceMotion {
  /** Pixels between two places where the field is made; bilinear between them. */
  private static final int STEP = 4;

  private static final double SOFT = 0.05;

  private final double[] ax = new double[3];
  private final double[] ay = new double[3];
  private final double[] x = new double[Landmarks.COUNT];
  private final double[] y = new double[Landmarks.COUNT];
  private final double[] du = new double[Landmarks.COUNT];
  private final double[] dv = new double[Landmarks.COUNT];
  private final double soft;

  private FaceMotion(Landmarks from, Landmarks to) {
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.length; i++) {
      x[i] = from.x(i);
      y[i] = from.y(i);
      du[i] = (double) to.x(i) - from.x(i);
      dv[i] = (double) from.y(i) - to.y(i);
      top = Math.min(top, y[i]);
      bottom = Math.max(bottom, y[i]);
    }
    soft = Math.max(1, SOFT * (bottom - top));
    fit(du, ax);
    fit(dv, ay);
    for (int i = 0; i < x.length; i++) {
      du[i] -= ax[0] + ax[1] * x[i] + ax[2] * y[i];
      dv[i] -= ay[0] + ay[1] * x[i] + ay[2] * y[i];
    }
  }

  /** Least squares of a plane through values at the points, about their middle. */
  private void fit(double[] values, double[] out) {
    int n = x.length;
    double mx = 0;
    double my = 0;
    double mv = 0;
    for (int i = 0; i < n; i++) {
      mx += x[i] / n;
      my += y[i] / n;
      mv += values[i] / n;
    }
    double xx = 1e-9;
    double yy = 1e-9;
    double xy = 0;
    double xv = 0;
    double yv = 0;
    for (int i = 0; i < n; i++) {
      double px = x[i] - mx;
      double py = y[i] - my;
      xx += px * px;
      yy += py * py;
      xy += px * py;
      xv += px * (values[i] - mv);
      yv += py * (values[i] - mv);
    }
    double det = xx * yy - xy * xy;
    boolean sound = det > 1e-6 * xx * yy;
    out[1] = sound ? (xv * yy - yv * xy) / det : 0;
    out[2] = sound ? (yv * xx - xv * xy) / det : 0;
    out[0] = mv - out[1] * mx - out[2] * my;
  }

  /**
   * The two planes, u and v.
   *
   * @param here the mesh in this frame
   * @param next the mesh in the next one, or null where the track ends here
   * @param previous the mesh in the frame before, which stands in for the next one at the end of a
   *     track: the motion up to here; null too: no motion is known, all 0
   */
  public static Plane[] of(
      Landmarks here, @Nullable Landmarks next, @Nullable Landmarks previous, PixelRect window) {
    Plane[] out = {Plane.zeros(window), Plane.zeros(window)};
    if (next != null) {
      new FaceMotion(here, next).fill(out, window, 1);
    } else if (previous != null) {
      // From here back, and turned about: at this frame's places.
      new FaceMotion(here, previous).fill(out, window, -1);
    }
    return out;
  }

  private void fill(Plane[] out, PixelRect w, float sign) {
    // The lattice lies on whole multiples of the step, so that a pixel's value is the same in any
    // window.
    int cx = Math.floorDiv(w.x0(), STEP);
    int cy = Math.floorDiv(w.y0(), STEP);
    int columns = Math.floorDiv(w.x1(), STEP) + 2 - cx;
    int rows = Math.floorDiv(w.y1(), STEP) + 2 - cy;
    float[] u = new float[columns * rows];
    float[] v = new float[columns * rows];
    Row row = new Row(columns);
    for (int r = 0; r < rows; r++) {
      row.make(cx, (cy + r) * STEP + 0.5, u, v, r * columns);
    }
    int i = 0;
    for (int py = w.y0(); py < w.y1(); py++) {
      float fy = Math.floorMod(py, STEP) / (float) STEP;
      for (int px = w.x0(); px < w.x1(); px++, i++) {
        float fx = Math.floorMod(px, STEP) / (float) STEP;
        int k = (Math.floorDiv(py, STEP) - cy) * columns + Math.floorDiv(px, STEP) - cx;
        out[0].data()[i] = sign * between(u, k, columns, fx, fy);
        out[1].data()[i] = sign * between(v, k, columns, fx, fy);
      }
    }
  }

  private static float between(float[] g, int k, int columns, float fx, float fy) {
    float top = g[k] + fx * (g[k + 1] - g[k]);
    float low = g[k + columns] + fx * (g[k + columns + 1] - g[k + columns]);
    return top + fy * (low - top);
  }

  /** A row of the lattice: one point after the other, so that many places are summed at once. */
  private final class Row {
    private final double[] places;
    private final double[] weights;
    private final double[] su;
    private final double[] sv;

    Row(int columns) {
      places = new double[columns];
      weights = new double[columns];
      su = new double[columns];
      sv = new double[columns];
    }

    void make(int first, double py, float[] u, float[] v, int at) {
      for (int c = 0; c < places.length; c++) {
        places[c] = (first + c) * STEP + 0.5;
      }
      Arrays.fill(weights, 0);
      Arrays.fill(su, 0);
      Arrays.fill(sv, 0);
      for (int i = 0; i < x.length; i++) {
        double dy = y[i] - py;
        add(x[i], dy * dy, du[i], dv[i]);
      }
      for (int c = 0; c < places.length; c++) {
        double px = places[c];
        u[at + c] = (float) (ax[0] + ax[1] * px + ax[2] * py + su[c] / weights[c]);
        v[at + c] = (float) (ay[0] + ay[1] * px + ay[2] * py + sv[c] / weights[c]);
      }
    }

    private void add(double px, double down, double u, double v) {
      double softly = soft * soft;
      for (int c = 0; c < places.length; c++) {
        double dx = px - places[c];
        double d = dx * dx + down + softly;
        double weight = 1 / (d * d);
        weights[c] += weight;
        su[c] += weight * u;
        sv[c] += weight * v;
      }
    }
  }
}
