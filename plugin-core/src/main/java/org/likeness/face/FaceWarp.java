package org.likeness.face;

import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Moves the points of one face: some are pulled to where they belong, and the skin around follows
 * as a sum of bells (Gaussian radial basis functions) that passes through all of them exactly.
 */
final class FaceWarp {
  /** Keeps the system solvable where two points coincide; far below what a pixel's part shows. */
  private static final double RIDGE = 1e-9;

  private FaceWarp() {}

  /** A change of places. */
  interface Field {
    /** Where a point goes: changes x and y at {@code xy[at]}, {@code xy[at + 1]}. */
    void move(float[] xy, int at);
  }

  /**
   * A face with points pulled.
   *
   * @param offsets how far each is pulled, plate pixels
   * @param radius standard deviation of the bells, as a part of the face's height
   */
  static FaceObservation pulled(
      FaceObservation face, Map<PointName, double[]> offsets, double radius) {
    TreeMap<PointName, double[]> sorted = new TreeMap<>(offsets);
    int n = sorted.size();
    double[] x = new double[n];
    double[] y = new double[n];
    double[] dx = new double[n];
    double[] dy = new double[n];
    int i = 0;
    for (Map.Entry<PointName, double[]> e : sorted.entrySet()) {
      double[] at = e.getKey().of(face);
      x[i] = at[0];
      y[i] = at[1];
      dx[i] = e.getValue()[0];
      dy[i] = e.getValue()[1];
      i++;
    }
    double sigma = Math.max(1e-3, radius) * FaceBox.of(face.landmarks()).height();
    double[][] a = new double[n][n];
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < n; c++) {
        a[r][c] = bell(x[r] - x[c], y[r] - y[c], sigma) + (r == c ? RIDGE : 0);
      }
    }
    solve(a, dx, dy);
    return moved(
        face,
        (xy, at) -> {
          double px = xy[at];
          double py = xy[at + 1];
          double sx = 0;
          double sy = 0;
          for (int k = 0; k < n; k++) {
            double w = bell(px - x[k], py - y[k], sigma);
            sx += w * dx[k];
            sy += w * dy[k];
          }
          xy[at] = (float) (px + sx);
          xy[at + 1] = (float) (py + sy);
        });
  }

  /**
   * The same of a plate whose pixels need not be square: what is pulled along lies in a circle as
   * the picture is looked at.
   *
   * @param aspect width of the plate's pixels over their height
   */
  static FaceObservation pulled(
      FaceObservation face, Map<PointName, double[]> offsets, double radius, double aspect) {
    if (aspect == 1) {
      return pulled(face, offsets, radius);
    }
    TreeMap<PointName, double[]> wide = new TreeMap<>();
    offsets.forEach((name, by) -> wide.put(name, new double[] {by[0] * aspect, by[1]}));
    return pulled(face.stretched(aspect), wide, radius).stretched(1 / aspect);
  }

  /** The same as {@link #moved(FaceObservation, Correction.MoveKey)}; a turn keeps its shape. */
  static FaceObservation moved(FaceObservation face, Correction.MoveKey by, double aspect) {
    if (aspect == 1) {
      return moved(face, by);
    }
    Correction.MoveKey wide =
        new Correction.MoveKey(by.frame(), by.dx() * aspect, by.dy(), by.scale(), by.turn());
    return moved(face.stretched(aspect), wide).stretched(1 / aspect);
  }

  /** A face moved, scaled and turned as a whole about the centre of its box. */
  static FaceObservation moved(FaceObservation face, Correction.MoveKey by) {
    FaceBox box = FaceBox.of(face.landmarks());
    double turn = Math.toRadians(by.turn());
    double cos = StrictMath.cos(turn) * by.scale();
    double sin = StrictMath.sin(turn) * by.scale();
    FaceObservation o =
        moved(
            face,
            (xy, at) -> {
              // y goes down, and a positive turn is counter-clockwise.
              double px = xy[at] - box.centreX();
              double py = xy[at + 1] - box.centreY();
              xy[at] = (float) (box.centreX() + by.dx() + cos * px + sin * py);
              xy[at + 1] = (float) (box.centreY() + by.dy() - sin * px + cos * py);
            });
    float[] xyz = o.landmarks().xyz();
    for (int i = 2; i < xyz.length; i += 3) {
      xyz[i] *= (float) by.scale();
    }
    FaceDetail d = o.detail();
    float[] iris = d.iris();
    for (int i = 2; i < iris.length; i += 3) {
      iris[i] *= (float) by.scale();
    }
    HeadPose pose = o.pose();
    return new FaceObservation(
        o.trackId(),
        o.frame(),
        o.score(),
        o.landmarks(),
        new HeadPose(pose.yaw(), pose.pitch(), (float) (pose.roll() + by.turn())),
        o.flags(),
        new FaceDetail(
                d.points(),
                d.anchors(),
                iris,
                d.expression(),
                d.light(),
                d.sharpness(),
                (float) (d.size() * by.scale()),
                d.identity())
            .withTone(d.tone()));
  }

  /** All places of a face through a field; marked as set by hand. */
  private static FaceObservation moved(FaceObservation face, Field field) {
    float[] xyz = face.landmarks().xyz().clone();
    for (int i = 0; i < xyz.length; i += 3) {
      field.move(xyz, i);
    }
    FaceDetail d = face.detail();
    float[] iris = d.iris().clone();
    for (int i = 0; i + 2 < iris.length; i += 3) {
      field.move(iris, i);
    }
    EnumSet<FaceObservation.Flag> flags = EnumSet.of(FaceObservation.Flag.MANUAL);
    flags.addAll(face.flags());
    return new FaceObservation(
        face.trackId(),
        face.frame(),
        face.score(),
        new Landmarks(xyz, face.landmarks().presence()),
        face.pose(),
        flags,
        d.withPlaces(moved(d.points(), field), moved(d.anchors(), field), iris));
  }

  private static FacePoints moved(FacePoints p, Field field) {
    float[] xy = p.xy().clone();
    for (int i = 0; i < xy.length; i += 2) {
      field.move(xy, i);
    }
    return new FacePoints(xy, p.deviation(), p.visibility());
  }

  private static double bell(double dx, double dy, double sigma) {
    return StrictMath.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
  }

  /** Gaussian elimination of a positive definite system with two right sides, in place. */
  private static void solve(double[][] a, double[] u, double[] v) {
    int n = a.length;
    for (int p = 0; p < n; p++) {
      for (int r = p + 1; r < n; r++) {
        double f = a[r][p] / a[p][p];
        for (int c = p; c < n; c++) {
          a[r][c] -= f * a[p][c];
        }
        u[r] -= f * u[p];
        v[r] -= f * v[p];
      }
    }
    for (int r = n - 1; r >= 0; r--) {
      for (int c = r + 1; c < n; c++) {
        u[r] -= a[r][c] * u[c];
        v[r] -= a[r][c] * v[c];
      }
      u[r] /= a[r][r];
      v[r] /= a[r][r];
    }
  }
}
