package org.likeness.colour;

import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** The match modes beyond {@code rct}: by covariance, and by the whole distribution. */
final class ColourTransfer {
  /** No direction of colour is stretched or shrunk by more. */
  private static final double MOST = 4;

  /** Side of the neighbourhood over which a change of distribution is evened out, in faces. */
  private static final double EVEN = 0.03;

  /** Variance, encoded, above which a picture's edge holds a change of colour. */
  private static final float EDGE = 0.02f * 0.02f;

  private ColourTransfer() {}

  static Frame apply(
      MatchMode mode,
      Frame face,
      Frame plate,
      Plane faceWeight,
      Plane plateWeight,
      float strength,
      double facePixels) {
    TransferCurve curve = mode == MatchMode.LCT ? TransferCurve.LINEAR : TransferCurve.SRGB;
    float[][] f = encoded(face, curve);
    float[][] p = encoded(plate, curve);
    float[] w = faceWeight.data();
    float[] v = plateWeight.data();
    int width = faceWeight.rect().width();
    float[][] to =
        switch (mode) {
          case LCT, MKL -> affine(f, p, w, v, mode == MatchMode.MKL);
          default -> moved(f, p, w, v, mode == MatchMode.SOT, width, facePixels);
        };
    PixelRect rect = face.dataWindow();
    Plane[] out = new Plane[3];
    for (int c = 0; c < 3; c++) {
      out[c] = Plane.zeros(rect);
      for (int i = 0; i < w.length; i++) {
        float code = f[c][i] + strength * (to[c][i] - f[c][i]);
        out[c].data()[i] = (float) curve.decode(code);
      }
    }
    return new Frame(
        rect, face.displayWindow(), face.pixelAspect(), out[0], out[1], out[2], face.a());
  }

  private static float[][] encoded(Frame frame, TransferCurve curve) {
    Plane[] in = {frame.r(), frame.g(), frame.b()};
    float[][] out = new float[3][];
    for (int c = 0; c < 3; c++) {
      out[c] = in[c].data().clone();
      for (int i = 0; i < out[c].length; i++) {
        out[c][i] = (float) curve.encode(out[c][i]);
      }
    }
    return out;
  }

  private static float[][] affine(
      float[][] f, float[][] p, float[] w, float[] plateWeight, boolean least) {
    Moments from = Moments.of(f, w);
    Moments to = Moments.of(p, plateWeight);
    if (from.weight() <= 0 || to.weight() <= 0) {
      return f;
    }
    double[] m = from.matrixTo(to, least, MOST);
    float[][] out = new float[3][w.length];
    double[] a = from.mean();
    double[] b = to.mean();
    for (int i = 0; i < w.length; i++) {
      double x = f[0][i] - a[0];
      double y = f[1][i] - a[1];
      double z = f[2][i] - a[2];
      for (int c = 0; c < 3; c++) {
        out[c][i] = (float) (m[3 * c] * x + m[3 * c + 1] * y + m[3 * c + 2] * z + b[c]);
      }
    }
    return out;
  }

  private static float[][] moved(
      float[][] f,
      float[][] p,
      float[] w,
      float[] plateWeight,
      boolean sliced,
      int width,
      double facePixels) {
    float[][] out = {f[0].clone(), f[1].clone(), f[2].clone()};
    if (!DistributionTransfer.move(out, w, p, plateWeight, sliced)) {
      return f;
    }
    float[] weight = new float[w.length];
    float[] guide = new float[w.length];
    for (int i = 0; i < w.length; i++) {
      weight[i] = Moments.counts(f, w, i) ? w[i] : 0f;
      guide[i] = weight[i] > 0f ? 0.2126f * f[0][i] + 0.7152f * f[1][i] + 0.0722f * f[2][i] : 0f;
    }
    for (int c = 0; c < 3; c++) {
      float[] change = new float[w.length];
      for (int i = 0; i < w.length; i++) {
        change[i] = weight[i] > 0f ? out[c][i] - f[c][i] : 0f;
      }
      float[] even = guided(change, guide, weight, width, Math.max(1, EVEN * facePixels));
      for (int i = 0; i < w.length; i++) {
        out[c][i] = f[c][i] + even[i];
      }
    }
    return out;
  }

  /**
   * Evens a change out along the picture, not across its edges, so that steep maps do not blow up
   * the grain: K. He, J. Sun, X. Tang, "Guided image filtering", 2010, with weights.
   */
  private static float[] guided(float[] v, float[] guide, float[] weight, int width, double s) {
    int n = v.length;
    float[] gg = new float[n];
    float[] gv = new float[n];
    for (int i = 0; i < n; i++) {
      gg[i] = guide[i] * guide[i];
      gv[i] = guide[i] * v[i];
    }
    float[] mg = Smoothing.mean(guide, weight, width, s, 0f);
    float[] mv = Smoothing.mean(v, weight, width, s, 0f);
    float[] mgg = Smoothing.mean(gg, weight, width, s, 0f);
    float[] mgv = Smoothing.mean(gv, weight, width, s, 0f);
    float[] a = new float[n];
    float[] b = new float[n];
    for (int i = 0; i < n; i++) {
      float variance = Math.max(0f, mgg[i] - mg[i] * mg[i]);
      a[i] = (mgv[i] - mg[i] * mv[i]) / (variance + EDGE);
      b[i] = mv[i] - a[i] * mg[i];
    }
    float[] ma = Smoothing.mean(a, weight, width, s, 0f);
    float[] mb = Smoothing.mean(b, weight, width, s, 0f);
    for (int i = 0; i < n; i++) {
      ma[i] = ma[i] * guide[i] + mb[i];
    }
    return ma;
  }
}
