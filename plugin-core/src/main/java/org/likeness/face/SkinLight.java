package org.likeness.face;

import java.util.Arrays;
import org.likeness.image.Affine2;

/**
 * The light on a face: first-order spherical harmonics, fitted to the colours of the skin over the
 * directions that it faces (R. Ramamoorthi and P. Hanrahan, "An efficient representation for
 * irradiance environment maps", 2001, its first two bands). Directions are those of the template's
 * surface, turned as the head is; brows, nostrils, highlights and shadows of a hand lie far from
 * the fit and lose their say in a second and a third one.
 */
final class SkinLight {
  private static final int SIZE = 64;
  private static final double COVERAGE = 1.2;
  private static final int NEIGHBOURS = 9;

  /** Skin turned further away than this cosine is seen too flatly. */
  private static final double LEAST_FACING = 0.25;

  private static final int REFITS = 2;
  private static final int LEAST_POINTS = 40;

  private final float[] xyz;
  private final float[] normals;
  private final boolean[] skin;

  SkinLight(CropTemplate template) {
    xyz = template.xyz();
    normals = normals(xyz);
    // Where points crowd, there are eyes, lips and nostrils.
    double[] sorted = template.area().clone();
    Arrays.sort(sorted);
    double sparse = sorted[sorted.length / 3];
    skin = new boolean[Landmarks.COUNT];
    for (int i = 0; i < skin.length; i++) {
      skin[i] = template.area()[i] > sparse;
    }
  }

  /** See {@link FaceDetail#light()}; of length 0 if too little skin is seen. */
  float[] of(DisplayView plate, Landmarks mesh, CropAnchors.Fit fit) {
    double s = SIZE / (COVERAGE * fit.scale());
    Affine2 toCrop = new Affine2(s, 0, SIZE / 2.0 - s * fit.x(), 0, s, SIZE / 2.0 - s * fit.y());
    float[] rgb = plate.light(toCrop, SIZE);
    double[][] rows = new double[Landmarks.COUNT][];
    double[][] values = new double[Landmarks.COUNT][];
    int n = 0;
    double[] r = fit.rotation();
    for (int i = 0; i < Landmarks.COUNT; i++) {
      double[] d = new double[3];
      for (int a = 0; a < 3; a++) {
        d[a] =
            r[3 * a] * normals[3 * i]
                + r[3 * a + 1] * normals[3 * i + 1]
                + r[3 * a + 2] * normals[3 * i + 2];
      }
      int x = (int) toCrop.mapX(mesh.x(i), mesh.y(i));
      int y = (int) toCrop.mapY(mesh.x(i), mesh.y(i));
      if (!skin[i] || -d[2] < LEAST_FACING || x < 0 || y < 0 || x >= SIZE || y >= SIZE) {
        continue;
      }
      int at = y * SIZE + x;
      rows[n] = new double[] {1, d[0], d[1], d[2]};
      values[n] = new double[] {rgb[at], rgb[SIZE * SIZE + at], rgb[2 * SIZE * SIZE + at]};
      n++;
    }
    return n < LEAST_POINTS
        ? new float[0]
        : robust(Arrays.copyOf(rows, n), Arrays.copyOf(values, n));
  }

