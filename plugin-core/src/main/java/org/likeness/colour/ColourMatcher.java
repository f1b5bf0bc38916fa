package org.likeness.colour;

import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * Brings the colour of a face to that of the plate. {@code rct}: mean and standard deviation of
 * each channel are carried over in a space that keeps lightness and hue apart (Reinhard, Ashikhmin,
 * Gooch, Shirley, "Color Transfer between Images", 2001), here CIE L*a*b* of D65. Its linear toe
 * goes on below 0, so negative light and highlights come through unclamped.
 */
public final class ColourMatcher {
  /**
   * A spread is stretched or shrunk by at most this factor: a flat crop is no reason to blow up.
   */
  private static final double MAX_RATIO = 4;

  /** How coarse the light of {@link MatchMode#LIGHT} is, in heights of the face. */
  private static final double LIGHT_SIZE = 0.12;

  private static final double DELTA = 6.0 / 29;
  private static final double[] TO_XYZ = whiteScaled();
  private static final double[] FROM_XYZ = Matrix3.inverse(TO_XYZ);

  private ColourMatcher() {}

  /**
   * Weighted mean and standard deviation of L*, a*, b* (L* 0..100 for black to diffuse white).
   *
   * @param mean three means
   * @param deviation three standard deviations
   * @param weight sum of the weights they come from; 0 where nothing was counted
   */
  public record Statistics(double[] mean, double[] deviation, double weight) {}

  /**
   * Matches a crop's face to the crop's plate by any of the modes, both measured under one weight.
   */
  public static Frame match(
      MatchMode mode, Frame face, Frame plate, Plane weight, float strength, double facePixels) {
    return match(mode, face, plate, weight, weight, strength, facePixels);
  }

  /**
   * Matches a crop's face to the crop's plate by any of the modes.
   *
   * @param face scene-linear Rec.709, any size
   * @param plate scene-linear Rec.709, over the same data window
   * @param faceWeight what to count of the face, 0..1, over the same data window
   * @param plateWeight what to count of the plate, 0..1, over the same data window
   * @param strength 0 (leaves the face as it is) to 1
   * @param facePixels height of the face in pixels, by which what is local is measured
   * @return a new frame; the face itself where there is nothing to do
   * @throws IllegalArgumentException if the windows differ
   */
  public static Frame match(
      MatchMode mode,
      Frame face,
      Frame plate,
      Plane faceWeight,
      Plane plateWeight,
      float strength,
      double facePixels) {
    PixelRect rect = face.dataWindow();
    if (!plate.dataWindow().equals(rect)
        || !faceWeight.rect().equals(rect)
        || !plateWeight.rect().equals(rect)) {
      throw new IllegalArgumentException(
          "face, plate and weight must cover the same pixels, not "
              + rect
              + ", "
              + plate.dataWindow()
              + ", "
              + faceWeight.rect()
              + " and "
              + plateWeight.rect());
    }
    if (!(strength > 0f)) {
      return face;
    }
    float s = Math.min(1f, strength);
    return switch (mode) {
      case NONE -> face;
      case RCT -> apply(face, statistics(face, faceWeight), statistics(plate, plateWeight), s);
      case LIGHT ->
          LightTransfer.apply(
              face, plate, faceWeight, plateWeight, LIGHT_SIZE * facePixels, s, true);
      case GAIN, TONE -> GainMatch.apply(face, plate, faceWeight, plateWeight, s);
      default -> ColourTransfer.apply(mode, face, plate, faceWeight, plateWeight, s, facePixels);
    };
  }

  private static double[] whiteScaled() {
    double[] w = Primaries.REC709.whiteXyz();
    return Matrix3.multiply(
        Matrix3.diagonal(1 / w[0], 1 / w[1], 1 / w[2]), Primaries.REC709.toXyz());
  }

  /**
   * Matches a crop's face to the crop's plate.
   *
   * @param face scene-linear Rec.709, any size
   * @param plate scene-linear Rec.709, over the same data window
   * @param weight what to count, 0..1 (the matte, as a rule), over the same data window
   * @param strength 0 (leaves the face as it is) to 1
   * @return a new frame; the face itself where strength or the summed weight is 0
   */
  public static Frame rct(Frame face, Frame plate, Plane weight, float strength) {
    if (strength <= 0f) {
      return face;
    }
    return apply(face, statistics(face, weight), statistics(plate, weight), strength);
  }

