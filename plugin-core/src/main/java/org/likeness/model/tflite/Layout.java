package org.likeness.model.tflite;

/** From TensorFlow's layout (channels last) and padding to ONNX's. */
public final class Layout {
  private Layout() {}

  /**
   * Reorders a four-dimensional array.
   *
   * @param perm output axis k is input axis {@code perm[k]}
   */
  public static float[] permute(float[] data, int[] shape, int... perm) {
    int[] stride = {shape[1] * shape[2] * shape[3], shape[2] * shape[3], shape[3], 1};
    float[] out = new float[data.length];
    int to = 0;
    for (int a = 0; a < shape[perm[0]]; a++) {
      for (int b = 0; b < shape[perm[1]]; b++) {
        for (int c = 0; c < shape[perm[2]]; c++) {
          for (int d = 0; d < shape[perm[3]]; d++) {
            out[to++] =
                data[
                    a * stride[perm[0]]
                        + b * stride[perm[1]]
                        + c * stride[perm[2]]
                        + d * stride[perm[3]]];
          }
        }
      }
    }
    return out;
  }

  /** The axis of [N, C, H, W] that is {@code axis} of [N, H, W, C]. */
  public static long nchwAxis(int axis) {
    return switch (axis) {
      case 0 -> 0;
      case 1 -> 2;
      case 2 -> 3;
      default -> 1;
    };
  }

  /**
   * ONNX pads (top, left, bottom, right). TensorFlow's SAME puts the odd pixel at the end; VALID
   * pads nothing.
   *
   * @param nhwc shape of the input
   */
  public static long[] pads(
      boolean same, int[] nhwc, int kh, int kw, int sy, int sx, int dy, int dx) {
    if (!same) {
      return new long[4];
    }
    int h = total(nhwc[1], kh, sy, dy);
    int w = total(nhwc[2], kw, sx, dx);
    return new long[] {h / 2, w / 2, h - h / 2, w - w / 2};
  }

  private static int total(int in, int kernel, int stride, int dilation) {
    int out = (in + stride - 1) / stride;
    return Math.max(0, (out - 1) * stride + (kernel - 1) * dilation + 1 - in);
  }
}
