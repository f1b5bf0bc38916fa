package org.likeness.train.validate;

import java.util.List;
import java.util.Locale;
import org.likeness.pipeline.sheet.Html;

/** One figure of all samples over the yaw of their plates, as SVG. */
final class YawPlot {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 190;
  private static final int LEFT = 46;
  private static final int RIGHT = 10;
  private static final int TOP = 24;
  private static final int BOTTOM = 22;
  private static final int REACH = 90;

  private YawPlot() {}

  /** The colour of a kind of sample. */
  static String colour(Sample.Kind kind) {
    return switch (kind) {
      case SELF -> "#4fc3f7";
      case SWAP -> "#ffb74d";
      case TRUTH -> "#81c784";
    };
  }

  /** The picture; empty if no sample knows the figure. */
  static String svg(Validation v, Figure f) {
    List<Sample> known = v.samples().stream().filter(s -> !Double.isNaN(s.get(f))).toList();
    if (known.isEmpty()) {
      return "";
    }
    double low = known.stream().mapToDouble(s -> s.get(f)).min().orElse(0);
    double high = known.stream().mapToDouble(s -> s.get(f)).max().orElse(1);
    if (high - low < 1e-6) {
      high = low + 1;
    }
    StringBuilder s = new StringBuilder();
    s.append(
        String.format(Locale.ROOT, "<svg class=\"plot\" viewBox=\"0 0 %d %d\">", WIDTH, HEIGHT));
    for (int i = 0; i <= 2; i++) {
      double value = low + i * (high - low) / 2;
      double y = y(value, low, high);
      s.append(
          String.format(
              Locale.ROOT,
              "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text class=\"tick\" x=\"%d\" y=\"%.1f\""
                  + " text-anchor=\"end\">%."
                  + f.digits()
                  + "f</text>",
              LEFT,
              y,
              WIDTH - RIGHT,
              LEFT - 6,
              y + 4,
              value));
    }
    for (int yaw : new int[] {-90, -45, -15, 15, 45, 90}) {
      double x = x(yaw);
      s.append(
          String.format(
              Locale.ROOT,
              "<path class=\"grid\" d=\"M%.1f %dV%d\"/><text class=\"tick\" x=\"%.1f\" y=\"%d\""
                  + " text-anchor=\"middle\">%d\u00b0</text>",
              x,
              TOP,
              HEIGHT - BOTTOM,
              x,
              HEIGHT - 6,
              yaw));
    }
    for (Sample sample : known) {
      HeldOut h = v.frames().get(sample.frame());
      s.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\" fill=\"%s\" fill-opacity=\".75\">"
                  + "<title>%s</title></circle>",
              x(h.yaw()),
              y(sample.get(f), low, high),
              colour(sample.kind()),
              Html.escape(h.label() + " as " + sample.shown())));
    }
    s.append(
        String.format(
            Locale.ROOT,
            "<text class=\"title\" x=\"%d\" y=\"14\">%s over yaw</text></svg>\n",
            LEFT,
            Html.escape(f.label() + (f.unit().isEmpty() ? "" : ", " + f.unit()))));
    return s.toString();
  }

  private static double x(double yaw) {
    double at = Math.max(-REACH, Math.min(REACH, yaw));
    return LEFT + (at + REACH) / (2.0 * REACH) * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double v, double low, double high) {
    return HEIGHT - BOTTOM - (v - low) / (high - low) * (HEIGHT - TOP - BOTTOM);
  }
}
