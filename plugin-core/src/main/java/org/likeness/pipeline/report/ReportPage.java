package org.likeness.pipeline.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;
import org.likeness.pipeline.FrameRange;
import org.likeness.pipeline.evaluate.Parallel;
import org.likeness.pipeline.sheet.Html;
import org.likeness.pipeline.sheet.SheetPlot;
import org.likeness.pipeline.temporal.Finding;
import org.likeness.pipeline.temporal.FrameFigures;
import org.likeness.pipeline.temporal.Moment;
import org.likeness.pipeline.temporal.Rendition;
import org.likeness.pipeline.temporal.TemporalSeries;

/** The report for people: one HTML page that needs nothing beside it. */
public final class ReportPage {
  private static final int STRIP = 112;
  private static final int WORST = 240;

  private final ShotReport report;
  private final Rendition shot;
  private final int threads;
  private final IntConsumer done;

  private ReportPage(ShotReport report, Rendition shot, int threads, IntConsumer done) {
    this.report = report;
    this.shot = shot;
    this.threads = threads;
    this.done = done;
  }

  /**
   * Frames for the strip: evenly spread.
   *
   * @param most at most so many
   */
  public static List<Integer> strip(ShotReport r, int most) {
    List<Integer> all = r.frames().stream().map(FrameFigures::frame).toList();
    TreeSet<Integer> out = new TreeSet<>();
    for (int i = 0; i < Math.min(most, all.size()); i++) {
      out.add(all.get((int) ((long) i * (all.size() - 1) / Math.max(1, most - 1))));
    }
    return all.size() <= most ? all : List.copyOf(out);
  }

  /**
   * Findings for pictures: those furthest over their limits, at most one a frame.
   *
   * @param most at most so many
   */
  public static List<Finding> worst(ShotReport r, int most) {
    List<Finding> sorted =
        r.findings().stream()
            .filter(f -> f.kind() != Finding.Kind.MISSING)
            .sorted(Comparator.comparingDouble((Finding f) -> -f.severity()))
            .toList();
    List<Finding> out = new ArrayList<>();
    for (Finding f : sorted) {
      if (out.size() < most && out.stream().noneMatch(o -> o.frame() == f.frame())) {
        out.add(f);
      }
    }
    return out;
  }

  /**
   * The page.
   *
   * @param strip frames for the strip
   * @param worst findings for pictures
   * @param done told each of these frames, from several threads
   * @throws IOException if the plate cannot be read
   */
  public static String of(
      ShotReport report,
      Rendition shot,
      List<Integer> strip,
      List<Finding> worst,
      int threads,
      IntConsumer done)
      throws IOException {
    return new ReportPage(report, shot, threads, done).page(strip, worst);
  }

  private String page(List<Integer> strip, List<Finding> worst) throws IOException {
    StringBuilder s = new StringBuilder();
    String title = Html.escape(report.title());
    s.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
        .append(title)
        .append("</title><style>\n")
        .append(Html.style())
        .append("</style></head><body><main>\n<header><h1>")
        .append(title)
        .append("</h1><p>");
    head(s);
    findings(s);
    strip(s, strip);
    worst(s, worst);
    plots(s);
    return s.append("</main></body></html>\n").toString();
  }

  private void head(StringBuilder s) {
    List<Integer> all = report.frames().stream().map(FrameFigures::frame).toList();
    s.append(all.size()).append(" frames, ").append(Html.escape(FrameRange.describe(all)));
    report.inputs().forEach((k, v) -> s.append(" · ").append(Html.escape(k + " " + v)));
    s.append("</p>\n");
    report
        .remarks()
        .forEach(r -> s.append("<p class=\"warn\">").append(Html.escape(r)).append("</p>\n"));
    s.append("<div class=\"counts\">");
    for (Finding.Kind k : Finding.Kind.values()) {
      int n = report.of(k).size();
      s.append("<div class=\"").append(n == 0 ? "good" : "bad").append("\"><b>").append(n);
      s.append("</b>").append(k.id()).append("</div>");
    }
    s.append("</div></header>\n");
  }

  private void findings(StringBuilder s) {
    s.append("<section><h2>Findings</h2>\n");
    if (report.findings().isEmpty()) {
      s.append("<p>Nothing is over its limit.</p></section>\n");
      return;
    }
    s.append("<table><tr><th>kind</th><th>what</th><th class=\"n\">limit</th></tr>\n");
    for (Finding f : report.findings()) {
      s.append("<tr><td>").append(f.kind().id()).append("</td><td>");
      s.append(Html.escape(f.sentence())).append("</td><td class=\"n\">");
      s.append(Double.isNaN(f.limit()) ? "" : String.valueOf(f.limit())).append("</td></tr>\n");
    }
    s.append("</table></section>\n");
  }

