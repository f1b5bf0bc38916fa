package org.likeness.colour;

import java.util.Arrays;
import org.likeness.image.Frame;
import org.likeness.image.Plane;

/**
 * Puts the low frequencies of the plate's light on a face: {@code face · blur(plate) / blur(face)}
 * in scene-linear light, so that shading and tint come from the plate and the contrast of the
 * face's own features, which is a ratio, stays as it is.
 */
public final class LightTransfer {
  /** A place is made brighter or darker by at most this factor. */
  private static final float MOST = 4f;

  /** Light below which a ratio says nothing. */
  private static final float DARK = 1e-3f;

  private LightTransfer() {}

  /**
   * Transfers.
   *
   * @param face scene-linear, any size
   * @param plate over the same window
   * @param faceWeight what counts of the face, 0..1, over the same window
   * @param plateWeight what counts of the plate, 0..1, over the same window
   * @param sigma how coarse the light is, standard deviation in pixels, > 0
   * @param strength 0..1
   * @param coloured each channel by itself; otherwise luminance alone, which keeps the face's hue
   * @return a new frame; the face itself at strength 0
   */
  public static Frame apply(
      Frame face,
      Frame plate,
      Plane faceWeight,
      Plane plateWeight,
      double sigma,
      float strength,
      boolean coloured) {
    if (!(strength > 0f)) {
      return face;
    }
    float[] everywhere = new float[faceWeight.data().length];
    Arrays.fill(everywhere, strength);
    return apply(face, plate, faceWeight, plateWeight, sigma, everywhere, coloured);
  }

  /**
   * The same, each channel by itself, further in some places than in others.
   *
   * @param where how far, 0..1, over the same window
   */
  public static Frame applyWhere(
      Frame face, Frame plate, Plane faceWeight, Plane plateWeight, double sigma, Plane where) {
    return apply(face, plate, faceWeight, plateWeight, sigma, where.data(), true);
  }

  private static Frame apply(
      Frame face,
      Frame plate,
      Plane faceWeight,
      Plane plateWeight,
      double sigma,
      float[] strength,
      boolean coloured) {
    Plane[] f = {face.r(), face.g(), face.b()};
    Plane[] p = {plate.r(), plate.g(), plate.b()};
    int n = faceWeight.data().length;
    int width = faceWeight.rect().width();
    float[] ours = counted(f, faceWeight);
    float[] theirs = counted(p, plateWeight);
    float[][] ratio = new float[coloured ? 3 : 1][];
    for (int c = 0; c < ratio.length; c++) {
      float[] is = coloured ? clean(f[c].data(), ours) : luma(f, ours);
      float[] wanted = coloured ? clean(p[c].data(), theirs) : luma(p, theirs);
      ratio[c] = ratio(is, ours, wanted, theirs, width, sigma);
    }
    Plane[] out = new Plane[3];
    for (int c = 0; c < 3; c++) {
      out[c] = Plane.zeros(faceWeight.rect());
      float[] r = ratio[coloured ? c : 0];
      for (int i = 0; i < n; i++) {
        out[c].data()[i] = f[c].data()[i] * (1f + strength[i] * (r[i] - 1f));
      }
    }
    return new Frame(
        face.dataWindow(),
        face.displayWindow(),
        face.pixelAspect(),
        out[0],
        out[1],
        out[2],
        face.a());
  }

  /** A weight without the pixels that are not finite. */
  private static float[] counted(Plane[] rgb, Plane weight) {
    float[] out = weight.data().clone();
    for (int i = 0; i < out.length; i++) {
      float all = rgb[0].data()[i] + rgb[1].data()[i] + rgb[2].data()[i];
      out[i] = Math.abs(all) <= Float.MAX_VALUE ? out[i] : 0f;
    }
    return out;
  }

  private static float[] ratio(
      float[] face, float[] ours, float[] plate, float[] theirs, int width, double s) {
    float[] low = Smoothing.mean(face, ours, width, s, mean(face, ours));
    float[] wanted = Smoothing.mean(plate, theirs, width, s, mean(plate, theirs));
    for (int i = 0; i < low.length; i++) {
      float r = (Math.max(0f, wanted[i]) + DARK) / (Math.max(0f, low[i]) + DARK);
      low[i] = Math.min(MOST, Math.max(1 / MOST, r));
    }
    return low;
  }

  private static float mean(float[] v, float[] weight) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < v.length; i++) {
      sum += (double) v[i] * weight[i];
      total += weight[i];
    }
    return total > 0 ? (float) (sum / total) : 0f;
  }

  private static float[] clean(float[] v, float[] weight) {
    float[] out = v.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = weight[i] > 0f ? out[i] : 0f;
    }
    return out;
  }

  private static float[] luma(Plane[] p, float[] weight) {
    float[] out = new float[weight.length];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          weight[i] > 0f
              ? 0.2126f * p[0].data()[i] + 0.7152f * p[1].data()[i] + 0.0722f * p[2].data()[i]
              : 0f;
    }
    return out;
  }
}
