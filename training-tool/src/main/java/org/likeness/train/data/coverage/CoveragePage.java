package org.likeness.train.data.coverage;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.likeness.pipeline.FrameRange;
import org.likeness.pipeline.sheet.Html;
import org.likeness.pipeline.sheet.SheetPlot;
import org.likeness.train.data.curate.PoseBins;
import org.likeness.train.data.traits.FaceFeature;
import org.likeness.train.data.traits.FaceTraits;

/** A coverage as one HTML page that needs nothing beside it. */
public final class CoveragePage {
  private static final String[] STYLE = {
    "body{background:#17191d;color:#d6d9de;font:14px/1.5 system-ui,sans-serif;margin:24px auto;",
    "max-width:1180px}h1{font-size:20px}h2{font-size:16px;margin:28px 0 8px}table{border-collapse:",
    "collapse}td,th{border:1px solid #3a414c;padding:3px 9px;text-align:left}th{color:#9aa3b0}",
    ".two{display:flex;gap:28px;flex-wrap:wrap}.two svg{width:560px}svg text:not([fill]){fill:#c4cad3}svg text{font:11px",
    " system-ui,sans-serif}svg .grid{stroke:#2f3540;fill:none}svg .line{fill:none;stroke-width:1.6}",
    "svg .mark{stroke:#596270;fill:none}svg .cut{stroke:#8a6d2d;stroke-dasharray:3 3;fill:none}",
    "svg .title{fill:#d6d9de}svg.plot{width:100%}.bad{color:#ff9b8f}.note{color:#9aa3b0}"
  };

  private final Coverage coverage;
  private final List<FaceTraits> identity;
  private final List<FaceTraits> plate;
  private final StringBuilder s = new StringBuilder();

  private CoveragePage(Coverage coverage) {
    this.coverage = coverage;
    identity = coverage.pictures().stream().map(IdentityFace::traits).toList();
    plate = coverage.plate().stream().map(PlateFace::traits).toList();
  }

  /**
   * The page.
   *
   * @param title of the page
   * @param track whose risk is plotted over the frames
   */
  public static String of(Coverage coverage, String title, int track) {
    CoveragePage page = new CoveragePage(coverage);
    page.document(title, track);
    return page.s.toString();
  }

  private void document(String title, int track) {
    s.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>");
    s.append(Html.escape(title)).append("</title><style>");
    s.append(String.join("", STYLE)).append("</style><h1>").append(Html.escape(title));
    s.append("</h1><p>").append(identity.size()).append(" pictures of ");
    s.append(Html.escape(coverage.identity())).append(" against ").append(plate.size());
    s.append(" faces of the plate.</p>\n<h2>The plate needs, the identity lacks</h2>\n");
    gaps();
    s.append("<h2>Risk by frame</h2><p class=\"note\">0: well covered by the identity's pictures;");
    s.append(" 1: nothing like it. Below, how near to enough each part is.</p>\n");
    risk(track);
    s.append("<h2>Yaw and pitch</h2><div class=\"two\">");
    poses("identity", identity, plate);
    poses("plate", plate, List.of());
    s.append(
        "</div>\n<h2>Expression</h2><p class=\"note\">Share of the faces by how strongly each");
    s.append(" shows, 0 to 1 in five steps: plate above, identity below.</p><div class=\"two\">");
    expressions();
    s.append("</div>\n<h2>Light</h2><div class=\"two\">");
    lights("identity", identity, "#6aa9ff");
    lights("plate", plate, "#ffb454");
    s.append("</div></html>\n");
  }

  private void gaps() {
    if (coverage.gaps().isEmpty()) {
      s.append("<p>Nothing: every frame has pictures near it in pose, expression and light.</p>\n");
      return;
    }
    s.append("<table><tr><th>frames hit<th>kind<th>what<th>pictures near<th>frames<th>worst\n");
    for (Gap g : coverage.gaps()) {
      s.append("<tr><td class=\"bad\">").append(g.frames().size()).append("<td>");
      s.append(g.kind()).append("<td>").append(Html.escape(g.what())).append("<td>");
      s.append(String.format(Locale.ROOT, "%.1f", g.near())).append("<td>");
      s.append(FrameRange.describe(g.frames())).append("<td>").append(g.worst()).append('\n');
    }
    s.append("</table>\n");
  }

  private void risk(int track) {
    TreeSet<Integer> frames = new TreeSet<>(coverage.risk(track).keySet());
    if (frames.isEmpty()) {
      return;
    }
    Map<Integer, Double> pose = new TreeMap<>();
    Map<Integer, Double> expression = new TreeMap<>();
    Map<Integer, Double> light = new TreeMap<>();
    for (int i = 0; i < coverage.plate().size(); i++) {
      PlateFace p = coverage.plate().get(i);
      if (p.track() == track) {
        Support near = coverage.support().get(i);
        pose.put(p.frame(), Support.enough(near.pose()));
        expression.put(p.frame(), Support.enough(near.expression()));
        light.put(p.frame(), Support.enough(near.light()));
      }
    }
    s.append(
        new SheetPlot("risk", frames.first(), frames.last(), List.of())
            .range(0, 1)
            .line("risk", "#ff7b6b", false, coverage.risk(track))
            .svg());
    s.append(
        new SheetPlot("enough pictures near", frames.first(), frames.last(), List.of())
            .range(0, 1)
            .line("pose", "#6aa9ff", false, pose)
            .line("expression", "#7fd17f", false, expression)
            .line("light", "#ffb454", false, light)
            .svg());
  }

