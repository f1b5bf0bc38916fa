package org.likeness.train.loop;

import java.util.List;
import java.util.Locale;

/** Draws loss over learning rate. */
final class RatePlot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int MARGIN = 56;

  private RatePlot() {}

  /** An SVG picture: steps as dots, the smoothed loss as a line, the suggestion as an upright. */
  static String svg(LearningRateFinder.Result result) {
    List<LearningRateFinder.Point> points = result.points();
    double top = points.stream().mapToDouble(p -> p.smooth()).max().orElse(1) * 1.1;
    double low = points.isEmpty() ? 1e-6 : points.get(0).rate();
    double high = points.isEmpty() ? 1 : points.get(points.size() - 1).rate();
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"12\">\n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
            WIDTH,
            HEIGHT));
    for (int e = -6; e <= 0; e++) {
      double rate = Math.pow(10, e);
      if (rate >= low * 0.99 && rate <= high * 1.01) {
        upright(out, x(rate, low, high), "#ddd", String.format(Locale.ROOT, "1e%d", e));
      }
    }
    for (int i = 0; i <= 4; i++) {
      double loss = top * i / 4;
      double y = y(loss, top);
      out.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>"
                  + "<text x=\"8\" y=\"%.1f\">%.2f</text>\n",
              MARGIN,
              WIDTH - MARGIN / 2,
              y,
              y,
              y + 4,
              loss));
    }
    StringBuilder line = new StringBuilder();
    for (LearningRateFinder.Point p : points) {
      double x = x(p.rate(), low, high);
      out.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.5\" fill=\"#9ab\"/>\n",
              x,
              y(Math.min(p.loss(), top), top)));
      line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(p.smooth(), top)));
    }
    out.append("<polyline fill=\"none\" stroke=\"#125\" stroke-width=\"2\" points=\"")
        .append(line.toString().trim())
        .append("\"/>\n");
    upright(
        out,
        x(Math.max(low, result.suggestion()), low, high),
        "#c40",
        String.format(Locale.ROOT, "%.2g", result.suggestion()));
    out.append("<text x=\"300\" y=\"20\">loss over learning rate</text>\n</svg>\n");
    return out.toString();
  }

  private static void upright(StringBuilder out, double x, String colour, String text) {
    out.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\"/>"
                + "<text x=\"%.1f\" y=\"%d\" fill=\"#333\">%s</text>\n",
            x,
            x,
            MARGIN / 2,
            HEIGHT - MARGIN,
            colour,
            x - 12,
            HEIGHT - MARGIN + (colour.equals("#ddd") ? 18 : 34),
            text));
  }

  private static double x(double rate, double low, double high) {
    double span = Math.max(1e-9, Math.log(high / low));
    return MARGIN + (WIDTH - 1.5 * MARGIN) * Math.log(rate / low) / span;
  }

  private static double y(double loss, double top) {
    return HEIGHT - MARGIN - (HEIGHT - 1.5 * MARGIN) * loss / top;
  }
}
