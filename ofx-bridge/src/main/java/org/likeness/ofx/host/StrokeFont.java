package org.likeness.ofx.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Letters of straight strokes, for hosts that leave text to the effect: capitals, digits and a few
 * signs on a grid of 4 by 6. What is not here is drawn as a box.
 */
final class StrokeFont {
  private static final double ADVANCE = 6;
  private static final double HEIGHT = 6;
  private static final String BOX = "0040460600";

  /** A sign, then its strokes; a stroke is points of two digits, x and y. */
  private static final String TABLE =
      """
      0 103041453616050110
      1 152620 1030
      2 05163645440040
      3 05163645443342413010 1001 1333
      4 30360242
      5 46060343413010 1001
      6 36160501103041423303
      7 064610
      8 130405163645443342413010010213 1333
      9 4313040516364541301001
      A 0004264440 0343
      B 00063645443342413000 0333
      C 4536160501103041
      D 00062644422000
      E 46060040 0333
      F 460600 0333
      G 453616050110304143 4323
      H 0006 4046 0343
      I 1030 2026 1636
      J 4641301001
      K 0006 460240 1340
      L 060040
      M 0006234640
      N 00064046
      O 103041453616050110
      P 000636454433 3303
      Q 103041453616050110 2240
      R 0006364544333303 2340
      S 4536160504133342413010 1001
      T 0646 2620
      U 060110304146
      V 062046
      W 0610243046
      X 0046 0640
      Y 062346 2320
      Z 06460040
      - 1333
      _ 0040
      + 1333 2224
      . 2021
      , 2110
      : 2122 2425
      / 0046
      % 0046 0506 4041
      # 1016 3036 0242 0444
      ( 36252130
      ) 16252110
      = 0242 0444
      """;

  private static final Map<Character, String[]> GLYPHS = new HashMap<>();

  static {
    for (String line : TABLE.split("\n", -1)) {
      if (!line.isEmpty()) {
        GLYPHS.put(line.charAt(0), line.substring(2).split(" ", -1));
      }
    }
    GLYPHS.put(' ', new String[0]);
  }

  private StrokeFont() {}

  /** Separate lines, two points each, of a text whose left end is at x, y on the base line. */
  static double[] lines(double x, double y, double height, String text) {
    List<Double> out = new ArrayList<>();
    double unit = height / HEIGHT;
    double left = x;
    for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
      for (String stroke : GLYPHS.getOrDefault(c, new String[] {BOX})) {
        for (int i = 0; i + 3 < stroke.length(); i += 2) {
          out.add(left + unit * (stroke.charAt(i) - '0'));
          out.add(y + unit * (stroke.charAt(i + 1) - '0'));
          out.add(left + unit * (stroke.charAt(i + 2) - '0'));
          out.add(y + unit * (stroke.charAt(i + 3) - '0'));
        }
      }
      left += unit * ADVANCE;
    }
    return out.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
