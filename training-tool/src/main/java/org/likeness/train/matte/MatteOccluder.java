package org.likeness.train.matte;

import org.likeness.train.data.CounterRandom;
import org.likeness.train.data.Occluder;
import org.likeness.train.rendered.CropCut;

/**
 * Something before the face, drawn by chance: what the trainer draws over faces everywhere (shapes,
 * bars, hands, strands), plain or with the texture of another picture, food, smoke; sharp, or with
 * edges that its own motion has blurred.
 */
final class MatteOccluder {
  private static final int SIZE = MatteNet.SIZE;
  private static final int PIXELS = SIZE * SIZE;

  private final CounterRandom random;
  private final float[] colour = new float[3 * PIXELS];
  private final float[] cover = new float[PIXELS];

  private MatteOccluder(CounterRandom random) {
    this.random = random;
  }

  /**
   * Draws one over a crop.
   *
   * @param crop three planes, 0..1, changed
   * @param coverage of face and occluder, two planes from {@code at} on, changed
   * @param parts shares, a plane each from {@code partsAt} on, changed
   * @param other picture whose texture it may have
   */
  static void draw(
      CounterRandom random,
      float[] crop,
      float[] coverage,
      int at,
      float[] parts,
      int partsAt,
      MattePicture other) {
    MatteOccluder o = new MatteOccluder(random);
    double kind = random.uniform();
    if (kind < 0.15) {
      o.smoke();
    } else if (kind < 0.3) {
      o.food();
    } else {
      o.solid(crop, coverage, at, other);
    }
    if (kind >= 0.15 && random.uniform() < 0.4) {
      o.move();
    }
    o.lay(crop, coverage, at, parts, partsAt);
  }

  private void lay(float[] crop, float[] coverage, int at, float[] parts, int partsAt) {
    int last = partsAt + (MatteNet.PARTS - 1) * PIXELS;
    for (int i = 0; i < PIXELS; i++) {
      float a = cover[i];
      if (a <= 0) {
        continue;
      }
      for (int c = 0; c < 3; c++) {
        crop[c * PIXELS + i] = (1 - a) * crop[c * PIXELS + i] + colour[c * PIXELS + i];
      }
      coverage[at + i] *= 1 - a;
      coverage[at + PIXELS + i] = 1 - (1 - a) * (1 - coverage[at + PIXELS + i]);
      float known = parts[last + i];
      float left = 0;
      for (int p = 0; p < MatteNet.PARTS - 1; p++) {
        known += parts[partsAt + p * PIXELS + i];
        parts[partsAt + p * PIXELS + i] *= 1 - a;
        left += parts[partsAt + p * PIXELS + i];
      }
      parts[last + i] = known > 0 ? 1 - left : 0;
    }
  }

  /** A shape, a bar, a hand of this face's skin, strands. */
  private void solid(float[] crop, float[] coverage, int at, MattePicture other) {
    Occluder drawn = Occluder.draw(SIZE, random, skin(crop, coverage, at));
    System.arraycopy(drawn.cover(), 0, cover, 0, PIXELS);
    System.arraycopy(drawn.colour(), 0, colour, 0, 3 * PIXELS);
    if (random.uniform() < 0.5) {
      double mix = random.uniform(0.3, 1);
      float[] texture = new float[3 * PIXELS];
      double zoom = random.uniform(0.5, 2);
      CropCut.cut(
          other.rgb(),
          3,
          other.width(),
          other.height(),
          org.likeness.image.Affine2.squareToCrop(
              other.width() * random.uniform(0.2, 0.8),
              other.height() * random.uniform(0.2, 0.8),
              other.width() / 2.0 * zoom,
              random.uniform(0, 6.28),
              SIZE),
          SIZE,
          texture,
          0);
      for (int i = 0; i < 3 * PIXELS; i++) {
        float a = cover[i % PIXELS];
        colour[i] = (float) ((1 - mix) * colour[i] + mix * a * texture[i]);
      }
    }
  }

  /** Mean colour of the face that is seen. */
  private static float[] skin(float[] crop, float[] coverage, int at) {
    double[] sum = new double[4];
    for (int i = 0; i < PIXELS; i++) {
      if (coverage[at + i] > 0.9f) {
        sum[3]++;
        for (int c = 0; c < 3; c++) {
          sum[c] += crop[c * PIXELS + i];
        }
      }
    }
    float[] out = {0.6f, 0.45f, 0.4f};
    for (int c = 0; c < 3 && sum[3] > 0; c++) {
      out[c] = (float) (sum[c] / sum[3]);
    }
    return out;
  }

