package org.likeness.train.landmark;

import java.util.List;
import org.likeness.face.ClassicPoints;
import org.likeness.face.CropAnchors;
import org.likeness.face.ExpressionUnits;
import org.likeness.face.FacePoints;
import org.likeness.image.Affine2;
import org.likeness.train.data.CounterRandom;
import org.likeness.train.rendered.CropLook;
import org.likeness.train.rendered.RenderedSamples;
import org.likeness.train.rendered.RenderedTruth;

/**
 * Makes samples: a crop about the face's anchors as a first guess would place it, mirrored or not,
 * with other exposure and colour, soft, noisy, and with things before the face. What iteration i
 * gets depends on the seed and i alone.
 */
final class LandmarkSamples extends RenderedSamples<LandmarkPicture, LandmarkBatch> {
  /** Side of the crop over the height of the template's face. */
  static final double COVERAGE = 1.6;

  private static final int PIXELS = LandmarkNet.SIZE * LandmarkNet.SIZE;

  /** Expression unit that a mirrored face shows instead, by unit. */
  private static final int[] MIRRORED_UNIT =
      ExpressionUnits.NAMES.stream()
          .mapToInt(
              n -> {
                String other =
                    n.contains("-left-")
                        ? n.replace("-left-", "-right-")
                        : n.replace("-right-", "-left-");
                return ExpressionUnits.NAMES.indexOf(other);
              })
          .toArray();

  private final LandmarkConfig config;

  LandmarkSamples(List<LandmarkPicture> pictures, LandmarkConfig config) {
    super(pictures, config);
    this.config = config;
  }

  /** Pictures one after another as they are, with the crop well placed. */
  static LandmarkBatch plain(List<LandmarkPicture> some) {
    LandmarkBatch batch = allocate(some.size());
    for (int i = 0; i < some.size(); i++) {
      LandmarkPicture p = some.get(i);
      Affine2 toCrop = crop(p.truth(), 0, 1, 0, 0);
      plain(p, toCrop, LandmarkNet.SIZE, batch.input(), 3 * PIXELS * i);
      truth(batch, i, p.truth(), toCrop, false, 1, 1, new float[0]);
    }
    return batch;
  }

  @Override
  protected LandmarkBatch empty(int count) {
    return allocate(count);
  }

  private static LandmarkBatch allocate(int n) {
    return new LandmarkBatch(
        n,
        new float[n * 3 * PIXELS],
        new float[n * LandmarkNet.POINTS * 2],
        new float[n * 6],
        new float[n * LandmarkNet.POINTS],
        new float[n * FacePoints.CLASSIC],
        new float[n * LandmarkNet.UNITS]);
  }

  @Override
  protected void sample(
      LandmarkBatch batch, int i, LandmarkPicture p, LandmarkPicture other, CounterRandom random) {
    Affine2 toCrop =
        crop(
            p.truth(),
            Math.toRadians(config.turn() * random.normal()),
            Math.exp(config.zoom() * random.normal()),
            config.shift() * random.normal(),
            config.shift() * random.normal());
    boolean mirror = random.uniform() < 0.5;
    if (mirror) {
      toCrop = toCrop.then(new Affine2(-1, 0, LandmarkNet.SIZE, 0, 1, 0));
    }
    int size =
        random.uniform() < 0.3
            ? (int) (LandmarkNet.SIZE * random.uniform(0.2, 0.7))
            : LandmarkNet.SIZE;
    float[] crop = cut(p, toCrop, size, LandmarkNet.SIZE);
    float[] covered = new float[PIXELS];
    if (random.uniform() < config.occluders()) {
      new CropOccluder(random, other).draw(crop, covered);
    }
    CropLook.random(random).apply(crop, batch.input(), 3 * PIXELS * i, random);
    truth(
        batch, i, p.truth(), toCrop, mirror, config.hiddenWeight(), config.anchorWeight(), covered);
  }

  /** The crop about the anchors, moved, turned (radians) and zoomed. */
  static Affine2 crop(RenderedTruth t, double turn, double zoom, double dx, double dy) {
    CropAnchors.Fit fit = t.anchors();
    double side = COVERAGE * fit.scale() * zoom;
    return Affine2.squareToCrop(
        fit.x() + dx * side, fit.y() + dy * side, side, fit.roll() + turn, LandmarkNet.SIZE);
  }

  private static void truth(
      LandmarkBatch batch,
      int i,
      RenderedTruth t,
      Affine2 toCrop,
      boolean mirror,
      double hiddenWeight,
      double anchorWeight,
      float[] covered) {
    float eyes = 0;
    for (int k = 0; k < LandmarkNet.POINTS; k++) {
      int from = mirror ? mirroredPoint(k) : k;
      double x = t.xy()[2 * from];
      double y = t.xy()[2 * from + 1];
      float u = (float) (toCrop.mapX(x, y) / LandmarkNet.SIZE);
      float v = (float) (toCrop.mapY(x, y) / LandmarkNet.SIZE);
      int at = i * LandmarkNet.POINTS + k;
      batch.places()[2 * at] = u;
      batch.places()[2 * at + 1] = v;
      boolean inside = u >= 0 && u < 1 && v >= 0 && v < 1;
      if (k < FacePoints.CLASSIC) {
        float seen = t.visible()[from];
        if (inside && covered.length > 0) {
          int px = (int) (v * LandmarkNet.SIZE) * LandmarkNet.SIZE + (int) (u * LandmarkNet.SIZE);
          seen *= 1 - covered[px];
        }
        batch.visible()[i * FacePoints.CLASSIC + k] = inside ? seen : 0;
        batch.weight()[at] = inside ? (float) (hiddenWeight + (1 - hiddenWeight) * seen) : 0;
        if (k >= 36 && k < 48) {
          eyes += seen / 12;
        }
      } else if (k < FacePoints.CLASSIC + CropAnchors.COUNT) {
        batch.weight()[at] = (float) anchorWeight;
      } else {
        batch.weight()[at] = inside ? eyes : 0;
      }
    }
    float[] anchors = new float[2 * CropAnchors.COUNT];
    int first = 2 * (i * LandmarkNet.POINTS + FacePoints.CLASSIC);
    System.arraycopy(batch.places(), first, anchors, 0, anchors.length);
    double[] turn = CropAnchors.fit(anchors).rotation();
    for (int k = 0; k < 6; k++) {
      batch.turn()[6 * i + k] = (float) turn[k];
    }
    for (int k = 0; k < LandmarkNet.UNITS; k++) {
      batch.expression()[i * LandmarkNet.UNITS + k] =
          t.expression()[mirror && MIRRORED_UNIT[k] >= 0 ? MIRRORED_UNIT[k] : k];
    }
  }

  private static int mirroredPoint(int k) {
    if (k < FacePoints.CLASSIC) {
      return ClassicPoints.mirrored(k);
    }
    int a = k - FacePoints.CLASSIC;
    if (a < CropAnchors.COUNT) {
      return FacePoints.CLASSIC + (a == 1 ? 2 : a == 2 ? 1 : a);
    }
    return 2 * FacePoints.CLASSIC + 2 * CropAnchors.COUNT + 1 - k;
  }
}
