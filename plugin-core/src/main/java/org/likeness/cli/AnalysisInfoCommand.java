package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.likeness.face.FaceBox;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalysis;
import org.likeness.face.ShotRisk;
import org.likeness.pipeline.FrameRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness analysis info}. */
@Command(
    name = "info",
    description = "Says what an analysis holds: frames, cuts, tracks, corrections, models.")
public final class AnalysisInfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AnalysisFileOption analysis = new AnalysisFileOption();

  /** For picocli. */
  public AnalysisInfoCommand() {}

  @Override
  public Integer call() throws IOException {
    ShotAnalysis a = analysis.read();
    PrintWriter out = spec.commandLine().getOut();
    out.println("frames       " + FrameRange.describe(a.frames()) + " (" + a.frames().size() + ")");
    if (!a.window().isEmpty()) {
      out.println("plate        " + a.window().width() + "x" + a.window().height() + " pixels");
    }
    out.println("fingerprint  " + (a.plateSha256().isEmpty() ? "unknown" : a.plateSha256()));
    out.println("cuts         " + (a.cuts().isEmpty() ? "none" : "before " + a.cuts()));
    out.println("unsmoothed   " + (a.raw().isEmpty() ? "not kept" : "kept"));
    out.println(
        "grain        "
            + (a.grain().isEmpty()
                ? "not measured"
                : "measured in " + FrameRange.describe(List.copyOf(a.grain().keySet()))));
    for (ShotAnalysis.Track t : a.tracks()) {
      out.println(line(t));
    }
    if (a.tracks().isEmpty()) {
      out.println("track        none");
    }
    for (ShotRisk risk : new TreeMap<>(a.risks()).values()) {
      out.println(line(risk));
    }
    List<String> corrections = a.corrections().describe();
    for (int i = 0; i < corrections.size(); i++) {
      out.println("correction " + (i + 1) + " " + corrections.get(i));
    }
    a.problems().forEach(p -> out.println("does not fit " + p));
    new TreeMap<>(a.settings()).forEach((k, v) -> out.println("made with    " + k + " " + v));
    new TreeMap<>(a.models()).forEach((k, v) -> out.println("network      " + k + " " + v));
    out.flush();
    return ExitCode.OK;
  }

  private static String line(ShotAnalysis.Track t) {
    List<FaceObservation> all = t.observations();
    List<Integer> frames = all.stream().map(FaceObservation::frame).toList();
    double height =
        all.stream().mapToDouble(o -> FaceBox.of(o.landmarks()).height()).average().orElse(0);
    return "track id:"
        + t.id()
        + (t.name().isEmpty() ? "" : " \"" + t.name() + "\"")
        + (t.identity().isEmpty() ? "" : " is " + t.identity())
        + String.format(
            Locale.ROOT,
            ", frames %s (%d), %.0f pixels high, %d filled in, %d by hand, %d occluded",
            FrameRange.describe(frames),
            frames.size(),
            height,
            flagged(all, FaceObservation.Flag.INTERPOLATED),
            flagged(all, FaceObservation.Flag.MANUAL),
            flagged(all, FaceObservation.Flag.OCCLUDED));
  }

  /** Mean, highest, and where it is high. */
  private static String line(ShotRisk risk) {
    double sum = 0;
    int n = 0;
    TreeSet<Integer> high = new TreeSet<>();
    for (Map<Integer, Double> frames : risk.tracks().values()) {
      for (Map.Entry<Integer, Double> e : frames.entrySet()) {
        sum += e.getValue();
        n++;
        if (e.getValue() > 0.5) {
          high.add(e.getKey());
        }
      }
    }
    return String.format(
        Locale.ROOT,
        "risk         of %s: mean %.2f, above 0.5 in %s",
        risk.identity(),
        sum / Math.max(1, n),
        high.isEmpty() ? "no frame" : "frames " + FrameRange.describe(List.copyOf(high)));
  }

  private static long flagged(List<FaceObservation> all, FaceObservation.Flag flag) {
    return all.stream().filter(o -> o.flags().contains(flag)).count();
  }
}
