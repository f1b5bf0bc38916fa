package org.likeness.pipeline.sheet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceBox;
import org.likeness.face.FaceObservation;
import org.likeness.face.FacePoints;
import org.likeness.face.FrameSource;
import org.likeness.face.ShotAnalysis;
import org.likeness.pipeline.FrameRange;

/**
 * Draws an analysis as one HTML page that needs nothing beside it: a contact sheet of the plate
 * with crops, points and ids, and for each face its crops and plots of pose, confidence, size and
 * jitter.
 */
public final class AnalysisSheet {
  private static final int MOST_CROPS = 14;

  /** Faces with plots of their own; further ones stand in the table only. */
  private static final int MOST_PLOTTED = 12;

  private final ShotAnalysis analysis;
  private final List<SheetTrack> tracks;
  private final int first;
  private final int last;

  private AnalysisSheet(ShotAnalysis analysis) {
    this.analysis = analysis;
    this.tracks = SheetTrack.of(analysis);
    List<Integer> frames = analysis.frames();
    this.first = frames.isEmpty() ? 0 : frames.get(0);
    this.last = frames.isEmpty() ? 0 : frames.get(frames.size() - 1);
  }

  /**
   * The page.
   *
   * @param title of the page
   * @param plate the plate, scene-linear; null = no pictures
   * @param pictures how many of its frames to show
   * @param done told each frame that is drawn
   * @throws IOException if the plate cannot be read
   */
  public static String page(
      ShotAnalysis analysis,
      String title,
      @Nullable FrameSource plate,
      int pictures,
      IntConsumer done)
      throws IOException {
    return new AnalysisSheet(analysis).page(title, plate, pictures, done);
  }

