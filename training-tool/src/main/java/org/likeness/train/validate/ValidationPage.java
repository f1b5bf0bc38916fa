package org.likeness.train.validate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.likeness.model.SwapOutput;
import org.likeness.pipeline.sheet.Html;

/** A judgement as one page that holds all its pictures. */
public final class ValidationPage {
  private static final int SHOWN = 4;

  private static final String OWN_STYLE =
      """
      .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 10px 24px; }
      .rows { display: grid; grid-template-columns: repeat(auto-fill, minmax(560px, 1fr));
        gap: 14px 20px; }
      .row { display: flex; gap: 4px; }
      .row img { width: 138px; height: 138px; border-radius: 3px; display: block; }
      .bins td { text-align: center; border: 2px solid #17181b; padding: 6px 10px; }
      .bins th { padding: 4px 10px; }
      """;

  private ValidationPage() {}

  /**
   * The page.
   *
   * @param title its heading
   * @param facts lines under it
   * @param maker makes the pictures that are shown anew
   */
  public static String html(Validation v, String title, List<String> facts, Validation.Maker maker)
      throws IOException {
    StringBuilder s = new StringBuilder();
    s.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
        .append(Html.escape(title))
        .append("</title><style>\n")
        .append(Html.style())
        .append(OWN_STYLE)
        .append("</style></head><body><main>\n<h1>")
        .append(Html.escape(title))
        .append("</h1>\n");
    for (String fact : facts) {
      s.append("<p class=\"small\">").append(Html.escape(fact)).append("</p>\n");
    }
    table(s, v);
    bins(s, v);
    s.append("<h2>Every picture</h2>\n<p class=\"small\">");
    for (Sample.Kind kind : Sample.Kind.values()) {
      if (!v.of(kind).isEmpty()) {
        s.append("<i style=\"background:")
            .append(YawPlot.colour(kind))
            .append("\"></i>")
            .append(name(kind))
            .append(" &nbsp; ");
      }
    }
    s.append("</p>\n<div class=\"pair\">");
    for (Figure f : Figure.values()) {
      if (f != Figure.FOUND) {
        s.append(YawPlot.svg(v, f));
      }
    }
    s.append("</div>\n");
    for (Sample.Kind kind : Sample.Kind.values()) {
      pictures(s, v, kind, maker);
    }
    s.append("<h2>What the figures are</h2>\n<table>");
    for (Figure f : Figure.values()) {
      s.append("<tr><td>")
          .append(Html.escape(f.label()))
          .append("</td><td>")
          .append(f.more() ? "more is better" : "less is better")
          .append("</td><td>")
          .append(Html.escape(f.hint()))
          .append("</td></tr>\n");
    }
    return s.append("</table>\n</main></body></html>\n").toString();
  }

  private static String name(Sample.Kind kind) {
    return switch (kind) {
      case SELF -> "own face made again";
      case SWAP -> "on the crops of others";
      case TRUTH -> "on the crops of others, against the rendered truth";
    };
  }

  private static String number(Figure f, double v) {
    return Double.isNaN(v) ? "\u2013" : String.format(Locale.ROOT, "%." + f.digits() + "f", v);
  }

  private static void table(StringBuilder s, Validation v) {
    s.append("<table><tr><th>Identity</th><th>Measured</th><th class=\"n\">Pictures</th>");
    for (Figure f : Figure.values()) {
      s.append("<th class=\"n\">")
          .append(Html.escape(f.label() + (f.unit().isEmpty() ? "" : ", " + f.unit())))
          .append("</th>");
    }
    s.append("</tr>\n");
    for (Sample.Kind kind : Sample.Kind.values()) {
      List<String> who = v.of(kind).stream().map(Sample::shown).distinct().sorted().toList();
      for (String id : who) {
        List<Sample> of = v.of(kind).stream().filter(x -> x.shown().equals(id)).toList();
        s.append("<tr><td>")
            .append(Html.escape(id))
            .append("</td><td><i style=\"background:")
            .append(YawPlot.colour(kind))
            .append("\"></i>")
            .append(name(kind))
            .append("</td><td class=\"n\">")
            .append(of.size())
            .append("</td>");
        for (Figure f : Figure.values()) {
          Summary.Stat stat = Summary.of(of, f);
          s.append("<td class=\"n\">").append(number(f, stat.mean()));
          if (stat.count() > 0 && f != Figure.FOUND) {
            s.append("<br><span class=\"small\">")
                .append(number(f, stat.worst()))
                .append("</span>");
          }
          s.append("</td>");
        }
        s.append("</tr>\n");
      }
    }
    s.append("</table>\n<p class=\"small\">Means; below each, in grey, the value that one picture ")
        .append("in ten is worse than.</p>\n");
  }

  private static void bins(StringBuilder s, Validation v) {
    s.append("<h2>By pose</h2>\n<p class=\"small\">Colours compare the poses of one table; below ")
        .append("each mean the number of pictures.</p>\n<div class=\"pair\">");
    Map<Sample.Kind, List<Figure>> wanted = new LinkedHashMap<>();
    wanted.put(Sample.Kind.SELF, List.of(Figure.PSNR, Figure.LANDMARKS));
    wanted.put(Sample.Kind.SWAP, List.of(Figure.MARGIN, Figure.POSE));
    wanted.put(Sample.Kind.TRUTH, List.of(Figure.PSNR, Figure.IDENTITY));
    wanted.forEach(
        (kind, figures) -> {
          for (Figure f : figures) {
            grid(s, v, kind, f);
          }
        });
    s.append("</div>\n");
  }

