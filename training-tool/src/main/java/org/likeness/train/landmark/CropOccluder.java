package org.likeness.train.landmark;

import org.likeness.train.data.CounterRandom;

/** A turned ellipse or box of plain colour, or of another picture, before the face. */
final class CropOccluder {
  private static final int SIZE = LandmarkNet.SIZE;

  private final CounterRandom random;
  private final LandmarkPicture texture;

  CropOccluder(CounterRandom random, LandmarkPicture texture) {
    this.random = random;
    this.texture = texture;
  }

  /**
   * Draws.
   *
   * @param crop three planes, 0..1, changed
   * @param covered coverage 0..1, changed
   */
  void draw(float[] crop, float[] covered) {
    double cx = SIZE * random.uniform(0.15, 0.85);
    double cy = SIZE * random.uniform(0.15, 0.95);
    double rx = SIZE * random.uniform(0.04, 0.3);
    double ry = SIZE * random.uniform(0.04, 0.3);
    double angle = random.uniform(0, Math.PI);
    boolean box = random.uniform() < 0.5;
    boolean plain = random.uniform() < 0.5;
    float[] colour = {(float) random.uniform(), (float) random.uniform(), (float) random.uniform()};
    int ox = random.below(Math.max(1, texture.width() - SIZE));
    int oy = random.below(Math.max(1, texture.height() - SIZE));
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double u = (cos * (x - cx) + sin * (y - cy)) / rx;
        double v = (-sin * (x - cx) + cos * (y - cy)) / ry;
        double r = box ? Math.max(Math.abs(u), Math.abs(v)) : Math.hypot(u, v);
        float a = (float) Math.max(0, Math.min(1, (1 - r) * Math.min(rx, ry) / 1.5));
        if (a <= 0) {
          continue;
        }
        int i = y * SIZE + x;
        covered[i] = Math.max(covered[i], a);
        int tx = Math.min(texture.width() - 1, ox + x);
        int ty = Math.min(texture.height() - 1, oy + y);
        for (int c = 0; c < 3; c++) {
          float shown =
              plain ? colour[c] : (texture.rgb()[3 * (ty * texture.width() + tx) + c] & 255) / 255f;
          int at = c * SIZE * SIZE + i;
          crop[at] += a * (shown - crop[at]);
        }
      }
    }
  }
}
