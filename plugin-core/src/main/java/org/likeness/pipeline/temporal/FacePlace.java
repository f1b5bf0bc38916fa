package org.likeness.pipeline.temporal;

import org.jspecify.annotations.Nullable;
import org.likeness.face.ClassicPoints;
import org.likeness.face.FaceObservation;
import org.likeness.face.FacePoints;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.evaluate.MatteBands;
import org.likeness.pipeline.layers.FaceHull;

/**
 * Where a face lies in a frame.
 *
 * @param points the 68 classic points, x and y in turn, plate pixels
 * @param yaw of the head, degrees
 * @param hull the outline of its mesh, or null where only the points are known
 */
public record FacePlace(double[] points, double yaw, @Nullable FaceHull hull) {
  /** A face covers about this share of the square of its height. */
  private static final double COVER = 0.5;

  /** Of a face of an analysis. */
  public static FacePlace of(FaceObservation o) {
    FacePoints own = o.detail().points();
    float[] xy = own.count() == FacePoints.CLASSIC ? own.xy() : ClassicPoints.of(o.landmarks());
    double[] points = new double[xy.length];
    for (int i = 0; i < xy.length; i++) {
      points[i] = xy[i];
    }
    return new FacePlace(points, o.pose().yaw(), FaceHull.of(o));
  }

  /** From chin to hairline, pixels. */
  public double height() {
    return MatteBands.faceHeight(points);
  }

  /** The points as the identity net takes them. */
  float[] floats() {
    float[] out = new float[points.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) points[i];
    }
    return out;
  }

  /** The box round the points. */
  PixelRect box() {
    double x0 = Double.POSITIVE_INFINITY;
    double y0 = x0;
    double x1 = -x0;
    double y1 = -x0;
    for (int i = 0; i < points.length; i += 2) {
      x0 = Math.min(x0, points[i]);
      x1 = Math.max(x1, points[i]);
      y0 = Math.min(y0, points[i + 1]);
      y1 = Math.max(y1, points[i + 1]);
    }
    return new PixelRect(
        (int) Math.floor(x0), (int) Math.floor(y0), (int) Math.ceil(x1), (int) Math.ceil(y1));
  }

  /** The square that is looked at: twice the face's height, round the middle of its points. */
  PixelRect region() {
    PixelRect b = box();
    int half = (int) Math.ceil(Math.max(height(), Math.max(b.width(), b.height()) * 0.75));
    int x = (b.x0() + b.x1()) / 2;
    int y = (b.y0() + b.y1()) / 2;
    return new PixelRect(x - half, y - half, x + half, y + half);
  }

  /** About how many pixels of it lie in a window. */
  double area(PixelRect window) {
    if (hull == null) {
      PixelRect b = box();
      double inside = (double) b.intersect(window).area() / Math.max(1, b.area());
      return inside * COVER * height() * height();
    }
    double sum = 0;
    for (float v : hull.over(hull.bounds().intersect(window)).data()) {
      sum += v;
    }
    return sum;
  }

  /** What counts as face where no alpha says so: the hull, or the box of the points. */
  Plane stand(PixelRect window) {
    if (hull != null) {
      return hull.over(window);
    }
    Plane out = Plane.zeros(window);
    PixelRect b = box().intersect(window);
    for (int y = b.y0(); y < b.y1(); y++) {
      for (int x = b.x0(); x < b.x1(); x++) {
        out.data()[out.index(x, y)] = 1f;
      }
    }
    return out;
  }
}
