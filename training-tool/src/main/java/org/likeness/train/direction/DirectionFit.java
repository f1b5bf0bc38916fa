package org.likeness.train.direction;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Directions by ridge regression (Hoerl and Kennard 1970): within each group of pictures, which
 * have person and light in common, code − mean = Σ value · direction, with the attributes' values
 * less their group's means. With one picture as it is and one changed, in each group and without a
 * ridge, that is the mean difference.
 */
public final class DirectionFit {
  private DirectionFit() {}

  /**
   * Fits.
   *
   * @param codes of each picture, of one length
   * @param groups of each picture
   * @param values of each picture for each attribute
   * @param ridge pull towards 0, as a share of an attribute's mean square; 0 for none
   * @return a direction for each attribute
   * @throws IllegalArgumentException if some attribute does not vary within a group, or two always
   *     vary together
   */
  public static float[][] fit(float[][] codes, String[] groups, double[][] values, double ridge) {
    int attributes = values[0].length;
    int length = codes[0].length;
    double[][] v = centred(values, groups, attributes);
    double[][] squares = new double[attributes][attributes];
    for (double[] row : v) {
      for (int a = 0; a < attributes; a++) {
        for (int b = 0; b < attributes; b++) {
          squares[a][b] += row[a] * row[b];
        }
      }
    }
    for (int a = 0; a < attributes; a++) {
      if (squares[a][a] <= 0) {
        throw new IllegalArgumentException(
            "attribute " + (a + 1) + " is the same in all pictures of a group");
      }
      squares[a][a] *= 1 + ridge;
    }
    double[][] right = new double[attributes][length];
    // The values are centred, so the codes need not be.
    for (int i = 0; i < codes.length; i++) {
      for (int a = 0; a < attributes; a++) {
        for (int k = 0; k < length; k++) {
          right[a][k] += v[i][a] * codes[i][k];
        }
      }
    }
    solve(squares, right);
    float[][] out = new float[attributes][length];
    for (int a = 0; a < attributes; a++) {
      for (int k = 0; k < length; k++) {
        out[a][k] = (float) right[a][k];
      }
    }
    return out;
  }

  private static double[][] centred(double[][] values, String[] groups, int attributes) {
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      double[] sum = sums.computeIfAbsent(groups[i], g -> new double[attributes + 1]);
      for (int a = 0; a < attributes; a++) {
        sum[a] += values[i][a];
      }
      sum[attributes]++;
    }
    double[][] out = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      double[] sum = Objects.requireNonNull(sums.get(groups[i]));
      out[i] = values[i].clone();
      for (int a = 0; a < attributes; a++) {
        out[i][a] -= sum[a] / sum[attributes];
      }
    }
    return out;
  }

  /** Gauss and Jordan with the largest pivot; the result takes the right side's place. */
  private static void solve(double[][] m, double[][] right) {
    int n = m.length;
    for (int c = 0; c < n; c++) {
      int best = c;
      for (int r = c + 1; r < n; r++) {
        best = Math.abs(m[r][c]) > Math.abs(m[best][c]) ? r : best;
      }
      double[] row = m[best];
      m[best] = m[c];
      m[c] = row;
      double[] side = right[best];
      right[best] = right[c];
      right[c] = side;
      double pivot = m[c][c];
      if (Math.abs(pivot) < 1e-9) {
        throw new IllegalArgumentException(
            "two attributes always vary together; give pictures in which one changes alone");
      }
      for (int r = 0; r < n; r++) {
        double share = r == c ? 0 : m[r][c] / pivot;
        if (share != 0) {
          for (int k = 0; k < n; k++) {
            m[r][k] -= share * m[c][k];
          }
          for (int k = 0; k < right[r].length; k++) {
            right[r][k] -= share * right[c][k];
          }
        }
      }
    }
    for (int c = 0; c < n; c++) {
      for (int k = 0; k < right[c].length; k++) {
        right[c][k] /= m[c][c];
      }
    }
  }
}
