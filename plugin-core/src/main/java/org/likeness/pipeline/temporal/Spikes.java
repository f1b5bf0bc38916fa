package org.likeness.pipeline.temporal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What stands out of its neighbours in time. */
final class Spikes {
  /** Neighbours to either side. */
  static final int REACH = 6;

  /** A change and a change back that lie no further apart are one flash. */
  static final int LONGEST = 4;

  private Spikes() {}

  /**
   * What a flash covers.
   *
   * @param first frame
   * @param last frame; one less than {@code first} where the picture changes before {@code first}
   *     and never back
   * @param peak the frame at which it shows best
   * @param value the largest
   */
  record Event(int first, int last, int peak, double value) {}

  /**
   * How far each value lies over the middle one of its neighbours, of up to {@value #REACH} to
   * either side that are there; values that are not known are left out.
   */
  static SortedMap<Integer, Double> over(SortedMap<Integer, Double> values) {
    List<Integer> frames = new ArrayList<>();
    values.forEach(
        (f, v) -> {
          if (!Double.isNaN(v)) {
            frames.add(f);
          }
        });
    SortedMap<Integer, Double> out = new TreeMap<>();
    for (int i = 0; i < frames.size(); i++) {
      int from = Math.max(0, i - REACH);
      int to = Math.min(frames.size(), i + REACH + 1);
      double[] others = new double[to - from - 1];
      int n = 0;
      for (int k = from; k < to; k++) {
        if (k != i) {
          others[n++] = value(values, frames.get(k));
        }
      }
      Arrays.sort(others);
      // The lower middle one: of two other values one may belong to the same flash.
      double middle = n == 0 ? 0 : others[(n - 1) / 2];
      out.put(frames.get(i), value(values, frames.get(i)) - middle);
    }
    return out;
  }

  private static double value(SortedMap<Integer, Double> values, int frame) {
    Double v = values.get(frame);
    return v == null ? Double.NaN : v;
  }

  /**
   * Flashes by the changes between neighbours: a change away and the next one back make one.
   *
   * @param changes by the later frame of each pair, how far over its neighbours
   * @param limit changes over it count
   */
  static List<Event> flashes(SortedMap<Integer, Double> changes, double limit) {
    List<Integer> at = new ArrayList<>();
    changes.forEach(
        (f, v) -> {
          if (v > limit) {
            at.add(f);
          }
        });
    List<Event> out = new ArrayList<>();
    for (int i = 0; i < at.size(); i++) {
      int first = at.get(i);
      double most = value(changes, first);
      if (i + 1 < at.size() && at.get(i + 1) - first <= LONGEST) {
        int back = at.get(i + 1);
        out.add(new Event(first, back - 1, first, Math.max(most, value(changes, back))));
        i++;
      } else {
        out.add(new Event(first, first - 1, first, most));
      }
    }
    return out;
  }

  /** Runs of frames whose value is over the limit; frames not in the map part them. */
  static List<Event> runs(SortedMap<Integer, Double> values, double limit, int gap) {
    List<Event> out = new ArrayList<>();
    int first = 0;
    int last = 0;
    int peak = 0;
    double most = Double.NaN;
    for (var e : values.entrySet()) {
      if (!(e.getValue() > limit)) {
        continue;
      }
      if (!Double.isNaN(most) && e.getKey() - last <= gap) {
        last = e.getKey();
        peak = e.getValue() > most ? last : peak;
        most = Math.max(most, e.getValue());
      } else {
        if (!Double.isNaN(most)) {
          out.add(new Event(first, last, peak, most));
        }
        first = e.getKey();
        last = first;
        peak = first;
        most = e.getValue();
      }
    }
    if (!Double.isNaN(most)) {
      out.add(new Event(first, last, peak, most));
    }
    return out;
  }
}