  private void strip(StringBuilder s, List<Integer> frames) throws IOException {
    List<String> pictures =
        Parallel.map(
            frames,
            threads,
            f -> {
              @Nullable Frame face = Moment.face(shot, f, STRIP);
              done.accept(f);
              return image(face, "frame " + f);
            });
    s.append("<section><h2>Strip</h2><div class=\"crops\">\n");
    for (int i = 0; i < frames.size(); i++) {
      int f = frames.get(i);
      boolean bad = report.findings().stream().anyMatch(x -> x.first() <= f && f <= x.last());
      s.append("<figure").append(bad ? " class=\"bad\"" : "").append(">");
      s.append(pictures.get(i)).append("<figcaption>").append(f).append("</figcaption></figure>\n");
    }
    s.append("</div></section>\n");
  }

  private void worst(StringBuilder s, List<Finding> list) throws IOException {
    if (list.isEmpty()) {
      return;
    }
    List<Integer> frames = report.frames().stream().map(FrameFigures::frame).toList();
    List<Moment> moments =
        Parallel.map(
            list,
            threads,
            f -> {
              int i = frames.indexOf(f.frame());
              int before = frames.get(Math.max(0, i - 1));
              int after = frames.get(Math.min(frames.size() - 1, i + 1));
              Moment m = Moment.of(shot, before, f.frame(), after, WORST);
              done.accept(f.frame());
              return m;
            });
    s.append("<section><h2>Worst frames</h2>\n");
    for (int i = 0; i < list.size(); i++) {
      Finding f = list.get(i);
      Moment m = moments.get(i);
      s.append("<p>").append(Html.escape(f.kind().id() + ", " + f.sentence()));
      s.append("</p><div class=\"worst\">");
      figure(s, m.plate(), "plate " + f.frame());
      figure(s, m.before(), "before");
      figure(s, m.now(), "result " + f.frame());
      figure(s, m.after(), "after");
      figure(s, m.excess(), "changed beyond the plate");
      s.append("</div>\n");
    }
    s.append("</section>\n");
  }

  private static void figure(StringBuilder s, @Nullable Frame picture, String name)
      throws IOException {
    s.append("<figure>").append(image(picture, name)).append("<figcaption>");
    s.append(Html.escape(name)).append("</figcaption></figure>");
  }

  private static String image(@Nullable Frame picture, String name) throws IOException {
    return picture == null ? "<div class=\"none\">–</div>" : Html.image(picture, name);
  }

  private void plots(StringBuilder s) {
    TemporalSeries t = report.series();
    s.append("<section><h2>Over time</h2>\n");
    draw(
        s,
        plot("Change from the frame before beyond motion, % of white")
            .range(0, 2)
            .line("plate", "#8a8f98", true, t.plateChange())
            .line("result", "#e69f00", false, t.change())
            .line("beyond the plate", "#56b4e9", false, t.excess()));
    draw(
        s,
        plot("Likeness to the first frames")
            .range(0.7, 1)
            .line("plate's face", "#8a8f98", true, t.identity().plateLikeness())
            .line("result's face", "#33c48d", false, t.identity().likeness()));
    draw(
        s,
        plot("Identity: drift from the first frames, apart from the neighbours, beyond the plate")
            .range(0, report.limits().drift())
            .line("limit of drift", "#ff7043", true, constant(report.limits().drift()))
            .line("apart", "#e69f00", false, t.identity().apart())
            .line("drift", "#33c48d", false, t.identity().drift()));
    draw(
        s,
        plot("Matte: dtSSD against one that only moves")
            .range(0, report.limits().flicker())
            .line("limit", "#ff7043", true, constant(report.limits().flicker()))
            .line("hairline", "#e08ac0", false, t.hair())
            .line("jaw", "#e69f00", false, t.jaw())
            .line("whole", "#56b4e9", false, t.matte()));
    draw(
        s,
        plot("Pumping: change of the face's colour over the plate's, %")
            .range(0, report.limits().pumping())
            .line("limit", "#ff7043", true, constant(report.limits().pumping()))
            .line("mean of R, G, B", "#56b4e9", false, t.pumping()));
    s.append("</section>\n");
  }

  private SheetPlot plot(String title) {
    List<FrameFigures> f = report.frames();
    return new SheetPlot(title, f.get(0).frame(), f.get(f.size() - 1).frame(), report.cuts());
  }

  private SortedMap<Integer, Double> constant(double v) {
    SortedMap<Integer, Double> out = new TreeMap<>();
    int first = report.frames().get(0).frame();
    int last = report.frames().get(report.frames().size() - 1).frame();
    for (int f = first; f <= last; f++) {
      out.put(f, v);
    }
    return out;
  }

  private static void draw(StringBuilder s, SheetPlot plot) {
    if (plot.hasData()) {
      s.append(plot.svg());
    }
  }
}
