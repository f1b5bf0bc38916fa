package org.likeness.train.data.importing;

import org.likeness.face.ClassicPoints;
import org.likeness.face.CropTemplate;
import org.likeness.face.FacePoints;
import org.likeness.face.Landmarks;

/**
 * A mesh for a face of which only the 68 points are known: the template, turned, scaled and moved
 * so that its points lie on them (scaled orthographic projection, least squares; the two rows of
 * the map are then made orthogonal and of one length).
 */
final class MeshFromPoints {
  private MeshFromPoints() {}

  /** The mesh in the points' pixels. */
  static Landmarks fit(float[] points, CropTemplate template) {
    double[][] normal = new double[4][6];
    for (int i = 0; i < FacePoints.CLASSIC; i++) {
      int m = 3 * ClassicPoints.mesh(i);
      double[] row = {template.xyz()[m], template.xyz()[m + 1], template.xyz()[m + 2], 1};
      for (int p = 0; p < 4; p++) {
        for (int q = 0; q < 4; q++) {
          normal[p][q] += row[p] * row[q];
        }
        normal[p][4] += row[p] * points[2 * i];
        normal[p][5] += row[p] * points[2 * i + 1];
      }
    }
    solve(normal);
    double[] x = {normal[0][4], normal[1][4], normal[2][4]};
    double[] y = {normal[0][5], normal[1][5], normal[2][5]};
    // x and y to the nearest pair that is orthogonal and of one length: turn both half the way.
    double scale = (length(x) + length(y)) / 2;
    double[] a = unit(x);
    double[] b = unit(y);
    double dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    double[] r1 = new double[3];
    double[] r2 = new double[3];
    for (int k = 0; k < 3; k++) {
      r1[k] = a[k] - dot / 2 * b[k];
      r2[k] = b[k] - dot / 2 * a[k];
    }
    r1 = unit(r1);
    double rest = r1[0] * r2[0] + r1[1] * r2[1] + r1[2] * r2[2];
    for (int k = 0; k < 3; k++) {
      r2[k] -= rest * r1[k];
    }
    r2 = unit(r2);
    double[] r3 = {
      r1[1] * r2[2] - r1[2] * r2[1], r1[2] * r2[0] - r1[0] * r2[2], r1[0] * r2[1] - r1[1] * r2[0]
    };
    float[] xyz = new float[3 * Landmarks.COUNT];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      for (int k = 0; k < 3; k++) {
        double[] r = k == 0 ? r1 : k == 1 ? r2 : r3;
        double v = 0;
        for (int j = 0; j < 3; j++) {
          v += r[j] * template.xyz()[3 * i + j];
        }
        xyz[3 * i + k] = (float) (scale * v + (k < 2 ? normal[3][4 + k] : 0));
      }
    }
    return new Landmarks(xyz, 1);
  }

  private static double length(double[] v) {
    return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  }

  private static double[] unit(double[] v) {
    double l = Math.max(1e-12, length(v));
    return new double[] {v[0] / l, v[1] / l, v[2] / l};
  }

  /** Gauss and Jordan; the template's points never lie in a plane. */
  private static void solve(double[][] m) {
    for (int p = 0; p < 4; p++) {
      for (int q = 0; q < 4; q++) {
        if (q != p) {
          double f = m[q][p] / m[p][p];
          for (int k = p; k < 6; k++) {
            m[q][k] -= f * m[p][k];
          }
        }
      }
    }
    for (int p = 0; p < 4; p++) {
      m[p][4] /= m[p][p];
      m[p][5] /= m[p][p];
    }
  }
}
