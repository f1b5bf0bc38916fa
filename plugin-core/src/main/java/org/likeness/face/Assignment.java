package org.likeness.face;

import java.util.Arrays;

/**
 * The assignment of rows to columns that gains most in sum (the Hungarian method, by shortest
 * augmenting paths: H. W. Kuhn 1955, J. Munkres 1957). Equal sums are decided by the order of rows
 * and columns.
 */
final class Assignment {
  private Assignment() {}

  /**
   * Assigns.
   *
   * @param gain of each row with each column, at least 0; 0 means that the two must not go together
   * @param columns how many there are
   * @return for each row its column, or -1
   */
  static int[] best(double[][] gain, int columns) {
    int rows = gain.length;
    int n = Math.max(rows, columns);
    // Square, as costs, counted from 1: u and v are the potentials of rows and columns.
    double[] u = new double[n + 1];
    double[] v = new double[n + 1];
    int[] rowOf = new int[n + 1];
    int[] way = new int[n + 1];
    for (int row = 1; row <= n; row++) {
      rowOf[0] = row;
      int column = 0;
      double[] least = new double[n + 1];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      boolean[] done = new boolean[n + 1];
      do {
        done[column] = true;
        int r = rowOf[column];
        double delta = Double.POSITIVE_INFINITY;
        int next = 0;
        for (int c = 1; c <= n; c++) {
          if (done[c]) {
            continue;
          }
          double cost = -at(gain, r - 1, c - 1, columns) - u[r] - v[c];
          if (cost < least[c]) {
            least[c] = cost;
            way[c] = column;
          }
          if (least[c] < delta) {
            delta = least[c];
            next = c;
          }
        }
        for (int c = 0; c <= n; c++) {
          if (done[c]) {
            u[rowOf[c]] += delta;
            v[c] -= delta;
          } else {
            least[c] -= delta;
          }
        }
        column = next;
      } while (rowOf[column] != 0);
      while (column != 0) {
        int before = way[column];
        rowOf[column] = rowOf[before];
        column = before;
      }
    }
    int[] out = new int[rows];
    Arrays.fill(out, -1);
    for (int c = 1; c <= columns; c++) {
      int row = rowOf[c] - 1;
      if (row < rows && at(gain, row, c - 1, columns) > 0) {
        out[row] = c - 1;
      }
    }
    return out;
  }

  private static double at(double[][] gain, int row, int column, int columns) {
    return row < gain.length && column < columns ? gain[row][column] : 0;
  }
}
