package org.likeness.train.data;

/**
 * Makes the samples of an iteration. What comes out depends on (seed, iteration, identity, place in
 * the batch) alone. Not thread-safe.
 */
public final class SampleMaker {
  private static final int GRID = 5;
  private final TrainingSet set;
  private final int identity;
  private final long seed;
  private final int size;
  private final float[][] planes;
  private final float[] mapX;
  private final float[] mapY;
  private final float[][] spline;

  /**
   * @param set faces of the identity
   * @param identity its number
   * @param seed of the training
   */
  public SampleMaker(TrainingSet set, int identity, long seed) {
    this.set = set;
    this.identity = identity;
    this.seed = seed;
    size = set.resolution();
    int side = set.faces().get(0).side();
    planes = new float[3][side * side];
    mapX = new float[size * size];
    mapY = new float[size * size];
    spline = splineWeights(size);
  }

  /** A batch of {@code count} samples for an iteration. */
  public Batch make(long iteration, int count, Augmentation how) {
    Batch batch = Batch.allocate(count, size);
    for (int i = 0; i < count; i++) {
      make(batch, i, new CounterRandom(seed, iteration, 1009L * identity + i), how);
    }
    return batch;
  }

  private void make(Batch batch, int at, CounterRandom random, Augmentation how) {
    TrainingFace face = set.faces().get(choose(random, how.poseUniform()));
    colour(face, random, how);
    double angle = Math.toRadians(random.uniform(-how.rotation(), how.rotation()));
    double scale = Math.exp(random.uniform(-how.scale(), how.scale()));
    double shiftX = size * random.uniform(-how.shift(), how.shift());
    double shiftY = size * random.uniform(-how.shift(), how.shift());
    boolean mirrored = random.uniform() < 0.5 && how.flip();
    double cos = Math.cos(angle) * scale;
    double sin = Math.sin(angle) * scale;
    double flip = mirrored ? -1 : 1;
    double centre = face.side() / 2.0;
    int plane = size * size;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double dx = flip * (x + 0.5 - size / 2.0);
        double dy = y + 0.5 - size / 2.0;
        mapX[y * size + x] = (float) (centre + cos * dx - sin * dy + shiftX - 0.5);
        mapY[y * size + x] = (float) (centre + sin * dx + cos * dy + shiftY - 0.5);
      }
    }
    cubic(face.side(), batch.label(), 3 * at * plane);
    linear(face.side(), face.matte(), batch.matte(), at * plane);
    linear(face.side(), face.area(), batch.area(), at * plane);
    linear(face.side(), face.priority(), batch.priority(), at * plane);
    if (how.warp() > 0) {
      bend(random, how.warp() * size);
      cubic(face.side(), batch.input(), 3 * at * plane);
    } else {
      System.arraycopy(batch.label(), 3 * at * plane, batch.input(), 3 * at * plane, 3 * plane);
    }
  }

  private int choose(CounterRandom random, double poseUniform) {
    boolean even = random.uniform() < poseUniform;
    double a = random.uniform();
    double b = random.uniform();
    if (!even) {
      return (int) (a * set.faces().size());
    }
    int[] bin = set.yawBins().get((int) (a * set.yawBins().size()));
    return bin[(int) (b * bin.length)];
  }

  private void colour(TrainingFace face, CounterRandom random, Augmentation how) {
    double gain = Math.exp(random.uniform(-how.exposure(), how.exposure()));
    double gamma = Math.exp(random.uniform(-how.gamma(), how.gamma()));
    float[] curve = new float[256];
    for (int c = 0; c < 3; c++) {
      double own = gain * Math.exp(random.uniform(-how.balance(), how.balance()));
      for (int v = 0; v < 256; v++) {
        curve[v] = (float) Math.min(1, own * Math.pow(v / 255.0, gamma));
      }
      byte[] from = face.rgb()[c];
      float[] to = planes[c];
      for (int i = 0; i < to.length; i++) {
        to[i] = curve[from[i] & 255];
      }
    }
  }

  /** Adds a smooth random displacement: a 5×5 grid of normal shifts, interpolated by cubics. */
  private void bend(CounterRandom random, double deviation) {
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
  private void cubic(int side, float[] out, int at) {
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

  private void linear(int side, byte[] from, float[] out, int at) {
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
