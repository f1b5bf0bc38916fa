package org.likeness.train.data;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a sample looks, beyond its place and light: colours of input and label alike, and what hides
 * or degrades the input alone. Each has random numbers of its own, so that one may be switched off
 * without a change of the others.
 */
final class SampleLook {
  private static final int BLUR = 3;
  private static final int MOTION = 4;
  private static final int GRAIN = 5;
  private static final int JPEG = 6;

  /** Coarsest quality of {@link Augmentation#jpeg}. */
  private static final int WORST = 10;

  private final List<TrainingSet> palette;
  private final Map<TrainingFace, FaceColours> known = new IdentityHashMap<>();

  /**
   * @param palette facesets whose colours may be taken
   */
  SampleLook(List<TrainingSet> palette) {
    this.palette = List.copyOf(palette);
  }

  /** Changes hue, saturation and, of some, mean and deviation of the colours. */
  void colours(Batch batch, int at, TrainingFace face, Augmentation how, CounterRandom random) {
    if (how.hue() <= 0 && how.saturation() <= 0 && how.colourTransfer() <= 0) {
      return;
    }
    double hue = random.uniform(-how.hue(), how.hue());
    double saturation = Math.exp(random.uniform(-how.saturation(), how.saturation()));
    boolean transfers = random.uniform() < how.colourTransfer();
    TrainingSet set = palette.get(random.below(palette.size()));
    TrainingFace other = set.faces().get(random.below(set.faces().size()));
    FaceColours own = known.computeIfAbsent(face, FaceColours::of);
    FaceColours taken = transfers ? known.computeIfAbsent(other, FaceColours::of) : own;
    ColourShift shift = ColourShift.of(hue, saturation, own, taken);
    int plane = batch.size() * batch.size();
    shift.apply(batch.label(), 3 * at * plane, plane);
    shift.apply(batch.input(), 3 * at * plane, plane);
  }

  /** Draws something before the face of some samples and takes what it hides from the matte. */
  static @Nullable Occluder occluder(Batch batch, int at, Augmentation how, CounterRandom random) {
    if (how.occluders() <= 0 || random.uniform() >= how.occluders()) {
      return null;
    }
    int plane = batch.size() * batch.size();
    Occluder occluder = Occluder.draw(batch.size(), random, skin(batch, at));
    float[] matte = batch.matte();
    for (int i = 0; i < plane; i++) {
      matte[at * plane + i] *= 1 - occluder.cover()[i];
    }
    return occluder;
  }

  /** The face's colour in the mean. */
  private static float[] skin(Batch batch, int at) {
    int plane = batch.size() * batch.size();
    float weight = 1e-6f;
    float[] sum = new float[3];
    for (int i = 0; i < plane; i++) {
      float w = batch.matte()[at * plane + i];
      weight += w;
      for (int c = 0; c < 3; c++) {
        sum[c] += w * batch.label()[(3 * at + c) * plane + i];
      }
    }
    return new float[] {sum[0] / weight, sum[1] / weight, sum[2] / weight};
  }

  /** Blurs, grains and quantises the input, in the order of a camera. */
  static void defects(Batch batch, int at, Augmentation how, LongFunction<CounterRandom> streams) {
    int size = batch.size();
    int from = 3 * at * size * size;
    float[] input = batch.input();
    if (how.blur() > 0) {
      CounterRandom random = streams.apply(BLUR);
      double amount = half(random, how.blur());
      InputDefects.blur(input, from, size, amount * size);
    }
    if (how.motion() > 0) {
      CounterRandom random = streams.apply(MOTION);
      double length = half(random, how.motion()) * size;
      if (length > 0) {
        InputDefects.motion(input, from, size, length, random.uniform(0, Math.PI));
      }
    }
    if (how.grain() > 0) {
      CounterRandom random = streams.apply(GRAIN);
      InputDefects.grain(input, from, size, random.uniform(0, how.grain()), random);
    }
    if (how.jpeg() > 0) {
      double coarse = half(streams.apply(JPEG), how.jpeg());
      if (coarse > 0) {
        int quality = (int) Math.round(100 - coarse * (100 - WORST));
        JpegDefect.apply(input, from, size, Math.max(1, Math.min(100, quality)));
      }
    }
  }

  /** 0 for half of the samples, else up to an amount. */
  private static double half(CounterRandom random, double most) {
    boolean none = random.uniform() < 0.5;
    double amount = random.uniform(0, most);
    return none ? 0 : amount;
  }
}
