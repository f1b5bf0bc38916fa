package org.likeness.pipeline.temporal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.likeness.pipeline.temporal.Finding.Kind;

/** Judges a shot's figures by limits. */
public final class Findings {
  private static final int STEADY = 2;

  /** Frames over a limit that lie no further apart are one finding. */
  private static final int GAP = 3;

  private Findings() {}

  /**
   * What is over the limits.
   *
   * @param frames as a scan gave them
   * @param series made of them
   * @return by kind, then by frame
   */
  public static List<Finding> of(List<FrameFigures> frames, TemporalSeries series, Limits limits) {
    List<Finding> out = new ArrayList<>();
    for (FrameFigures f : frames) {
      if (f.state().missing()) {
        out.add(
            new Finding(
                Kind.MISSING,
                f.frame(),
                f.frame(),
                f.frame(),
                Double.NaN,
                Double.NaN,
                "frame " + f.frame() + " (" + f.state().words() + "): " + f.note()));
      }
    }
    flashes(out, series, limits);
    runs(
        out,
        Kind.DRIFT,
        series.identity().drift(),
        limits.drift(),
        "identity drifts from the shot's first frames by");
    matte(out, series, limits);
    for (Spikes.Event e : Spikes.runs(series.pumping(), limits.pumping(), GAP)) {
      out.add(
          new Finding(
              Kind.PUMPING,
              e.first(),
              e.last(),
              e.peak(),
              e.value(),
              limits.pumping(),
              words(e) + ": the face's colour over the plate's changes by " + number(e) + " %"));
    }
    out.sort(
        Comparator.comparing(Finding::kind)
            .thenComparingInt(Finding::first)
            .thenComparingInt(Finding::last));
    return out;
  }

  /** The pictures' flashes, and those of the identity that lie beside them. */
  private static void flashes(List<Finding> out, TemporalSeries series, Limits limits) {
    List<Finding> seen = new ArrayList<>();
    for (Spikes.Event e : Spikes.flashes(Spikes.over(series.excess()), limits.flash())) {
      boolean back = e.last() >= e.first();
      seen.add(
          new Finding(
              Kind.FLASH,
              e.first(),
              Math.max(e.first(), e.last()),
              e.peak(),
              e.value(),
              limits.flash(),
              back
                  ? words(e) + ": flashes by " + number(e) + " % of white beyond the plate"
                  : "before frame "
                      + e.first()
                      + ": the picture jumps by "
                      + number(e)
                      + " % of white beyond the plate"));
    }
    SortedMap<Integer, Double> apart = new TreeMap<>(series.identity().apart());
    for (Spikes.Event e : Spikes.runs(apart, limits.identity(), 1)) {
      boolean known =
          seen.stream().anyMatch(s -> s.first() <= e.last() + 1 && s.last() >= e.first() - 1);
      if (!known) {
        seen.add(
            new Finding(
                Kind.FLASH,
                e.first(),
                e.last(),
                e.peak(),
                e.value(),
                limits.identity(),
                words(e) + ": less like its neighbours by " + number(e) + " (identity)"));
      }
    }
    out.addAll(seen);
  }

  private static void matte(List<Finding> out, TemporalSeries series, Limits limits) {
    for (Spikes.Event e : Spikes.flashes(Spikes.over(series.matte()), limits.jump())) {
      out.add(
          new Finding(
              Kind.FLICKER,
              e.first(),
              Math.max(e.first(), e.last()),
              e.peak(),
              e.value(),
              limits.jump(),
              (e.last() >= e.first() ? words(e) : "before frame " + e.first())
                  + ": the matte jumps, dtSSD "
                  + number(e)
                  + " over its neighbours"));
    }
    runs(
        out,
        Kind.FLICKER,
        TemporalSeries.steadied(series.matte(), STEADY),
        limits.flicker(),
        "the matte flickers, dtSSD");
    runs(
        out,
        Kind.FLICKER,
        TemporalSeries.steadied(series.jaw(), STEADY),
        limits.band(),
        "the matte flickers along the jaw, dtSSD");
    runs(
        out,
        Kind.FLICKER,
        TemporalSeries.steadied(series.hair(), STEADY),
        limits.band(),
        "the matte flickers along the hairline, dtSSD");
  }

  private static void runs(
      List<Finding> out, Kind kind, SortedMap<Integer, Double> values, double limit, String what) {
    for (Spikes.Event e : Spikes.runs(values, limit, GAP)) {
      out.add(
          new Finding(
              kind,
              e.first(),
              e.last(),
              e.peak(),
              e.value(),
              limit,
              words(e) + ": " + what + " " + number(e)));
    }
  }

  private static String words(Spikes.Event e) {
    return e.last() <= e.first() ? "frame " + e.first() : "frames " + e.first() + "-" + e.last();
  }

  private static String number(Spikes.Event e) {
    return String.format(Locale.ROOT, "%.2f", e.value());
  }
}
