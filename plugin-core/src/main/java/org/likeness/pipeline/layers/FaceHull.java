package org.likeness.pipeline.layers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.likeness.face.FaceObservation;
import org.likeness.face.FacePoints;
import org.likeness.face.Landmarks;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * The filled outline of a face's mesh. The mesh ends on the forehead, so what lies above its middle
 * is stretched upwards, along the line from chin to crown, by {@value #FOREHEAD} of the face's
 * height at the very top and less the lower a point lies. The outline is the convex one of all
 * points, which in profile holds the nose too. Coverage of a pixel is the part of its area inside:
 * exact across, by {@value #ROWS} lines down.
 */
public final class FaceHull {
  /** How far the crown is moved up, in heights of the face. */
  static final double FOREHEAD = 0.12;

  /** What a face's outline is larger by than its points, as a share of it. */
  static final double MARGIN = 0.05;

  private static final int ROWS = 16;
  private static final int CROWN = 10;
  private static final int CHIN = 152;

  private final double[][] outline;

  private FaceHull(double[][] outline) {
    this.outline = outline;
  }

  /**
   * Of a face: its mesh, and its classic points where they are known, which see the jaw where the
   * mesh places it too high; all of it larger by {@value #MARGIN}, so that its edge lies outside of
   * the face's own and takes nothing away from a matte that is as large as the face.
   */
  public static FaceHull of(FaceObservation face) {
    List<double[]> points = points(face.landmarks());
    FacePoints classic = face.detail().points();
    for (int i = 0; i < classic.count(); i++) {
      points.add(new double[] {classic.xy()[2 * i], classic.xy()[2 * i + 1]});
    }
    double x = 0;
    double y = 0;
    for (double[] p : points) {
      x += p[0] / points.size();
      y += p[1] / points.size();
    }
    for (double[] p : points) {
      p[0] += MARGIN * (p[0] - x);
      p[1] += MARGIN * (p[1] - y);
    }
    return new FaceHull(convex(points));
  }

  /** Of a mesh in plate pixels. */
  public static FaceHull of(Landmarks mesh) {
    return new FaceHull(convex(points(mesh)));
  }

  private static List<double[]> points(Landmarks mesh) {
    double ux = mesh.x(CROWN) - mesh.x(CHIN);
    double uy = mesh.y(CROWN) - mesh.y(CHIN);
    double square = Math.max(1e-9, ux * ux + uy * uy);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < Landmarks.COUNT; i++) {
      double x = mesh.x(i);
      double y = mesh.y(i);
      // 0 at the chin, 1 at the crown.
      double up = ((x - mesh.x(CHIN)) * ux + (y - mesh.y(CHIN)) * uy) / square;
      double t = Math.max(0, 2 * up - 1);
      points.add(new double[] {x + FOREHEAD * t * ux, y + FOREHEAD * t * uy});
    }
    return points;
  }

  /** Andrew's monotone chain, counter-clockwise, without points on the edges. */
  private static double[][] convex(List<double[]> points) {
    points.sort(Comparator.<double[]>comparingDouble(p -> p[0]).thenComparingDouble(p -> p[1]));
    int n = points.size();
    double[][] chain = new double[2 * n][];
    int k = 0;
    for (int i = 0; i < n; i++) {
      k = add(chain, k, 2, points.get(i));
    }
    int lower = k + 1;
    for (int i = n - 2; i >= 0; i--) {
      k = add(chain, k, lower, points.get(i));
    }
    return java.util.Arrays.copyOf(chain, Math.max(1, k - 1));
  }

  private static int add(double[][] chain, int size, int least, double[] p) {
    int k = size;
    while (k >= least && cross(chain[k - 2], chain[k - 1], p) <= 0) {
      k--;
    }
    chain[k] = p;
    return k + 1;
  }

  private static double cross(double[] o, double[] a, double[] b) {
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  }

  /** The pixels that it touches. */
  public PixelRect bounds() {
    double x0 = Double.POSITIVE_INFINITY;
    double y0 = Double.POSITIVE_INFINITY;
    double x1 = Double.NEGATIVE_INFINITY;
    double y1 = Double.NEGATIVE_INFINITY;
    for (double[] p : outline) {
      x0 = Math.min(x0, p[0]);
      y0 = Math.min(y0, p[1]);
      x1 = Math.max(x1, p[0]);
      y1 = Math.max(y1, p[1]);
    }
    return new PixelRect(
        (int) Math.floor(x0), (int) Math.floor(y0), (int) Math.ceil(x1), (int) Math.ceil(y1));
  }

  /** Coverage 0..1 of the pixels of a window. */
  public Plane over(PixelRect window) {
    Plane out = Plane.zeros(window);
    PixelRect both = bounds().intersect(window);
    for (int y = both.y0(); y < both.y1(); y++) {
      for (int s = 0; s < ROWS; s++) {
        double at = y + (s + 0.5) / ROWS;
        double[] span = span(at);
        if (span[1] > span[0]) {
          fill(out, both, y, span[0], span[1]);
        }
      }
    }
    return out;
  }

  /** Where a line crosses the outline. */
  private double[] span(double y) {
    double from = Double.POSITIVE_INFINITY;
    double to = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < outline.length; i++) {
      double[] a = outline[i];
      double[] b = outline[(i + 1) % outline.length];
      if ((a[1] <= y) != (b[1] <= y)) {
        double x = a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);
        from = Math.min(from, x);
        to = Math.max(to, x);
      }
    }
    return new double[] {from, to};
  }

  private static void fill(Plane out, PixelRect part, int y, double from, double to) {
    int first = Math.max(part.x0(), (int) Math.floor(from));
    int end = Math.min(part.x1(), (int) Math.ceil(to));
    int row = out.index(part.x0(), y) - part.x0();
    for (int x = first; x < end; x++) {
      double inside = Math.min(x + 1, to) - Math.max(x, from);
      float sum = out.data()[row + x] + (float) (inside / ROWS);
      out.data()[row + x] = Math.min(1f, sum);
    }
  }
}
