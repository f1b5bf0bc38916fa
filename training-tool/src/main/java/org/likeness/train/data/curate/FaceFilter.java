package org.likeness.train.data.curate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition on faces: comparisons joined by commas, all of which must hold, such as {@code
 * blur>0.7, yaw<-45} or {@code identity=person 2}. A value that is not known fulfils none.
 */
public final class FaceFilter {
  private static final Pattern COMPARISON =
      Pattern.compile("\\s*([a-z][a-z-]*(?::[a-z-]+)?)\\s*(<=|>=|!=|<|>|=)\\s*(.+?)\\s*");

  private FaceFilter() {}

  /**
   * The faces that fulfil it.
   *
   * @param among numbers of the faces
   * @throws IllegalArgumentException with a sentence, if the text cannot be read
   */
  public static List<Integer> select(CuratedSet set, List<Integer> among, String text) {
    List<Integer> left = new ArrayList<>(among);
    for (String part : text.split(",", -1)) {
      Matcher m = COMPARISON.matcher(part);
      if (!m.matches()) {
        throw new IllegalArgumentException(
            "\""
                + part.strip()
                + "\" is no comparison; write for example blur>0.7 or identity=person 2 (keys: "
                + String.join(", ", FaceKey.ids())
                + ", "
                + String.join(", ", FaceGroups.KINDS)
                + ")");
      }
      String key = m.group(1);
      String how = m.group(2);
      if (FaceGroups.KINDS.contains(key) && FaceKey.byId(key) == null
          || FaceGroups.KINDS.contains(key) && !isNumber(m.group(3))) {
        left = byGroup(set, left, key, how, m.group(3));
      } else {
        left = byNumber(set, left, key, how, m.group(3));
      }
    }
    return left;
  }

  private static List<Integer> byGroup(
      CuratedSet set, List<Integer> among, String key, String how, String name) {
    if (!how.equals("=") && !how.equals("!=")) {
      throw new IllegalArgumentException(key + " is a name: compare it with = or !=, not " + how);
    }
    List<Integer> in = FaceGroups.group(set, among, key).getOrDefault(name, List.of());
    List<Integer> out = new ArrayList<>();
    for (int i : among) {
      if (in.contains(i) == how.equals("=")) {
        out.add(i);
      }
    }
    return out;
  }

  private static List<Integer> byNumber(
      CuratedSet set, List<Integer> among, String key, String how, String number) {
    if (!isNumber(number)) {
      throw new IllegalArgumentException(key + how + number + ": " + number + " is no number");
    }
    double bound = Double.parseDouble(number);
    double[] values = FaceKey.values(key, set);
    List<Integer> out = new ArrayList<>();
    for (int i : among) {
      double v = values[i];
      boolean holds =
          switch (how) {
            case "<" -> v < bound;
            case "<=" -> v <= bound;
            case ">" -> v > bound;
            case ">=" -> v >= bound;
            case "=" -> v == bound;
            default -> !Double.isNaN(v) && v != bound;
          };
      if (holds) {
        out.add(i);
      }
    }
    return out;
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d+(\\.\\d+)?");
  }
}
