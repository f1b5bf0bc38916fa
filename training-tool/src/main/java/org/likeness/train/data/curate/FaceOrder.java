package org.likeness.train.data.curate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sorted faces. Ties keep the index's order, so that a sort gives the same result everywhere. */
public final class FaceOrder {
  /** Orders that are no single number: like after like, the least usual first, the index's own. */
  public static final List<String> OTHERS = List.of("similar", "dissimilar", "index");

  private FaceOrder() {}

  /**
   * Faces in order.
   *
   * @param faces numbers of the faces
   * @param values of every face of the set, NaN where not known
   */
  public record Sorted(List<Integer> faces, double[] values) {}

  /**
   * Sorts.
   *
   * @param among numbers of the faces to sort
   * @param by a key of {@link FaceKey}, or one of {@link #OTHERS}
   * @param descending the highest first; faces without a value always come last
   * @throws IllegalArgumentException with a sentence, if there is no such order
   */
  public static Sorted sort(CuratedSet set, List<Integer> among, String by, boolean descending) {
    List<Integer> order = new ArrayList<>(among);
    if (by.equals("index")) {
      return new Sorted(order, new double[set.faces().size()]);
    }
    if (by.equals("similar")) {
      return similar(set, among);
    }
    double[] values = by.equals("dissimilar") ? unusual(set, among) : FaceKey.values(by, set);
    boolean down = by.equals("dissimilar") != descending;
    Comparator<Integer> byValue = Comparator.comparingDouble(i -> values[i]);
    order.sort(
        Comparator.comparing((Integer i) -> Double.isNaN(values[i]))
            .thenComparing(down ? byValue.reversed() : byValue)
            .thenComparing(i -> i));
    return new Sorted(order, values);
  }

  /** From the first face on, always the one whose colours are most like the last one's. */
  private static Sorted similar(CuratedSet set, List<Integer> among) {
    double[] values = new double[set.faces().size()];
    Arrays.fill(values, Double.NaN);
    List<Integer> rest = new ArrayList<>(among);
    List<Integer> order = new ArrayList<>();
    rest.removeIf(i -> set.measured().measures().get(i) == null);
    List<Integer> unmeasured = new ArrayList<>(among);
    unmeasured.removeAll(rest);
    PictureMeasures last = null;
    while (!rest.isEmpty()) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; last != null && k < rest.size(); k++) {
        double d = distance(last, set.measured().measures().get(rest.get(k)));
        if (d < least) {
          least = d;
          best = k;
        }
      }
      int i = rest.remove(best);
      values[i] = last == null ? 0 : least;
      last = set.measured().measures().get(i);
      order.add(i);
    }
    order.addAll(unmeasured);
    return new Sorted(order, values);
  }

  /** Mean distance of a face's colours to those of all others. */
  private static double[] unusual(CuratedSet set, List<Integer> among) {
    double[] sums = new double[set.faces().size()];
    Arrays.fill(sums, Double.NaN);
    for (int a : among) {
      PictureMeasures m = set.measured().measures().get(a);
      double sum = 0;
      int n = 0;
      for (int b : among) {
        PictureMeasures o = set.measured().measures().get(b);
        if (m != null && o != null && a != b) {
          sum += m.distance(o);
          n++;
        }
      }
      sums[a] = m == null ? Double.NaN : n == 0 ? 0 : sum / n;
    }
    return sums;
  }

  private static double distance(PictureMeasures a, @Nullable PictureMeasures b) {
    return b == null ? Double.POSITIVE_INFINITY : a.distance(b);
  }
}
