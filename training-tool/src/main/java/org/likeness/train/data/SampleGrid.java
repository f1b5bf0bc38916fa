package org.likeness.train.data;

import org.likeness.image.Affine2;

/**
 * Where the pixels of a sample come from in a face's pictures, and reading them there. One grid
 * serves one size of samples. Not thread-safe.
 */
final class SampleGrid {
  private static final int GRID = 5;
  private final int size;
  private final float[] mapX;
  private final float[] mapY;
  private final float[][] spline;

  /**
   * @param size side of a sample, pixels
   */
  SampleGrid(int size) {
    this.size = size;
    mapX = new float[size * size];
    mapY = new float[size * size];
    spline = splineWeights(size);
  }

  /**
   * The map from a sample's places to a face's, about the middle of both.
   *
   * @param size side of the sample, pixels
   * @param side of the face's pictures, pixels
   * @param cos scale times cosine of the turn
   * @param sin scale times sine of the turn
   * @param shiftX pixels
   * @param shiftY pixels
   * @param mirrored whether the sample is mirrored
   */
  static Affine2 similarity(
      int size, int side, double cos, double sin, double shiftX, double shiftY, boolean mirrored) {
    double flip = mirrored ? -1 : 1;
    double half = size / 2.0;
    double centre = side / 2.0;
    return new Affine2(
        cos * flip,
        -sin,
        centre + shiftX - cos * flip * half + sin * half,
        sin * flip,
        cos,
        centre + shiftY - sin * flip * half - cos * half);
  }

  /** Sets the map to one without a bend; places have pixels' centres at halves. */
  void follow(Affine2 toFace) {
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        mapX[y * size + x] = (float) (toFace.mapX(x + 0.5, y + 0.5) - 0.5);
        mapY[y * size + x] = (float) (toFace.mapY(x + 0.5, y + 0.5) - 0.5);
      }
    }
  }

  /**
   * Where each pixel of the bent picture lies in the picture without a bend, centres at whole
   * numbers.
   *
   * @param toFace what {@link #follow} was given
   * @param x changed
   * @param y changed
   */
  void unbent(Affine2 toFace, float[] x, float[] y) {
    Affine2 back = toFace.inverse();
    for (int i = 0; i < size * size; i++) {
      x[i] = (float) (back.mapX(mapX[i] + 0.5, mapY[i] + 0.5) - 0.5);
      y[i] = (float) (back.mapY(mapX[i] + 0.5, mapY[i] + 0.5) - 0.5);
    }
  }

  /** Adds a smooth random displacement: a 5×5 grid of normal shifts, interpolated by cubics. */
  void bend(CounterRandom random, double deviation) {
    float[] gridX = new float[GRID * GRID];
    float[] gridY = new float[GRID * GRID];
    for (int i = 0; i < GRID * GRID; i++) {
      gridX[i] = (float) (deviation * random.normal());
      gridY[i] = (float) (deviation * random.normal());
    }
    float[] rowX = new float[GRID];
    float[] rowY = new float[GRID];
    for (int y = 0; y < size; y++) {
      for (int g = 0; g < GRID; g++) {
        rowX[g] = 0;
        rowY[g] = 0;
        for (int j = 0; j < GRID; j++) {
          rowX[g] += spline[y][j] * gridX[j * GRID + g];
          rowY[g] += spline[y][j] * gridY[j * GRID + g];
        }
      }
      for (int x = 0; x < size; x++) {
        float dx = 0;
        float dy = 0;
        for (int g = 0; g < GRID; g++) {
          dx += spline[x][g] * rowX[g];
          dy += spline[x][g] * rowY[g];
        }
        mapX[y * size + x] += dx;
        mapY[y * size + x] += dy;
      }
    }
  }

  private static float[][] splineWeights(int size) {
    float[][] weights = new float[size][GRID];
    for (int x = 0; x < size; x++) {
      double p = (x + 0.5) / size * (GRID - 1);
      int first = (int) Math.floor(p);
      for (int k = -1; k <= 2; k++) {
        int g = Math.min(Math.max(first + k, 0), GRID - 1);
        weights[x][g] += (float) catmullRom(Math.abs(p - (first + k)));
      }
    }
    return weights;
  }

  private static double catmullRom(double t) {
    if (t < 1) {
      return 1.5 * t * t * t - 2.5 * t * t + 1;
    }
    return t < 2 ? -0.5 * t * t * t + 2.5 * t * t - 4 * t + 2 : 0;
  }

  /** Samples the three colour planes with the Catmull-Rom cubic, clipped to 0..1. */
  void cubic(float[][] planes, int side, float[] out, int at) {
    float[] r = planes[0];
    float[] g = planes[1];
    float[] b = planes[2];
    float[] wx = new float[4];
    float[] wy = new float[4];
    int[] ix = new int[4];
    int plane = size * size;
    for (int i = 0; i < plane; i++) {
      int x0 = floor(mapX[i]);
      int y0 = floor(mapY[i]);
      weights(mapX[i] - x0, wx);
      weights(mapY[i] - y0, wy);
      for (int k = 0; k < 4; k++) {
        ix[k] = clamp(x0 - 1 + k, side);
      }
      float sr = 0;
      float sg = 0;
      float sb = 0;
      for (int j = 0; j < 4; j++) {
        int row = clamp(y0 - 1 + j, side) * side;
        int i0 = row + ix[0];
        int i1 = row + ix[1];
        int i2 = row + ix[2];
        int i3 = row + ix[3];
        sr += wy[j] * (wx[0] * r[i0] + wx[1] * r[i1] + wx[2] * r[i2] + wx[3] * r[i3]);
        sg += wy[j] * (wx[0] * g[i0] + wx[1] * g[i1] + wx[2] * g[i2] + wx[3] * g[i3]);
        sb += wy[j] * (wx[0] * b[i0] + wx[1] * b[i1] + wx[2] * b[i2] + wx[3] * b[i3]);
      }
      out[at + i] = Math.min(Math.max(sr, 0f), 1f);
      out[at + plane + i] = Math.min(Math.max(sg, 0f), 1f);
      out[at + 2 * plane + i] = Math.min(Math.max(sb, 0f), 1f);
    }
  }

  /** Samples a plane of bytes with straight lines between pixels. */
  void linear(int side, byte[] from, float[] out, int at) {
    for (int i = 0; i < size * size; i++) {
      int x0 = floor(mapX[i]);
      int y0 = floor(mapY[i]);
      float fx = mapX[i] - x0;
      float fy = mapY[i] - y0;
      int xa = clamp(x0, side);
      int xb = clamp(x0 + 1, side);
      int ya = clamp(y0, side) * side;
      int yb = clamp(y0 + 1, side) * side;
      float top = (1 - fx) * (from[ya + xa] & 255) + fx * (from[ya + xb] & 255);
      float bottom = (1 - fx) * (from[yb + xa] & 255) + fx * (from[yb + xb] & 255);
      out[at + i] = ((1 - fy) * top + fy * bottom) / 255f;
    }
  }

  private static void weights(float t, float[] w) {
    float t2 = t * t;
    float t3 = t2 * t;
    w[0] = -0.5f * t + t2 - 0.5f * t3;
    w[1] = 1 - 2.5f * t2 + 1.5f * t3;
    w[2] = 0.5f * t + 2 * t2 - 1.5f * t3;
    w[3] = -0.5f * t2 + 0.5f * t3;
  }

  private static int floor(float v) {
    int i = (int) v;
    return v < i ? i - 1 : i;
  }

  private static int clamp(int v, int side) {
    return v < 0 ? 0 : Math.min(v, side - 1);
  }
}
