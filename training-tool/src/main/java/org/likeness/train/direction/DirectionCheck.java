package org.likeness.train.direction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceFinder;
import org.likeness.train.data.PictureSheet;
import org.likeness.train.net.SwapNet;

/**
 * Whether directions do what they are called, on pictures that they were not found from: for each
 * pair of a plain picture and one with an attribute changed, the measured change of the true pair,
 * and that of the network's face for the plain picture when the control is turned.
 */
public final class DirectionCheck {
  private static final double[] STRENGTHS = {-1, -0.5, 0, 0.5, 1};
  private static final int SHOWN = 3;

  private final TrainedModel model;
  private final Directions directions;
  private final FaceFinder finder;
  private final int identity;

  /**
   * The figures of an attribute.
   *
   * @param id of the attribute
   * @param pairs in which a face was found everywhere
   * @param right in how many of them strength 1 and strength −1 differ in the asked direction
   * @param truth mean change of the measure in the true pairs, for an attribute's value of 1
   * @param made mean change of the measure for strength 1 against strength 0
   * @param back the same for strength −1
   * @param aside how much strength 1 changes another measure in the mean, over what that measure's
   *     own attribute changes it in the true pairs; the greatest of them. 0 is a clean control
   */
  public record Figure(
      String id, int pairs, int right, double truth, double made, double back, double aside) {}

  /** Uses all of them; they stay the caller's. */
  public DirectionCheck(
      TrainedModel model, Directions directions, FaceFinder finder, int identity) {
    this.model = model;
    this.directions = directions;
    this.finder = finder;
    this.identity = identity;
  }

  /** The figures of every attribute that can be measured and has pairs. */
  public List<Figure> figures(AttributeSamples held) {
    List<Figure> out = new ArrayList<>();
    List<Changes> all = new ArrayList<>();
    for (int a = 0; a < held.attributes().size(); a++) {
      if (FaceMeasures.ATTRIBUTES.contains(held.attributes().get(a))) {
        all.add(changes(held, a));
      }
    }
    for (Changes c : all) {
      if (c.pairs > 0) {
        out.add(
            new Figure(
                c.id,
                c.pairs,
                c.right,
                c.truth.getOrDefault(c.id, 0.0) / c.pairs,
                c.made.getOrDefault(c.id, 0.0) / c.pairs,
                c.back / c.pairs,
                aside(c, all)));
      }
    }
    return out;
  }

  private static double aside(Changes of, List<Changes> all) {
    double most = 0;
    for (Changes other : all) {
      if (!other.id.equals(of.id) && other.pairs > 0) {
        double unit = Math.abs(other.truth.getOrDefault(other.id, 0.0) / other.pairs);
        double moved = Math.abs(of.made.getOrDefault(other.id, 0.0) / of.pairs);
        most = Math.max(most, moved / Math.max(1e-9, unit));
      }
    }
    return most;
  }

  /** Sums over the pairs of an attribute. */
  private static final class Changes {
    private final String id;
    private int pairs;
    private int right;
    private double back;
    private final Map<String, Double> truth = new HashMap<>();
    private final Map<String, Double> made = new HashMap<>();

    Changes(String id) {
      this.id = id;
    }
  }

  private Changes changes(AttributeSamples held, int attribute) {
    String id = held.attributes().get(attribute);
    Changes sum = new Changes(id);
    for (AttributeSamples.Sample changed : held.samples()) {
      double value = changed.values()[attribute];
      AttributeSamples.Sample plain = plain(held, changed.group());
      if (value == 0 || plain == null) {
        continue;
      }
      FaceMeasures before = measured(plain.crop());
      FaceMeasures after = measured(changed.crop());
      FaceMeasures up = measured(shown(plain, id, 1));
      FaceMeasures rest = measured(shown(plain, id, 0));
      FaceMeasures down = measured(shown(plain, id, -1));
      if (before == null || after == null || up == null || rest == null || down == null) {
        continue;
      }
      for (String m : FaceMeasures.ATTRIBUTES) {
        sum.truth.merge(m, (value(after, m) - value(before, m)) / value, Double::sum);
        sum.made.merge(m, value(up, m) - value(rest, m), Double::sum);
      }
      double way = (value(after, id) - value(before, id)) / value;
      sum.right += (value(up, id) - value(down, id)) * way > 0 ? 1 : 0;
      sum.back += value(down, id) - value(rest, id);
      sum.pairs++;
    }
    return sum;
  }

  private static double value(FaceMeasures m, String attribute) {
    Double v = m.of(attribute);
    return v == null ? 0 : v;
  }

  private @Nullable FaceMeasures measured(float[] crop) {
    return FaceMeasures.of(finder, crop, model.net().config().resolution());
  }

  private static AttributeSamples.@Nullable Sample plain(AttributeSamples held, String group) {
    return held.samples().stream()
        .filter(s -> s.group().equals(group) && s.isPlain())
        .findFirst()
        .orElse(null);
  }

  /** The network's face laid over the crop by its matte. */
  private float[] shown(AttributeSamples.Sample sample, String id, double strength) {
    SwapNet.Output<float[]> made =
        model.show(sample.crop(), identity, directions, Map.of(id, strength));
    float[] out = sample.crop().clone();
    int plane = made.matte().length;
    for (int i = 0; i < out.length; i++) {
      float a = made.matte()[i % plane];
      out[i] += a * (made.face()[i] - out[i]);
    }
    return out;
  }

  /**
   * Writes a picture sheet: a row for each attribute and some pairs, with the plain picture, the
   * changed one, and the network's face for the plain one at strengths −1, −0.5, 0, 0.5 and 1.
   */
  public void sheet(AttributeSamples held, Path file) throws IOException {
    List<float[][]> rows = new ArrayList<>();
    for (int a = 0; a < held.attributes().size(); a++) {
      int shown = 0;
      for (AttributeSamples.Sample changed : held.samples()) {
        AttributeSamples.Sample plain = plain(held, changed.group());
        if (changed.values()[a] <= 0 || plain == null || shown++ >= SHOWN) {
          continue;
        }
        float[][] row = new float[2 + STRENGTHS.length][];
        row[0] = plain.crop();
        row[1] = changed.crop();
        for (int s = 0; s < STRENGTHS.length; s++) {
          row[2 + s] = shown(plain, held.attributes().get(a), STRENGTHS[s]);
        }
        rows.add(row);
      }
    }
    PictureSheet sheet =
        new PictureSheet(
            2 + STRENGTHS.length, Math.max(1, rows.size()), model.net().config().resolution());
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < rows.get(r).length; c++) {
        sheet.colour(c, r, rows.get(r)[c], 0);
      }
    }
    sheet.write(file);
  }
}
