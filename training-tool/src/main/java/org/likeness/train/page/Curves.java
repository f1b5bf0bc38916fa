package org.likeness.train.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import org.likeness.train.loop.Settings;

/**
 * Points of the log's lines with a loss. A training that went on from an earlier checkpoint writes
 * iterations again: the earlier points of these go.
 */
final class Curves {
  /** Names of the values of a point, after its iteration. */
  static final List<String> NAMES =
      List.of("loss", "colour", "dssim", "matte", "gradientNorm", "rate");

  private final List<double[]> points = new ArrayList<>();

  /** Takes a line of means: its iteration, then a value for each of the names. */
  void add(JsonNode line) {
    cut(line.path("iteration").asLong() - 1);
    double[] point = new double[1 + NAMES.size()];
    point[0] = line.path("iteration").asDouble();
    for (int i = 0; i < NAMES.size(); i++) {
      point[1 + i] = line.path(NAMES.get(i)).asDouble(Double.NaN);
    }
    points.add(point);
  }

  /** Takes away what lies after an iteration. */
  void cut(long iteration) {
    while (!points.isEmpty() && points.get(points.size() - 1)[0] > iteration) {
      points.remove(points.size() - 1);
    }
  }

  /**
   * The points and then none any more.
   *
   * @param most if there are more, neighbours are given as their mean
   */
  ArrayNode take(int most) {
    ArrayNode out = Settings.JSON.createArrayNode();
    int group = Math.max(1, (points.size() + most - 1) / most);
    for (int from = 0; from < points.size(); from += group) {
      List<double[]> part = points.subList(from, Math.min(points.size(), from + group));
      ArrayNode point = out.addArray();
      point.add((long) part.get(part.size() - 1)[0]);
      for (int i = 1; i <= NAMES.size(); i++) {
        int at = i;
        double mean = part.stream().mapToDouble(p -> p[at]).average().orElse(Double.NaN);
        if (Double.isFinite(mean)) {
          point.add((float) mean);
        } else {
          point.addNull();
        }
      }
    }
    points.clear();
    return out;
  }
}