  /** A lump with a wavy outline and spots, of warm colours mostly, near the mouth. */
  private void food() {
    double cx = SIZE * random.uniform(0.3, 0.7);
    double cy = SIZE * random.uniform(0.55, 0.85);
    double rx = SIZE * random.uniform(0.04, 0.18);
    double ry = rx * random.uniform(0.5, 1.5);
    double w1 = random.uniform(0, 0.25);
    double w2 = random.uniform(0, 0.15);
    double p1 = random.uniform(0, 6.28);
    double p2 = random.uniform(0, 6.28);
    int waves = 2 + random.below(4);
    float[] base = {
      (float) random.uniform(0.3, 0.95),
      (float) random.uniform(0.1, 0.8),
      (float) random.uniform(0.02, 0.5)
    };
    float[] spot = {
      (float) random.uniform(), (float) random.uniform(), (float) random.uniform(0, 0.6)
    };
    float[] noise = noise(3 + random.below(14));
    double threshold = random.uniform(0.4, 0.9);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double u = (x - cx) / rx;
        double v = (y - cy) / ry;
        double angle = Math.atan2(v, u);
        double r = 1 + w1 * Math.sin(waves * angle + p1) + w2 * Math.sin(2 * angle + p2);
        double inside = (r - Math.hypot(u, v)) * Math.min(rx, ry);
        float a = (float) Math.max(0, Math.min(1, inside + 0.5));
        int i = y * SIZE + x;
        cover[i] = a;
        float shade = (float) (0.6 + 0.4 * Math.min(1, Math.max(0, inside) / (0.4 * rx)));
        float[] c = noise[i] > threshold ? spot : base;
        for (int k = 0; k < 3; k++) {
          float shown = c[k] * shade * (0.85f + 0.3f * noise[i]);
          colour[k * PIXELS + i] = a * Math.min(1f, shown);
        }
      }
    }
  }

  /** Thin or dense, grey, never wholly opaque. */
  private void smoke() {
    float[] coarse = noise(2 + random.below(4));
    float[] fine = noise(6 + random.below(10));
    double dense = random.uniform(0.2, 0.95);
    double least = random.uniform(0.2, 0.55);
    float light = (float) random.uniform(0.3, 1);
    for (int i = 0; i < PIXELS; i++) {
      double v = 0.7 * coarse[i] + 0.3 * fine[i];
      float a = (float) (dense * Math.max(0, Math.min(1, (v - least) / 0.35)));
      cover[i] = a;
      for (int k = 0; k < 3; k++) {
        colour[k * PIXELS + i] = a * light * (0.9f + 0.1f * fine[i]);
      }
    }
  }

  /** Smooth noise 0..1 of so many cells a side. */
  private float[] noise(int cells) {
    float[] grid = new float[(cells + 1) * (cells + 1)];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = (float) random.uniform();
    }
    float[] out = new float[PIXELS];
    for (int y = 0; y < SIZE; y++) {
      double v = (y + 0.5) / SIZE * cells;
      int y0 = (int) v;
      double fy = smooth(v - y0);
      for (int x = 0; x < SIZE; x++) {
        double u = (x + 0.5) / SIZE * cells;
        int x0 = (int) u;
        double fx = smooth(u - x0);
        int i = y0 * (cells + 1) + x0;
        double top = grid[i] + fx * (grid[i + 1] - grid[i]);
        double low = grid[i + cells + 1] + fx * (grid[i + cells + 2] - grid[i + cells + 1]);
        out[y * SIZE + x] = (float) (top + fy * (low - top));
      }
    }
    return out;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  /** Its own motion while the shutter is open: colour times coverage, and coverage. */
  private void move() {
    double length = random.uniform(2, 16);
    double angle = random.uniform(0, Math.PI);
    CoverageBlur.line(cover, SIZE, SIZE, length, angle);
    for (int c = 0; c < 3; c++) {
      float[] plane = java.util.Arrays.copyOfRange(colour, c * PIXELS, (c + 1) * PIXELS);
      CoverageBlur.line(plane, SIZE, SIZE, length, angle);
      System.arraycopy(plane, 0, colour, c * PIXELS, PIXELS);
    }
  }
}