  private static void grid(StringBuilder s, Validation v, Sample.Kind kind, Figure f) {
    Summary.Stat[][] cells = new Summary.Stat[3][5];
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    for (int p = 0; p < 3; p++) {
      for (int y = 0; y < 5; y++) {
        PoseBin bin = new PoseBin(y, p);
        cells[p][y] = Summary.of(v.of(kind).stream().filter(x -> v.bin(x).equals(bin)).toList(), f);
        if (cells[p][y].count() > 0) {
          low = Math.min(low, cells[p][y].mean());
          high = Math.max(high, cells[p][y].mean());
        }
      }
    }
    if (high < low) {
      return;
    }
    s.append("<div><p>")
        .append(Html.escape(f.label() + (f.unit().isEmpty() ? "" : ", " + f.unit())))
        .append(" <span class=\"small\">")
        .append(name(kind))
        .append("</span></p><table class=\"bins\"><tr><th>pitch \\ yaw</th>");
    for (int y = 0; y < 5; y++) {
      s.append("<th>").append(PoseBin.yawName(y)).append("</th>");
    }
    s.append("</tr>\n");
    for (int p = 2; p >= 0; p--) {
      s.append("<tr><th>").append(PoseBin.pitchName(p)).append("</th>");
      for (int y = 0; y < 5; y++) {
        Summary.Stat c = cells[p][y];
        if (c.count() == 0) {
          s.append("<td class=\"small\">\u2013</td>");
          continue;
        }
        double good = high > low ? (c.mean() - low) / (high - low) : 1;
        good = f.more() ? good : 1 - good;
        s.append(
            String.format(
                Locale.ROOT,
                "<td style=\"background:hsl(%d 45%% 24%%)\">%s<br><span class=\"small\">%d</span>"
                    + "</td>",
                Math.round(10 + 130 * good),
                number(f, c.mean()),
                c.count()));
      }
      s.append("</tr>\n");
    }
    s.append("</table></div>\n");
  }

  private static void pictures(
      StringBuilder s, Validation v, Sample.Kind kind, Validation.Maker maker) throws IOException {
    Figure by = kind == Sample.Kind.SWAP ? Figure.IDENTITY : Figure.PSNR;
    Comparator<Sample> order = Comparator.comparingDouble(x -> x.get(by));
    List<Sample> all =
        new ArrayList<>(v.of(kind).stream().filter(x -> !Double.isNaN(x.get(by))).toList());
    List<Sample> lost =
        v.of(kind).stream().filter(x -> x.get(Figure.FOUND) == 0).limit(SHOWN).toList();
    all.sort(by.more() ? order : order.reversed());
    group(s, v, "No face is found in what was made", kind, lost, maker);
    if (all.isEmpty()) {
      return;
    }
    int n = all.size();
    int few = Math.min(SHOWN, Math.max(1, n / 3));
    int middle = (n - few) / 2;
    String what = " by " + by.label();
    group(s, v, "Worst" + what, kind, all.subList(0, few), maker);
    group(s, v, "Middle" + what, kind, all.subList(middle, middle + few), maker);
    group(s, v, "Best" + what, kind, all.subList(n - few, n), maker);
  }

  private static void group(
      StringBuilder s,
      Validation v,
      String heading,
      Sample.Kind kind,
      List<Sample> samples,
      Validation.Maker maker)
      throws IOException {
    if (samples.isEmpty()) {
      return;
    }
    s.append("<h2>")
        .append(Html.escape(heading))
        .append(" <span class=\"small\">")
        .append(name(kind))
        .append(": crop, face over crop, face alone, matte")
        .append(kind == Sample.Kind.TRUTH ? ", truth" : "")
        .append("</span></h2>\n<div class=\"rows\">");
    for (Sample sample : samples) {
      HeldOut h = v.frames().get(sample.frame());
      SwapOutput out = maker.make(h, sample.shown());
      s.append("<figure><div class=\"row\">")
          .append(picture(h.crop(), h.size(), "crop"))
          .append(picture(Validation.over(out, h.crop()), h.size(), "face over crop"))
          .append(picture(clamped(out.face()), h.size(), "face"))
          .append(picture(grey(out.matte()), h.size(), "matte"));
      if (kind == Sample.Kind.TRUTH && h.truth() != null) {
        s.append(picture(h.truth(), h.size(), "truth"));
      }
      s.append("</div><figcaption>")
          .append(Html.escape(h.label() + " as " + sample.shown()))
          .append(
              String.format(Locale.ROOT, ", yaw %.0f\u00b0, pitch %.0f\u00b0", h.yaw(), h.pitch()));
      for (Figure f : Figure.values()) {
        if (f != Figure.FOUND && !Double.isNaN(sample.get(f))) {
          s.append(" \u00b7 ")
              .append(Html.escape(f.label().toLowerCase(Locale.ROOT)))
              .append(' ')
              .append(number(f, sample.get(f)));
        }
      }
      s.append("</figcaption></figure>\n");
    }
    s.append("</div>\n");
  }

  private static String picture(float[] planes, int size, String name) throws IOException {
    return Html.image(FaceLook.frame(planes, size), name);
  }

  private static float[] clamped(float[] v) {
    return HeldOutFaces.clamp(v.clone());
  }

  private static float[] grey(float[] matte) {
    float[] one = HeldOutFaces.clamp(matte.clone());
    float[] out = Arrays.copyOf(one, 3 * one.length);
    System.arraycopy(one, 0, out, one.length, one.length);
    System.arraycopy(one, 0, out, 2 * one.length, one.length);
    return out;
  }
}
