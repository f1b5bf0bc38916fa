package org.likeness.train.rendered;

import java.util.List;
import org.likeness.image.Affine2;
import org.likeness.train.data.CounterRandom;

/**
 * Makes samples of rendered faces. What iteration i gets depends on the seed and i alone.
 *
 * @param <P> pictures that they are made of
 * @param <B> samples of an iteration
 */
public abstract class RenderedSamples<P extends RenderedPicture, B> {
  /** A face is turned far from so many degrees of yaw on. */
  public static final double FAR = 50;

  /** How often a picture of a face turned far is looked for. */
  private static final int TRIES = 20;

  private final List<P> pictures;
  private final RenderedConfig config;

  protected RenderedSamples(List<P> pictures, RenderedConfig config) {
    this.pictures = pictures;
    this.config = config;
  }

  /** The samples of an iteration. */
  public final B make(long iteration) {
    B batch = empty(config.batch());
    for (int i = 0; i < config.batch(); i++) {
      CounterRandom random = new CounterRandom(config.seed(), iteration, i);
      P picture = picked(random);
      P other = pictures.get(random.below(pictures.size()));
      sample(batch, i, picture, other, random);
    }
    return batch;
  }

  /** Room for so many samples. */
  protected abstract B empty(int count);

  /**
   * Makes one.
   *
   * @param i its place in the batch
   * @param other a picture that may lend a texture
   * @param random the sample's own
   */
  protected abstract void sample(B batch, int i, P picture, P other, CounterRandom random);

  /** Any picture, or one of a face that is turned far, of which there are fewer. */
  private P picked(CounterRandom random) {
    P picture = pictures.get(random.below(pictures.size()));
    boolean far = random.uniform() < config.farShare();
    for (int tries = 0; far && tries < TRIES && Math.abs(picture.yaw()) < FAR; tries++) {
      picture = pictures.get(random.below(pictures.size()));
    }
    return picture;
  }

  /**
   * The crop as it is, -1..1.
   *
   * @param side of the crop, pixels
   * @param out three planes
   * @param at where they begin
   */
  protected static void plain(RenderedPicture p, Affine2 toCrop, int side, float[] out, int at) {
    CropCut.cut(p.rgb(), 3, p.width(), p.height(), toCrop, side, out, at);
    for (int k = at; k < at + 3 * side * side; k++) {
      out[k] = 2 * out[k] - 1;
    }
  }

  /**
   * The crop, 0..1; a soft picture where {@code size} is smaller than {@code side}: cut small,
   * enlarged.
   *
   * @return three planes of {@code side} times {@code side}
   */
  protected static float[] cut(RenderedPicture p, Affine2 toCrop, int size, int side) {
    float[] crop = new float[3 * side * side];
    if (size == side) {
      CropCut.cut(p.rgb(), 3, p.width(), p.height(), toCrop, size, crop, 0);
      return crop;
    }
    double s = (double) size / side;
    float[] small = new float[3 * size * size];
    CropCut.cut(
        p.rgb(), 3, p.width(), p.height(), toCrop.then(Affine2.scale(s, s)), size, small, 0);
    CropCut.enlarge(small, size, crop, side);
    return crop;
  }
}