  /** A cell a bin; a number where one side has faces; a red frame where the other has some only. */
  private void poses(String name, List<FaceTraits> mine, List<FaceTraits> others) {
    int far = 6;
    int high = 4;
    int cell = 38;
    int[][] own = counts(mine, far, high);
    int[][] theirs = counts(others, far, high);
    int most = 1;
    for (int[] row : own) {
      for (int n : row) {
        most = Math.max(most, n);
      }
    }
    int width = 44 + (2 * far + 1) * cell;
    int height = 22 + (2 * high + 1) * cell + 18;
    s.append("<svg viewBox=\"0 0 ").append(width).append(' ').append(height);
    s.append("\" role=\"img\" aria-label=\"poses of the ").append(name).append("\">");
    text(44, 13, "start", name + ": yaw to the right, pitch upwards");
    for (int p = -high; p <= high; p++) {
      int y = 22 + (high - p) * cell;
      text(38, y + cell / 2 + 4, "end", Integer.toString((int) (p * PoseBins.STEP)));
      for (int w = -far; w <= far; w++) {
        int x = 44 + (w + far) * cell;
        int n = own[p + high][w + far];
        boolean lacks = n == 0 && theirs[p + high][w + far] > 0;
        double shade = n == 0 ? 0 : 0.15 + 0.85 * Math.sqrt(n / (double) most);
        s.append(
            String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#3d7bd1\""
                    + " fill-opacity=\"%.2f\" stroke=\"%s\"/>",
                x,
                y,
                cell - 2,
                cell - 2,
                shade,
                lacks ? "#ff6b5b" : "#2f3540"));
        if (n > 0) {
          text(x + cell / 2 - 1, y + cell / 2 + 4, "middle", Integer.toString(n));
        }
      }
    }
    for (int w = -far; w <= far; w++) {
      text(
          44 + (w + far) * cell + cell / 2,
          height - 5,
          "middle",
          Integer.toString((int) (w * PoseBins.STEP)));
    }
    s.append("</svg>");
  }

  private static int[][] counts(List<FaceTraits> faces, int far, int high) {
    int[][] out = new int[2 * high + 1][2 * far + 1];
    for (FaceTraits t : faces) {
      int w = Math.max(-far, Math.min(far, PoseBins.of(t.yaw())));
      int p = Math.max(-high, Math.min(high, PoseBins.of(t.pitch())));
      out[p + high][w + far]++;
    }
    return out;
  }

  private void expressions() {
    int[][] own = Histograms.of(identity).expression();
    int[][] theirs = Histograms.of(plate).expression();
    FaceFeature[] all = FaceFeature.values();
    for (int i = 0; i < all.length; i++) {
      s.append("<svg style=\"width:250px\" viewBox=\"0 0 250 96\" role=\"img\" aria-label=\"");
      s.append(all[i].label()).append("\">");
      text(0, 12, "start", all[i].label());
      bars(theirs[i], 18, "#ffb454");
      bars(own[i], 58, "#6aa9ff");
      s.append("</svg>");
    }
  }

  private void bars(int[] counts, int top, String colour) {
    double sum = 0;
    for (int n : counts) {
      sum += n;
    }
    for (int k = 0; k < counts.length; k++) {
      double high = sum == 0 ? 0 : 34 * Math.sqrt(counts[k] / sum);
      s.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%.1f\" width=\"44\" height=\"%.1f\" fill=\"%s\"/>",
              k * 48,
              top + 34 - high,
              Math.max(0.5, high),
              colour));
    }
  }

  /** Each face as a dot: where its light comes from, farther out for more contrast. */
  private void lights(String name, List<FaceTraits> faces, String colour) {
    s.append("<svg style=\"width:340px\" viewBox=\"-170 -170 340 340\" role=\"img\"");
    s.append(" aria-label=\"light of the ").append(name).append("\">");
    for (double ring : new double[] {FaceTraits.DIRECTED, 0.5, 1, 1.5}) {
      s.append("<circle class=\"grid\" r=\"").append(ring * 100).append("\"/>");
    }
    text(0, -155, "middle", name + ": light from above");
    text(0, 166, "middle", "from below");
    for (FaceTraits t : faces) {
      if (t.hasLight()) {
        s.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\" fill-opacity=\".55\"/>",
                100 * t.lightX(),
                100 * t.lightY(),
                colour));
      }
    }
    s.append("</svg>");
  }

  private void text(int x, int y, String anchor, String text) {
    s.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\" text-anchor=\"");
    s.append(anchor).append("\">").append(Html.escape(text)).append("</text>");
  }
}
