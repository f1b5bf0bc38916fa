package org.likeness.train.data;

import java.util.List;
import java.util.function.LongFunction;
import org.likeness.face.IdentityChip;
import org.likeness.image.Affine2;

/**
 * Makes the samples of an iteration. What comes out depends on (seed, iteration, identity, place in
 * the batch) and the resolution alone. Not thread-safe.
 */
public final class SampleMaker {
  /** Between the streams of random numbers of one sample; no batch has so many samples. */
  private static final long FAR = 1L << 40;

  private final TrainingSet full;
  private final int identity;
  private final long seed;
  private final boolean real;
  private final SampleLook look;
  private TrainingSet set;
  private int size;
  private float[][] planes = new float[0][];
  private SampleGrid grid = new SampleGrid(1);

  /**
   * @param set faces of the identity
   * @param identity its number
   * @param seed of the training
   */
  public SampleMaker(TrainingSet set, int identity, long seed) {
    this(set, identity, seed, List.of(set));
  }

  /**
   * @param set faces of the identity
   * @param identity its number
   * @param seed of the training
   * @param palette facesets whose colours the faces may take, not empty
   */
  public SampleMaker(TrainingSet set, int identity, long seed, List<TrainingSet> palette) {
    look = new SampleLook(palette);
    full = set;
    this.set = set;
    this.identity = identity;
    this.seed = seed;
    real = set.isReal();
  }

  /** A batch of {@code count} samples for an iteration, at the set's own resolution. */
  public Batch make(long iteration, int count, Augmentation how) {
    return make(iteration, count, how, full.resolution());
  }

  /**
   * A batch of {@code count} samples for an iteration.
   *
   * @param resolution side of the samples, pixels: the set's own, or a whole fraction of it
   * @throws IllegalArgumentException if the set's resolution is no multiple of it
   */
  public Batch make(long iteration, int count, Augmentation how, int resolution) {
    Batch batch = Batch.allocate(count, resolution);
    make(iteration, batch, how);
    return batch;
  }

  /** The same into a batch that there is, whatever it holds. */
  void make(long iteration, Batch batch, Augmentation how) {
    level(batch.size());
    for (int i = 0; i < batch.count(); i++) {
      long stream = 1009L * identity + i;
      make(batch, i, new CounterRandom(seed, iteration, stream), how, iteration, stream);
    }
  }

  /** Makes ready for a resolution; that of the iteration before costs nothing. */
  private void level(int resolution) {
    if (size == resolution) {
      return;
    }
    set = full.at(resolution);
    size = resolution;
    int side = set.faces().get(0).side();
    planes = new float[3][side * side];
    grid = new SampleGrid(size);
  }

  private void make(
      Batch batch, int at, CounterRandom random, Augmentation how, long iteration, long stream) {
    TrainingFace face = set.faces().get(choose(random, how.poseUniform()));
    colour(face, random, how);
    double angle = Math.toRadians(random.uniform(-how.rotation(), how.rotation()));
    double scale = Math.exp(random.uniform(-how.scale(), how.scale()));
    double shiftX = size * random.uniform(-how.shift(), how.shift());
    double shiftY = size * random.uniform(-how.shift(), how.shift());
    boolean mirrored = random.uniform() < 0.5 && how.flip();
    int side = face.side();
    double cos = Math.cos(angle) * scale;
    double sin = Math.sin(angle) * scale;
    Affine2 toFace = SampleGrid.similarity(size, side, cos, sin, shiftX, shiftY, mirrored);
    grid.follow(toFace);
    batch.colour()[at] = real && face.synthetic() ? 0 : 1;
    chip(toFace, face.chip(), batch.chip(), 6 * at);
    int plane = size * size;
    grid.cubic(planes, side, batch.label(), 3 * at * plane);
    grid.linear(side, face.matte(), batch.matte(), at * plane);
    grid.linear(side, face.area(), batch.area(), at * plane);
    grid.linear(side, face.priority(), batch.priority(), at * plane);
    if (how.warp() > 0) {
      grid.bend(random, how.warp() * size);
      grid.cubic(planes, side, batch.input(), 3 * at * plane);
    } else {
      System.arraycopy(batch.label(), 3 * at * plane, batch.input(), 3 * at * plane, 3 * plane);
    }
    LongFunction<CounterRandom> streams =
        kind -> new CounterRandom(seed, iteration, stream + kind * FAR);
    look.colours(batch, at, face, how, streams.apply(1));
    set.gain().apply(batch.input(), 3 * at * plane, plane, 1);
    Occluder occluder = SampleLook.occluder(batch, at, how, streams.apply(2));
    if (occluder != null) {
      float[] x = new float[plane];
      float[] y = new float[plane];
      grid.unbent(toFace, x, y);
      occluder.over(batch.input(), 3 * at * plane, x, y);
    }
    SampleLook.defects(batch, at, how, streams);
  }

  /** The map from the aligned square to the sample, both -1..1. */
  private void chip(Affine2 toFace, Affine2 toChip, float[] out, int at) {
    double half = IdentityChip.SIZE / 2.0;
    double small = 2.0 / size;
    Affine2 map =
        new Affine2(half, 0, half, 0, half, half)
            .then(toChip.inverse())
            .then(toFace.inverse())
            .then(new Affine2(small, 0, -1, 0, small, -1));
    double[] numbers = {map.a(), map.b(), map.c(), map.d(), map.e(), map.f()};
    for (int i = 0; i < 6; i++) {
      out[at + i] = (float) numbers[i];
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
}
