package org.likeness.train.matte;

import java.util.Arrays;
import java.util.List;
import org.likeness.image.Affine2;
import org.likeness.train.data.CounterRandom;
import org.likeness.train.rendered.CropCut;
import org.likeness.train.rendered.CropLook;
import org.likeness.train.rendered.RenderedSamples;

/**
 * Makes samples: a crop about the face as an analysis places it, mirrored or not, with other
 * exposure and colour, soft, noisy, blurred by motion, and with things before the face. What
 * iteration i gets depends on the seed and i alone.
 */
final class MatteSamples extends RenderedSamples<MattePicture, MatteBatch> {
  private static final int SIZE = MatteNet.SIZE;
  private static final int PIXELS = SIZE * SIZE;

  private final MatteConfig config;

  MatteSamples(List<MattePicture> pictures, MatteConfig config) {
    super(pictures, config);
    this.config = config;
  }

  /** Pictures one after another as they are, with the crop well placed. */
  static MatteBatch plain(List<MattePicture> some) {
    MatteBatch batch = allocate(some.size());
    for (int i = 0; i < some.size(); i++) {
      MattePicture p = some.get(i);
      Affine2 toCrop = p.toCrop();
      plain(p, toCrop, SIZE, batch.input(), 3 * PIXELS * i);
      truth(batch, i, p, toCrop);
    }
    return batch;
  }

  @Override
  protected MatteBatch empty(int count) {
    return allocate(count);
  }

  private static MatteBatch allocate(int n) {
    return new MatteBatch(
        n,
        new float[n * 3 * PIXELS],
        new float[n * 2 * PIXELS],
        new float[n * MatteNet.PARTS * PIXELS],
        new float[n * 2 * PIXELS]);
  }

  @Override
  protected void sample(
      MatteBatch batch, int i, MattePicture p, MattePicture other, CounterRandom random) {
    Affine2 toCrop =
        p.toCrop()
            .then(
                Affine2.squareToCrop(
                    SIZE * (0.5 + config.shift() * random.normal()),
                    SIZE * (0.5 + config.shift() * random.normal()),
                    SIZE * Math.exp(config.zoom() * random.normal()),
                    Math.toRadians(config.turn() * random.normal()),
                    SIZE));
    if (random.uniform() < 0.5) {
      toCrop = toCrop.then(new Affine2(-1, 0, SIZE, 0, 1, 0));
    }
    int size = random.uniform() < config.soft() ? (int) (SIZE * random.uniform(0.3, 0.8)) : SIZE;
    float[] crop = cut(p, toCrop, size, SIZE);
    truth(batch, i, p, toCrop);
    if (random.uniform() < config.occluders()) {
      MatteOccluder.draw(
          random,
          crop,
          batch.coverage(),
          2 * PIXELS * i,
          batch.parts(),
          MatteNet.PARTS * PIXELS * i,
          other);
    }
    if (random.uniform() < config.motion()) {
      move(crop, batch.coverage(), 2 * PIXELS * i, random);
    }
    CropLook.random(random).apply(crop, batch.input(), 3 * PIXELS * i, random);
  }

  private static void move(float[] crop, float[] coverage, int at, CounterRandom random) {
    double length = random.uniform(1, 8);
    double angle = random.uniform(0, Math.PI);
    for (int c = 0; c < 3; c++) {
      move(crop, c * PIXELS, length, angle);
    }
    move(coverage, at, length, angle);
    move(coverage, at + PIXELS, length, angle);
  }

  private static void move(float[] planes, int at, double length, double angle) {
    float[] one = Arrays.copyOfRange(planes, at, at + PIXELS);
    CoverageBlur.line(one, SIZE, SIZE, length, angle);
    System.arraycopy(one, 0, planes, at, PIXELS);
  }

  /** All of it, or what a picture's own plane says of what stands before the face. */
  private static void known(MatteBatch batch, int i, MattePicture p, Affine2 toCrop) {
    int at = 2 * PIXELS * i;
    Arrays.fill(batch.known(), at, at + 2 * PIXELS, 1f);
    if (p.known() != null) {
      float[] one = new float[PIXELS];
      CropCut.cut(p.known(), 1, p.width(), p.height(), toCrop, SIZE, one, 0);
      System.arraycopy(one, 0, batch.known(), at + PIXELS, PIXELS);
    }
  }

  private static void truth(MatteBatch batch, int i, MattePicture p, Affine2 toCrop) {
    float[] two = new float[2 * PIXELS];
    CropCut.cut(p.coverage(), 2, p.width(), p.height(), toCrop, SIZE, two, 0);
    System.arraycopy(two, 0, batch.coverage(), 2 * PIXELS * i, 2 * PIXELS);
    known(batch, i, p, toCrop);
    byte[] labels = p.parts();
    if (labels == null) {
      return;
    }
    Affine2 back = toCrop.inverse();
    int at = MatteNet.PARTS * PIXELS * i;
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        for (int k = 0; k < 4; k++) {
          double u = x + 0.25 + 0.5 * (k & 1);
          double v = y + 0.25 + 0.5 * (k >> 1);
          int px = (int) Math.max(0, Math.min(p.width() - 1, Math.floor(back.mapX(u, v))));
          int py = (int) Math.max(0, Math.min(p.height() - 1, Math.floor(back.mapY(u, v))));
          int part = labels[py * p.width() + px];
          batch.parts()[at + part * PIXELS + y * SIZE + x] += 0.25f;
        }
      }
    }
  }
}