  private static float[] robust(double[][] rows, double[][] values) {
    double[] weight = new double[rows.length];
    Arrays.fill(weight, 1);
    double[][] fit = fit(rows, values, weight);
    for (int k = 0; k < REFITS; k++) {
      double[] off = new double[rows.length];
      for (int i = 0; i < off.length; i++) {
        for (int c = 0; c < 3; c++) {
          double v = -values[i][c];
          for (int j = 0; j < 4; j++) {
            v += fit[c][j] * rows[i][j];
          }
          off[i] += v * v;
        }
      }
      double[] sorted = off.clone();
      Arrays.sort(sorted);
      double usual = 4 * Math.max(1e-20, sorted[sorted.length / 2]);
      for (int i = 0; i < off.length; i++) {
        weight[i] = 1 / ((1 + off[i] / usual) * (1 + off[i] / usual));
      }
      fit = fit(rows, values, weight);
    }
    float[] out = new float[FaceDetail.LIGHT];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) fit[i / 4][i % 4];
    }
    return out;
  }

  /** Weighted least squares with a little of a ridge on the direction, by elimination. */
  private static double[][] fit(double[][] rows, double[][] values, double[] weight) {
    double[][] a = new double[4][7];
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      total += weight[i];
      for (int p = 0; p < 4; p++) {
        for (int q = 0; q < 4; q++) {
          a[p][q] += weight[i] * rows[i][p] * rows[i][q];
        }
        for (int c = 0; c < 3; c++) {
          a[p][4 + c] += weight[i] * rows[i][p] * values[i][c];
        }
      }
    }
    for (int p = 1; p < 4; p++) {
      a[p][p] += 0.002 * total;
    }
    for (int p = 0; p < 4; p++) {
      for (int q = 0; q < 4; q++) {
        if (q != p) {
          double f = a[q][p] / a[p][p];
          for (int k = p; k < 7; k++) {
            a[q][k] -= f * a[p][k];
          }
        }
      }
    }
    double[][] out = new double[3][4];
    for (int c = 0; c < 3; c++) {
      for (int p = 0; p < 4; p++) {
        out[c][p] = a[p][4 + c] / a[p][p];
      }
    }
    return out;
  }

  /** Of each point, the direction in which its nearest neighbours vary least, outwards. */
  private static float[] normals(float[] xyz) {
    int n = xyz.length / 3;
    float[] out = new float[xyz.length];
    Integer[] order = new Integer[n];
    for (int i = 0; i < n; i++) {
      int at = i;
      for (int j = 0; j < n; j++) {
        order[j] = j;
      }
      Arrays.sort(order, (p, q) -> Double.compare(distance(xyz, at, p), distance(xyz, at, q)));
      float[] near = new float[3 * NEIGHBOURS];
      for (int k = 0; k < NEIGHBOURS; k++) {
        System.arraycopy(xyz, 3 * order[k], near, 3 * k, 3);
      }
      double[] d = thinnest(near);
      // Outwards: away from a point well behind the nose.
      double out0 = d[0] * xyz[3 * i] + d[1] * xyz[3 * i + 1] + d[2] * (xyz[3 * i + 2] - 0.4);
      double sign = out0 < 0 ? -1 : 1;
      for (int a = 0; a < 3; a++) {
        out[3 * i + a] = (float) (sign * d[a]);
      }
    }
    return out;
  }

  private static double distance(float[] xyz, int i, int j) {
    double x = (double) xyz[3 * i] - xyz[3 * j];
    double y = (double) xyz[3 * i + 1] - xyz[3 * j + 1];
    double z = (double) xyz[3 * i + 2] - xyz[3 * j + 2];
    return x * x + y * y + z * z;
  }

  /** Least axis of a cloud, by power iteration on (trace I − covariance). */
  private static double[] thinnest(float[] p) {
    int n = p.length / 3;
    double[] m = new double[3];
    for (int i = 0; i < p.length; i++) {
      m[i % 3] += p[i] / (double) n;
    }
    double[][] c = new double[3][3];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < 3; a++) {
        for (int b = 0; b < 3; b++) {
          c[a][b] += (p[3 * i + a] - m[a]) * (p[3 * i + b] - m[b]);
        }
      }
    }
    double trace = c[0][0] + c[1][1] + c[2][2];
    double[] v = {0.3, 0.2, 1};
    for (int k = 0; k < 200; k++) {
      double[] w = new double[3];
      for (int a = 0; a < 3; a++) {
        w[a] = trace * v[a] - c[a][0] * v[0] - c[a][1] * v[1] - c[a][2] * v[2];
      }
      double length = Math.sqrt(w[0] * w[0] + w[1] * w[1] + w[2] * w[2]);
      for (int a = 0; a < 3; a++) {
        v[a] = w[a] / length;
      }
    }
    return v;
  }
}