  private String page(String title, @Nullable FrameSource plate, int pictures, IntConsumer done)
      throws IOException {
    StringBuilder sheet = new StringBuilder();
    Map<Integer, List<SheetPictures.Crop>> crops = new TreeMap<>();
    if (plate != null) {
      SheetPictures drawn = new SheetPictures(plate, tracks);
      sheet.append("<section><h2>Contact sheet</h2><div class=\"sheet\">\n");
      for (int f : SheetPictures.spread(analysis.frames(), pictures)) {
        SheetPictures.Pictures p = drawn.of(f);
        sheet.append(p.html());
        for (SheetPictures.Crop c : p.crops()) {
          crops.computeIfAbsent(c.track(), k -> new ArrayList<>()).add(c);
        }
        done.accept(f);
      }
      sheet.append("</div></section>\n");
    }
    StringBuilder s = new StringBuilder();
    s.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\">")
        .append("<title>")
        .append(Html.escape(title))
        .append("</title><style>\n")
        .append(Html.style())
        .append("</style></head><body><main>\n");
    head(s, title);
    table(s);
    s.append(sheet);
    for (SheetTrack t : tracks.subList(0, Math.min(MOST_PLOTTED, tracks.size()))) {
      face(s, t, crops.getOrDefault(t.track().id(), List.of()));
    }
    return s.append("</main></body></html>\n").toString();
  }

  private void head(StringBuilder s, String title) {
    List<Integer> empty =
        analysis.frames().stream()
            .filter(f -> tracks.stream().noneMatch(t -> t.track().at(f).isPresent()))
            .toList();
    s.append("<header><h1>").append(Html.escape(title)).append("</h1><p>");
    s.append(analysis.frames().size()).append(" frames, ");
    s.append(Html.escape(FrameRange.describe(analysis.frames()))).append(" · ");
    s.append(tracks.size()).append(tracks.size() == 1 ? " face" : " faces").append(" · ");
    s.append(
        analysis.cuts().isEmpty()
            ? "no cuts"
            : "cuts before " + Html.escape(FrameRange.describe(analysis.cuts())));
    if (!analysis.window().isEmpty()) {
      s.append(" · ").append(analysis.window().width()).append(" × ");
      s.append(analysis.window().height());
    }
    s.append("</p>");
    if (!empty.isEmpty()) {
      s.append("<p class=\"warn\">No face in frames ");
      s.append(Html.escape(FrameRange.describe(empty))).append("</p>");
    }
    s.append("<p class=\"small\">Plate ").append(Html.escape(shortened(analysis.plateSha256())));
    for (Map.Entry<String, String> m : new TreeMap<>(analysis.models()).entrySet()) {
      s.append(" · ").append(Html.escape(m.getKey())).append(" ");
      s.append(Html.escape(shortened(m.getValue())));
    }
    s.append("</p></header>\n");
  }

  private static String shortened(String sha) {
    return sha.length() > 10 ? sha.substring(0, 10) : sha;
  }

  private void table(StringBuilder s) {
    s.append("<table><tr><th>face</th><th>frames</th><th class=\"n\">seen</th>")
        .append("<th class=\"n\">height px</th><th class=\"n\">yaw</th>")
        .append("<th class=\"n\">confidence</th><th class=\"n\">jitter px</th>")
        .append("<th class=\"n\">unsmoothed</th><th>remarks</th></tr>\n");
    for (SheetTrack t : tracks) {
      List<FaceObservation> list = t.track().observations();
      double[] yaw = list.stream().mapToDouble(o -> o.pose().yaw()).sorted().toArray();
      double[] size = list.stream().mapToDouble(AnalysisSheet::size).sorted().toArray();
      double sure = list.stream().mapToDouble(o -> o.landmarks().presence()).average().orElse(0);
      s.append("<tr><td><i style=\"background:").append(t.colour()).append("\"></i>");
      s.append(Html.escape(t.title())).append("</td><td>");
      s.append(
          Html.escape(FrameRange.describe(list.stream().map(FaceObservation::frame).toList())));
      s.append(
          String.format(
              Locale.ROOT,
              "</td><td class=\"n\">%.0f %%</td><td class=\"n\">%s</td><td class=\"n\">%s</td>"
                  + "<td class=\"n\">%.2f</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td>%s"
                  + "</td></tr>\n",
              100.0 * list.size() / Math.max(1, analysis.frames().size()),
              between(size, ""),
              between(yaw, "°"),
              sure,
              figure(SheetTrack.median(t.jitter())),
              figure(SheetTrack.median(t.jitterBefore())),
              remarks(list)));
    }
    s.append("</table>\n<p class=\"small\">Jitter: the middle over the frames of the second ")
        .append("difference of the 68 points, also of a head that really moves. Confidence: mean.")
        .append("</p>\n");
  }

  private static String between(double[] sorted, String unit) {
    if (sorted.length == 0) {
      return "–";
    }
    String low = String.format(Locale.ROOT, "%.0f", sorted[0] + 0.0).replaceFirst("^-0$", "0");
    String high = String.format(Locale.ROOT, "%.0f", sorted[sorted.length - 1]);
    return low.replace('-', '−')
        + unit
        + " … "
        + high.replaceFirst("^-0$", "0").replace('-', '−')
        + unit;
  }

  private static String figure(double v) {
    return Double.isNaN(v) ? "–" : String.format(Locale.ROOT, "%.3f", v);
  }

  private static String remarks(List<FaceObservation> list) {
    List<String> out = new ArrayList<>();
    for (FaceObservation.Flag f : FaceObservation.Flag.values()) {
      long n = list.stream().filter(o -> o.flags().contains(f)).count();
      if (n > 0) {
        out.add(n + " " + f.name().toLowerCase(Locale.ROOT));
      }
    }
    return String.join(", ", out);
  }

  /** The face's height in pixels, or where it is not known that of its mesh. */
  private static double size(FaceObservation o) {
    float known = o.detail().size();
    return Float.isNaN(known) ? FaceBox.of(o.landmarks()).height() : known;
  }

  private void face(StringBuilder s, SheetTrack t, List<SheetPictures.Crop> crops) {
    s.append("<section><h2><i style=\"background:").append(t.colour()).append("\"></i>");
    s.append(Html.escape(t.title())).append("</h2>\n");
    if (!crops.isEmpty()) {
      s.append("<div class=\"crops\">");
      for (int i : SheetPictures.spread(indices(crops.size()), MOST_CROPS)) {
        s.append("<figure>").append(crops.get(i).html()).append("<figcaption>");
        s.append(crops.get(i).frame()).append("</figcaption></figure>");
      }
      s.append("</div>\n");
    }
    plot(
        s,
        new SheetPlot("Pose, degrees", first, last, analysis.cuts())
            .range(-10, 10)
            .line("yaw", "#56b4e9", false, series(t, o -> o.pose().yaw()))
            .line("pitch", "#e69f00", false, series(t, o -> o.pose().pitch()))
            .line("roll", "#33c48d", false, series(t, o -> o.pose().roll())));
    plot(
        s,
        new SheetPlot("Confidence", first, last, analysis.cuts())
            .range(0, 1)
            .line("detector", "#8a8f98", false, series(t, FaceObservation::score))
            .line("mesh", "#56b4e9", false, series(t, o -> o.landmarks().presence()))
            .line("points seen", "#33c48d", false, series(t, AnalysisSheet::seen)));
    plot(
        s,
        new SheetPlot("Expected error of the points, px", first, last, analysis.cuts())
            .range(0, 1)
            .line("mean of those seen", t.colour(), false, series(t, AnalysisSheet::error)));
    plot(
        s,
        new SheetPlot("Height of the face, px", first, last, analysis.cuts())
            .line("height", t.colour(), false, series(t, AnalysisSheet::size)));
    plot(
        s,
        new SheetPlot("Jitter: second difference of the points, px", first, last, analysis.cuts())
            .range(0, 0.2)
            .line("unsmoothed", "#b0b4bb", true, t.jitterBefore())
            .line("steadied", t.colour(), false, t.jitter()));
    s.append("</section>\n");
  }

  private static void plot(StringBuilder s, SheetPlot plot) {
    if (plot.hasData()) {
      s.append(plot.svg());
    }
  }

  private static List<Integer> indices(int n) {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(i);
    }
    return out;
  }

  private static Map<Integer, Double> series(SheetTrack t, ToDoubleFunction<FaceObservation> of) {
    Map<Integer, Double> out = new TreeMap<>();
    t.track().observations().forEach(o -> out.put(o.frame(), of.applyAsDouble(o)));
    return out;
  }

  /** Part of the points that is seen. */
  private static double seen(FaceObservation o) {
    double sum = 0;
    for (float v : o.detail().points().visibility()) {
      sum += v / FacePoints.CLASSIC;
    }
    return o.detail().points().count() == 0 ? Double.NaN : sum;
  }

  private static double error(FaceObservation o) {
    FacePoints p = o.detail().points();
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < p.count(); i++) {
      sum += p.visibility()[i] * p.deviation()[i];
      weights += p.visibility()[i];
    }
    return sum / weights;
  }
}
