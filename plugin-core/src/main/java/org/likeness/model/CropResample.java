package org.likeness.model;

import java.util.List;
import org.likeness.model.onnx.OnnxGraph;

/**
 * A picture in another crop's frame, as two products of matrices: crops that differ by scale and
 * shift alone. The filter is Catmull-Rom's cubic, widened where pixels are left out.
 */
final class CropResample {
  private CropResample() {}

  /**
   * One axis.
   *
   * @param to pixels of the crop that is made
   * @param from pixels of the crop that is read
   * @param scale side of the crop made over that of the crop read
   * @param shift middle of the crop made less that of the crop read, in sides of the latter
   * @return {@code to} rows of {@code from} weights; places outside take the edge
   */
  static float[] weights(int to, int from, double scale, double shift) {
    float[] out = new float[to * from];
    double step = scale * from / to;
    double wide = Math.max(1, step);
    for (int i = 0; i < to; i++) {
      double at = place(i, to, scale, shift) * from - 0.5;
      int first = (int) Math.floor(at - 2 * wide);
      int last = (int) Math.ceil(at + 2 * wide);
      double sum = 0;
      double[] row = new double[last - first + 1];
      for (int j = first; j <= last; j++) {
        row[j - first] = cubic(Math.abs(j - at) / wide);
        sum += row[j - first];
      }
      for (int j = first; j <= last; j++) {
        int clamped = Math.min(from - 1, Math.max(0, j));
        out[i * from + clamped] += (float) (row[j - first] / sum);
      }
    }
    return out;
  }

  /** Where pixel i lies in the crop that is read: 0..1 from edge to edge inside it. */
  static double place(int i, int to, double scale, double shift) {
    return ((i + 0.5) / to - 0.5) * scale + shift + 0.5;
  }

  private static double cubic(double x) {
    if (x < 1) {
      return 1.5 * x * x * x - 2.5 * x * x + 1;
    }
    return x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0;
  }

  /**
   * Adds the nodes.
   *
   * @param x [N,C,from,from]
   * @param right shift along x
   * @param down shift along y
   * @return [N,C,to,to]
   */
  static String nodes(
      OnnxGraph g,
      String x,
      String name,
      int to,
      int from,
      double scale,
      double right,
      double down) {
    if (!g.has(name + "/rows")) {
      g.constant(name + "/rows", new long[] {to, from}, weights(to, from, scale, down));
      g.constant(
          name + "/columns",
          new long[] {from, to},
          transposed(weights(to, from, scale, right), to, from));
    }
    String rows = g.node("MatMul", List.of(name + "/rows", x), name + "/of/" + x);
    return g.node("MatMul", List.of(rows, name + "/columns"), name + "/" + x);
  }

  private static float[] transposed(float[] m, int rows, int columns) {
    float[] out = new float[m.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out[j * rows + i] = m[i * columns + j];
      }
    }
    return out;
  }
}
