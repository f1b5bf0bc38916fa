package org.likeness.train.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.likeness.train.net.TorchRuntime;

/**
 * Structural dissimilarity (1 − SSIM) / 2 for each pixel (Wang et al. 2004), Gaussian windows,
 * range 1, in float32. Beyond the border pictures are taken as 0.
 */
public final class Dssim {
  private static final double C1 = 0.01 * 0.01;
  private static final int FINE = 256;
  private static final double C2 = 0.03 * 0.03;

  private Dssim() {}

  /** Side of the window for a resolution: an 11.6th of it, odd, at least 3. */
  public static int window(int resolution) {
    return Math.max(3, (int) (resolution / 11.6) | 1);
  }

  /**
   * The map of dissimilarity at the scales that suit the size: from {@value #FINE} pixels on the
   * mean of the maps with a window of an 11.6th and of a 23.2th, below that of the first alone
   * (DeepFaceLab's choice).
   *
   * @param x [N,C,S,S], float32
   * @param y the same shape
   * @return [N,C,S,S]
   */
  public static Tensor scales(Tensor x, Tensor y) {
    int side = (int) x.size(2);
    Tensor wide = map(x, y, window(side));
    return side < FINE ? wide : wide.add(map(x, y, window(side / 2))).mul(new Scalar(0.5));
  }

  /** Gaussian weights of a window; the deviation is 1.5 for 11 pixels, in proportion for others. */
  static float[] weights(int window) {
    double deviation = 1.5 * window / 11;
    float[] w = new float[window];
    double sum = 0;
    for (int i = 0; i < window; i++) {
      double d = i - window / 2;
      w[i] = (float) Math.exp(-d * d / (2 * deviation * deviation));
      sum += w[i];
    }
    for (int i = 0; i < window; i++) {
      w[i] = (float) (w[i] / sum);
    }
    return w;
  }

  /**
   * The map of dissimilarity.
   *
   * @param x [N,C,H,W], float32
   * @param y the same shape
   * @param window side of the window, odd
   * @return [N,C,H,W]
   */
  public static Tensor map(Tensor x, Tensor y, int window) {
    long n = x.size(0);
    Tensor all = torch.cat(new TensorVector(x, y, x.square(), y.square(), x.mul(y)), 0);
    Tensor means = blur(all, (int) x.size(2), (int) x.size(3), window);
    Tensor mx = means.narrow(0, 0, n);
    Tensor my = means.narrow(0, n, n);
    Tensor mxy = mx.mul(my);
    Tensor squares = mx.square().add(my.square());
    Tensor power = means.narrow(0, 2 * n, n).add(means.narrow(0, 3 * n, n));
    Tensor cross = means.narrow(0, 4 * n, n);
    Scalar two = new Scalar(2.0);
    Tensor top = mxy.mul(two).add(new Scalar(C1)).mul(cross.sub(mxy).mul(two).add(new Scalar(C2)));
    Tensor bottom = squares.add(new Scalar(C1)).mul(power.sub(squares).add(new Scalar(C2)));
    return top.div(bottom).mul(new Scalar(-0.5)).add(new Scalar(0.5));
  }

  /**
   * Both passes as products with a band matrix: on a CPU ten times faster than convolutions of one
   * channel.
   */
  private static Tensor blur(Tensor x, int height, int width, int window) {
    return torch.matmul(torch.matmul(band(height, window), x), band(width, window));
  }

  private static Tensor band(int size, int window) {
    float[] weights = weights(window);
    float[] matrix = new float[size * size];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < window; k++) {
        int j = i + k - window / 2;
        if (j >= 0 && j < size) {
          matrix[i * size + j] = weights[k];
        }
      }
    }
    return TorchRuntime.tensor(matrix, size, size);
  }
}
