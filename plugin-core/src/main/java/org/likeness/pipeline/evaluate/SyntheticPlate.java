package org.likeness.pipeline.evaluate;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.likeness.face.FrameSource;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * A plate made of one picture: in every frame moved by a known way (cubic convolution, the edge
 * goes on), brought to an exposure, and with fresh grain, whose noise grows with the square root of
 * light as in film and sensors. The same arguments give the same bits.
 */
final class SyntheticPlate implements FrameSource {
  /** Grain at white, and the light that darkness seems to have. */
  static final double GRAIN = 0.015;

  private static final double DARK = 0.005;

  private final Frame picture;
  private final double[][] way;
  private final float exposure;
  private final double grain;
  private final long seed;

  /**
   * A plate.
   *
   * @param way for each frame, from number 1, how far the picture has moved: x and y in pixels
   * @param exposure factor of light
   * @param grain noise's standard deviation at light 1, before {@code exposure}
   */
  SyntheticPlate(Frame picture, double[][] way, double exposure, double grain, long seed) {
    this.picture = picture;
    this.way = way;
    this.exposure = (float) exposure;
    this.grain = grain;
    this.seed = seed;
  }

  /** A head that does not move. */
  static SyntheticPlate still(Frame picture, int frames, double exposure, long seed) {
    return new SyntheticPlate(picture, new double[frames][2], exposure, GRAIN, seed);
  }

  @Override
  public List<Integer> frames() {
    return IntStream.rangeClosed(1, way.length).boxed().toList();
  }

  @Override
  public Frame read(int frame) {
    double[] d = way[frame - 1];
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + frame);
    return Frame.opaque(
        made(picture.r(), d, random), made(picture.g(), d, random), made(picture.b(), d, random));
  }

  private Plane made(Plane from, double[] d, SplittableRandom random) {
    Plane p = moved(from, d[0], d[1]);
    float[] data = p.data();
    for (int i = 0; i < data.length; i++) {
      float v = data[i] * exposure;
      double deviation = grain * Math.sqrt(Math.max(0, v) + DARK);
      data[i] = (float) (v + deviation * random.nextGaussian());
    }
    return p;
  }

  /** A copy whose content has moved right by dx and down by dy. */
  static Plane moved(Plane from, double dx, double dy) {
    if (dx == 0 && dy == 0) {
      return new Plane(from.rect(), from.data().clone());
    }
    PixelRect r = from.rect();
    Plane across = Plane.zeros(r);
    Plane out = Plane.zeros(r);
    along(from.data(), across.data(), r.width(), r.height(), 1, r.width(), dx);
    along(across.data(), out.data(), r.height(), r.width(), r.width(), 1, dy);
    return out;
  }

  /** Moves lines of {@code n} samples; {@code step} from sample to sample, {@code row} between. */
  private static void along(
      float[] in, float[] out, int n, int lines, int step, int row, double by) {
    int whole = (int) Math.floor(-by);
    double t = -by - whole;
    float[] w = {
      (float) (((-0.5 * t + 1) * t - 0.5) * t),
      (float) ((1.5 * t - 2.5) * t * t + 1),
      (float) (((-1.5 * t + 2) * t + 0.5) * t),
      (float) ((0.5 * t - 0.5) * t * t)
    };
    int[] at = new int[n + 3];
    for (int i = 0; i < at.length; i++) {
      at[i] = Math.max(0, Math.min(n - 1, i + whole - 1)) * step;
    }
    for (int line = 0; line < lines; line++) {
      int base = line * row;
      for (int i = 0; i < n; i++) {
        out[base + i * step] =
            w[0] * in[base + at[i]]
                + w[1] * in[base + at[i + 1]]
                + w[2] * in[base + at[i + 2]]
                + w[3] * in[base + at[i + 3]];
      }
    }
  }
}
