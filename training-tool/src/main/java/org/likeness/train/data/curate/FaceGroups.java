package org.likeness.train.data.curate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.traits.FaceTraits;

/** Faces put together by what they share. */
public final class FaceGroups {
  /** What can be grouped by beside the keys of {@link FaceKey}. */
  public static final List<String> KINDS =
      List.of("identity", "pose", "expression", "light", "source", "one-face", "state");

  private FaceGroups() {}

  /**
   * Groups.
   *
   * @param among numbers of the faces
   * @param by one of {@link #KINDS}, or a key of {@link FaceKey}, whose values are cut into steps
   * @return numbers of the faces by the group's name; groups of steps ascend, others have the
   *     largest first
   * @throws IllegalArgumentException with a sentence, if there is no such kind
   */
  public static Map<String, List<Integer>> group(CuratedSet set, List<Integer> among, String by) {
    if (KINDS.contains(by)) {
      return named(set, among, by);
    }
    double[] values;
    try {
      values = FaceKey.values(by, set);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage() + "; groups can also be by " + String.join(", ", KINDS), e);
    }
    FaceKey key = FaceKey.byId(by);
    double step = key == null ? 0.25 : key.step();
    TreeMap<Integer, List<Integer>> steps = new TreeMap<>();
    List<Integer> unknown = new ArrayList<>();
    for (int i : among) {
      if (Double.isNaN(values[i])) {
        unknown.add(i);
      } else {
        // Steps lie around round values, so that frontal faces are one group.
        boolean centred = key == FaceKey.YAW || key == FaceKey.PITCH || key == FaceKey.ROLL;
        int bin = (int) Math.floor(values[i] / step + (centred ? 0.5 : 0));
        steps.computeIfAbsent(bin, b -> new ArrayList<>()).add(i);
      }
    }
    Map<String, List<Integer>> out = new LinkedHashMap<>();
    boolean centred = key == FaceKey.YAW || key == FaceKey.PITCH || key == FaceKey.ROLL;
    steps.forEach(
        (bin, faces) -> {
          double low = (centred ? bin - 0.5 : bin) * step;
          out.put(by + " " + number(low) + " to " + number(low + step), faces);
        });
    if (!unknown.isEmpty()) {
      out.put(by + " unknown", unknown);
    }
    return out;
  }

  private static String number(double v) {
    String text = String.format(Locale.ROOT, "%.2f", v).replaceAll("\\.?0+$", "");
    return text.isEmpty() || text.equals("-0") ? "0" : text;
  }

  private static Map<String, List<Integer>> named(CuratedSet set, List<Integer> among, String by) {
    Map<String, List<Integer>> found = new LinkedHashMap<>();
    List<String> states = set.states();
    for (int i : among) {
      FaceRecord face = set.faces().get(i);
      FaceTraits traits = FaceTraits.of(face);
      String name =
          switch (by) {
            case "identity" -> {
              int cluster = set.clusters().of()[i];
              yield cluster < 0 ? "unknown" : "person " + (cluster + 1);
            }
            case "pose" -> PoseBins.name(face.yaw(), face.pitch());
            case "expression" -> traits.expressionName();
            case "light" -> traits.lightName();
            case "one-face" -> face.otherFaces() == 0 ? "one face" : "more faces";
            case "state" -> states.get(i);
            default -> source(face);
          };
      found.computeIfAbsent(name, n -> new ArrayList<>()).add(i);
    }
    List<Map.Entry<String, List<Integer>>> order = new ArrayList<>(found.entrySet());
    order.sort(
        Comparator.comparingInt((Map.Entry<String, List<Integer>> e) -> -e.getValue().size())
            .thenComparing(Map.Entry::getKey));
    Map<String, List<Integer>> out = new LinkedHashMap<>();
    order.forEach(e -> out.put(e.getKey(), e.getValue()));
    return out;
  }

  /** The video, or the folder of the picture. */
  private static String source(FaceRecord face) {
    String file = face.original();
    int cut = file.lastIndexOf('#') > 0 ? file.lastIndexOf('#') : file.lastIndexOf('/');
    return cut > 0 ? file.substring(0, cut) : file;
  }
}