  /**
   * Measures a crop; pixels with a NaN or an infinite value are not counted.
   *
   * @throws IllegalArgumentException if the windows differ
   */
  public static Statistics statistics(Frame frame, Plane weight) {
    PixelRect rect = frame.dataWindow();
    if (!weight.rect().equals(rect)) {
      throw new IllegalArgumentException(
          "the weight covers " + weight.rect() + ", the frame " + rect + "; they must be the same");
    }
    double[] sum = new double[3];
    double[] squares = new double[3];
    double[] lab = new double[3];
    double total = 0;
    float[] r = frame.r().data();
    float[] g = frame.g().data();
    float[] b = frame.b().data();
    for (int i = 0; i < r.length; i++) {
      double w = weight.data()[i];
      if (!(w > 0) || !Float.isFinite(r[i] + g[i] + b[i])) {
        continue;
      }
      toLab(r[i], g[i], b[i], lab);
      total += w;
      for (int c = 0; c < 3; c++) {
        sum[c] += w * lab[c];
        squares[c] += w * lab[c] * lab[c];
      }
    }
    double[] mean = new double[3];
    double[] deviation = new double[3];
    for (int c = 0; c < 3 && total > 0; c++) {
      mean[c] = sum[c] / total;
      deviation[c] = Math.sqrt(Math.max(0, squares[c] / total - mean[c] * mean[c]));
    }
    return new Statistics(mean, deviation, total);
  }

  /**
   * Carries statistics over.
   *
   * @param from what the face has
   * @param to what it shall have
   * @param strength 0..1, mixes in L*a*b*
   */
  public static Frame apply(Frame face, Statistics from, Statistics to, float strength) {
    if (strength <= 0f || from.weight <= 0 || to.weight <= 0) {
      return face;
    }
    double s = Math.min(1, strength);
    double[] gain = new double[3];
    double[] offset = new double[3];
    for (int c = 0; c < 3; c++) {
      double ratio = from.deviation[c] > 1e-6 ? to.deviation[c] / from.deviation[c] : 1;
      ratio = Math.min(MAX_RATIO, Math.max(1 / MAX_RATIO, ratio));
      gain[c] = 1 + s * (ratio - 1);
      offset[c] = s * (to.mean[c] - from.mean[c] * ratio);
    }
    PixelRect rect = face.dataWindow();
    Plane r = Plane.zeros(rect);
    Plane g = Plane.zeros(rect);
    Plane b = Plane.zeros(rect);
    double[] v = new double[3];
    for (int i = 0; i < r.data().length; i++) {
      toLab(face.r().data()[i], face.g().data()[i], face.b().data()[i], v);
      for (int c = 0; c < 3; c++) {
        v[c] = v[c] * gain[c] + offset[c];
      }
      fromLab(v);
      r.data()[i] = (float) v[0];
      g.data()[i] = (float) v[1];
      b.data()[i] = (float) v[2];
    }
    return new Frame(rect, face.displayWindow(), face.pixelAspect(), r, g, b, face.a());
  }

  private static void toLab(double r, double g, double b, double[] lab) {
    double[] m = TO_XYZ;
    double x = forward(m[0] * r + m[1] * g + m[2] * b);
    double y = forward(m[3] * r + m[4] * g + m[5] * b);
    double z = forward(m[6] * r + m[7] * g + m[8] * b);
    lab[0] = 116 * y - 16;
    lab[1] = 500 * (x - y);
    lab[2] = 200 * (y - z);
  }

  private static void fromLab(double[] v) {
    double fy = (v[0] + 16) / 116;
    double x = back(fy + v[1] / 500);
    double y = back(fy);
    double z = back(fy - v[2] / 200);
    double[] m = FROM_XYZ;
    v[0] = m[0] * x + m[1] * y + m[2] * z;
    v[1] = m[3] * x + m[4] * y + m[5] * z;
    v[2] = m[6] * x + m[7] * y + m[8] * z;
  }

  private static double forward(double t) {
    return t > DELTA * DELTA * DELTA ? Math.cbrt(t) : t / (3 * DELTA * DELTA) + 4.0 / 29;
  }

  private static double back(double t) {
    return t > DELTA ? t * t * t : 3 * DELTA * DELTA * (t - 4.0 / 29);
  }
}
