package org.likeness.model;

import java.util.List;
import org.likeness.model.onnx.OnnxGraph;

/**
 * The curve between display values, the sRGB curve of light 0..1, and {@code film-shoulder-v1}, as
 * nodes of a graph. Both are one curve up to light 0.7; above it the film's shoulder bends.
 */
final class DfmColour {
  private static final double KNEE = 0.7;
  private static final double REST = 0.3;

  private final OnnxGraph g;
  private int count;

  DfmColour(OnnxGraph g) {
    this.g = g;
  }

  /** Display 0..1 to film-shoulder-v1. */
  String toFilm(String x) {
    String light = fromSrgb(op("Max", x, number(srgb(KNEE))));
    // 0.7 + 0.3 (1 - exp((0.7 - light) / 0.3))
    String bent = one("Exp", op("Mul", op("Sub", number(KNEE), light), number(1 / REST)));
    String y = op("Sub", number(KNEE + REST), op("Mul", bent, number(REST)));
    return joined(x, toSrgb(y));
  }

  /** film-shoulder-v1 to display, cut at light 1. */
  String toDisplay(String x) {
    double white = KNEE + REST * (1 - Math.exp((KNEE - 1) / REST));
    String y = fromSrgb(op("Min", op("Max", x, number(srgb(KNEE))), number(srgb(white))));
    // 0.7 - 0.3 log(1 - (y - 0.7) / 0.3)
    String share = op("Mul", op("Sub", number(KNEE + REST), y), number(1 / REST));
    String light = op("Sub", number(KNEE), op("Mul", one("Log", share), number(REST)));
    return joined(x, toSrgb(light));
  }

  /** The bent value above the knee, the value itself below it. */
  private String joined(String x, String bent) {
    String below = op("Sub", op("Min", x, number(srgb(KNEE))), number(srgb(KNEE)));
    return op("Add", bent, below);
  }

  private String fromSrgb(String x) {
    return op("Pow", op("Mul", op("Add", x, number(0.055)), number(1 / 1.055)), number(2.4));
  }

  private String toSrgb(String x) {
    return op("Sub", op("Mul", op("Pow", x, number(1 / 2.4)), number(1.055)), number(0.055));
  }

  private String op(String op, String a, String b) {
    return g.node(op, List.of(a, b), next(op));
  }

  private String one(String op, String a) {
    return g.node(op, List.of(a), next(op));
  }

  private String number(double v) {
    return g.constant(next("number"), new long[] {1}, new float[] {(float) v});
  }

  private String next(String what) {
    return "dfm/colour" + count++ + "_" + what;
  }

  private static double srgb(double y) {
    return 1.055 * Math.pow(y, 1 / 2.4) - 0.055;
  }
}
