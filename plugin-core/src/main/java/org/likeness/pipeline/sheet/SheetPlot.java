package org.likeness.pipeline.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A line plot over frame numbers as SVG. */
public final class SheetPlot {
  private static final int WIDTH = 1120;
  private static final int HEIGHT = 132;
  private static final int LEFT = 56;
  private static final int RIGHT = 12;
  private static final int TOP = 22;
  private static final int BOTTOM = 20;

  private record Line(String name, String colour, boolean faint, Map<Integer, Double> values) {}

  private final String title;
  private final int first;
  private final int last;
  private final List<Integer> cuts;
  private final List<Line> lines = new ArrayList<>();
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  /**
   * An empty plot.
   *
   * @param first frame at the left edge
   * @param last frame at the right edge
   * @param cuts first frames of scenes
   */
  public SheetPlot(String title, int first, int last, List<Integer> cuts) {
    this.title = title;
    this.first = first;
    this.last = last;
    this.cuts = cuts;
  }

  /** Makes room for values. */
  public SheetPlot range(double from, double to) {
    low = Math.min(low, from);
    high = Math.max(high, to);
    return this;
  }

  /** Adds a line, broken where a frame is missing. */
  public SheetPlot line(String name, String colour, boolean faint, Map<Integer, Double> values) {
    values
        .values()
        .forEach(
            v -> {
              if (!Double.isNaN(v)) {
                range(v, v);
              }
            });
    lines.add(new Line(name, colour, faint, new TreeMap<>(values)));
    return this;
  }

  /** Whether any line has a point. */
  public boolean hasData() {
    return lines.stream()
        .anyMatch(l -> l.values().values().stream().anyMatch(v -> !Double.isNaN(v)));
  }

  private double x(double frame) {
    double span = Math.max(1, last - first);
    return LEFT + (frame - first) / span * (WIDTH - LEFT - RIGHT);
  }

  private double y(double v) {
    return HEIGHT - BOTTOM - (v - low) / (high - low) * (HEIGHT - TOP - BOTTOM);
  }

  /** The picture. */
  public String svg() {
    if (!(high > low)) {
      double middle = Double.isInfinite(low) ? 0 : low;
      low = middle - 1;
      high = middle + 1;
    }
    double step = step((high - low) / 4);
    low = Math.floor(low / step + 1e-9) * step;
    high = Math.ceil(high / step - 1e-9) * step;
    StringBuilder s = new StringBuilder();
    s.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"plot\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
            WIDTH,
            HEIGHT,
            Html.escape(title)));
    for (double v = low; v <= high + step / 2; v += step) {
      s.append(
          String.format(
              Locale.ROOT,
              "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text class=\"tick\" x=\"%d\" y=\"%.1f\""
                  + " text-anchor=\"end\">%s</text>",
              LEFT,
              y(v),
              WIDTH - RIGHT,
              LEFT - 7,
              y(v) + 3.5,
              number(v, step)));
    }
    frames(s);
    for (Line l : lines) {
      s.append(
          String.format(
              Locale.ROOT,
              "<path class=\"line%s\" stroke=\"%s\" d=\"%s\"/>",
              l.faint() ? " faint" : "",
              l.colour(),
              path(l.values())));
    }
    s.append(
        String.format(
            Locale.ROOT,
            "<text class=\"title\" x=\"%d\" y=\"13\">%s</text>",
            LEFT,
            Html.escape(title)));
    double at = WIDTH - RIGHT;
    for (int i = lines.size() - 1; i >= 0; i--) {
      Line l = lines.get(i);
      s.append(
          String.format(
              Locale.ROOT,
              "<text class=\"key\" fill=\"%s\"%s x=\"%.0f\" y=\"13\" text-anchor=\"end\">%s</text>",
              l.colour(),
              l.faint() ? " fill-opacity=\".6\"" : "",
              at,
              Html.escape(l.name())));
      at -= 14 + 6.6 * l.name().length();
    }
    return s.append("</svg>\n").toString();
  }

  /** Numbers along the bottom, and the cuts. */
  private void frames(StringBuilder s) {
    double step = Math.max(1, step((last - first) / 12.0));
    for (double f = Math.ceil(first / step) * step; f <= last; f += step) {
      s.append(
          String.format(
              Locale.ROOT,
              "<path class=\"mark\" d=\"M%.1f %dv4\"/><text class=\"tick\" x=\"%.1f\" y=\"%d\""
                  + " text-anchor=\"middle\">%.0f</text>",
              x(f),
              HEIGHT - BOTTOM,
              x(f),
              HEIGHT - 4,
              f));
    }
    for (int c : cuts) {
      s.append(
          String.format(
              Locale.ROOT,
              "<path class=\"cut\" d=\"M%.1f %dV%d\"/>",
              x(c - 0.5),
              TOP,
              HEIGHT - BOTTOM));
    }
  }

  private String path(Map<Integer, Double> values) {
    StringBuilder s = new StringBuilder();
    int before = Integer.MIN_VALUE;
    for (Map.Entry<Integer, Double> e : values.entrySet()) {
      if (Double.isNaN(e.getValue())) {
        continue;
      }
      boolean joined = e.getKey() == before + 1;
      s.append(
          String.format(
              Locale.ROOT, "%s%.1f %.1f", joined ? "L" : "M", x(e.getKey()), y(e.getValue())));
      if (!joined) {
        s.append("h.01"); // a single frame is a dot
      }
      before = e.getKey();
    }
    return s.toString();
  }

  /** 1, 2 or 5 times a power of ten, at least as much as asked for. */
  static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(1e-9, least))));
    for (double m : new double[] {1, 2, 5}) {
      if (m * power >= least * (1 - 1e-9)) {
        return m * power;
      }
    }
    return 10 * power;
  }

  private static String number(double v, double step) {
    int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    String text = String.format(Locale.ROOT, "%." + digits + "f", v);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }
}
