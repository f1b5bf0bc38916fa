package org.likeness.pipeline.temporal;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.likeness.pipeline.evaluate.FaceColour;

/**
 * The figures of a shot by frame. Those of a change stand at the later frame; frames without a
 * figure are not in the map.
 *
 * @param excess see {@link PairFigures}
 * @param change the same
 * @param plateChange the same
 * @param matte the same
 * @param jaw the same
 * @param hair the same
 * @param pumping change of the face's mean colour over that of the plate, per cent, mean of R, G, B
 * @param identity how its identity goes
 */
public record TemporalSeries(
    SortedMap<Integer, Double> excess,
    SortedMap<Integer, Double> change,
    SortedMap<Integer, Double> plateChange,
    SortedMap<Integer, Double> matte,
    SortedMap<Integer, Double> jaw,
    SortedMap<Integer, Double> hair,
    SortedMap<Integer, Double> pumping,
    IdentityTrace identity) {
  /**
   * Of what a scan gave.
   *
   * @param frames ascending
   */
  public static TemporalSeries of(List<FrameFigures> frames) {
    SortedMap<Integer, Double> pumping = new TreeMap<>();
    FrameFigures before = null;
    for (FrameFigures f : frames) {
      if (before != null
          && f.pair() != null
          && before.ratio().length == 3
          && f.ratio().length == 3) {
        double sum = 0;
        for (double c : FaceColour.change(before.ratio(), f.ratio())) {
          sum += c / 3;
        }
        pumping.put(f.frame(), sum);
      }
      before = f;
    }
    return new TemporalSeries(
        series(frames, PairFigures::excess),
        series(frames, PairFigures::change),
        series(frames, PairFigures::plateChange),
        series(frames, PairFigures::matte),
        series(frames, PairFigures::jaw),
        series(frames, PairFigures::hair),
        pumping,
        IdentityTrace.of(frames));
  }

  private static SortedMap<Integer, Double> series(
      List<FrameFigures> frames, ToDoubleFunction<PairFigures> of) {
    SortedMap<Integer, Double> out = new TreeMap<>();
    for (FrameFigures f : frames) {
      PairFigures p = f.pair();
      if (p != null && !Double.isNaN(of.applyAsDouble(p))) {
        out.put(f.frame(), of.applyAsDouble(p));
      }
    }
    return out;
  }

  /** Mean of a series; NaN of none. */
  public static double mean(SortedMap<Integer, Double> values) {
    return values.values().stream().mapToDouble(v -> v).average().orElse(Double.NaN);
  }

  /** Largest of a series; NaN of none. */
  public static double most(SortedMap<Integer, Double> values) {
    return values.values().stream().mapToDouble(v -> v).max().orElse(Double.NaN);
  }

  /** The middle of each value's neighbourhood of so many to either side. */
  static SortedMap<Integer, Double> steadied(SortedMap<Integer, Double> values, int reach) {
    SortedMap<Integer, Double> out = new TreeMap<>();
    for (int f : values.keySet()) {
      double[] near =
          values.subMap(f - reach, f + reach + 1).values().stream()
              .mapToDouble(v -> v)
              .sorted()
              .toArray();
      out.put(f, near[(near.length - 1) / 2]);
    }
    return out;
  }
}
