package org.likeness.pipeline.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.likeness.pipeline.temporal.Finding;
import org.likeness.pipeline.temporal.Findings;
import org.likeness.pipeline.temporal.FrameFigures;
import org.likeness.pipeline.temporal.Limits;
import org.likeness.pipeline.temporal.TemporalSeries;

/**
 * All that a report says.
 *
 * @param title of the page
 * @param inputs what was looked at, names without folders, by what it is
 * @param remarks sentences on what could not be measured
 * @param limits what counts
 * @param frames by frame
 * @param cuts first frames of scenes
 * @param series made of them
 * @param findings made of these
 */
public record ShotReport(
    String title,
    Map<String, String> inputs,
    List<String> remarks,
    Limits limits,
    List<FrameFigures> frames,
    List<Integer> cuts,
    TemporalSeries series,
    List<Finding> findings) {
  /** Judges. */
  public static ShotReport of(
      String title,
      Map<String, String> inputs,
      List<String> remarks,
      Limits limits,
      List<FrameFigures> frames,
      List<Integer> cuts) {
    TemporalSeries series = TemporalSeries.of(frames);
    return new ShotReport(
        title,
        new TreeMap<>(inputs),
        List.copyOf(remarks),
        limits,
        List.copyOf(frames),
        List.copyOf(cuts),
        series,
        Findings.of(frames, series, limits));
  }

  /** The findings of a kind. */
  public List<Finding> of(Finding.Kind kind) {
    return findings.stream().filter(f -> f.kind() == kind).toList();
  }
}
