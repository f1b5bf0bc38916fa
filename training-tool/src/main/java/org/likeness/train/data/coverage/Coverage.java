package org.likeness.train.data.coverage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.likeness.train.data.curate.PoseBins;
import org.likeness.train.data.traits.FaceTraits;

/**
 * An identity's pictures against a plate.
 *
 * @param identity id of the identity
 * @param pictures of the identity
 * @param plate faces of the plate that are to be replaced, ascending by frame
 * @param support of each face of the plate
 * @param gaps the most frames first
 */
public record Coverage(
    String identity,
    List<IdentityFace> pictures,
    List<PlateFace> plate,
    List<Support> support,
    List<Gap> gaps) {
  /** A trait of a frame is lacking below this share of enough. */
  public static final double LACKING = 0.5;

  /** Compares. */
  public static Coverage of(String identity, List<IdentityFace> pictures, List<PlateFace> plate) {
    List<FaceTraits> traits = pictures.stream().map(IdentityFace::traits).toList();
    List<Support> support = new ArrayList<>();
    plate.forEach(p -> support.add(Support.of(p.traits(), traits)));
    List<Gap> gaps = new ArrayList<>(poseGaps(plate, support));
    gaps.addAll(
        namedGaps("expression", plate, support, Support::expression, FaceTraits::expressionName));
    gaps.addAll(namedGaps("light", plate, support, Support::light, FaceTraits::lightName));
    gaps.sort(
        Comparator.comparingInt((Gap g) -> -g.frames().size())
            .thenComparingDouble(Gap::near)
            .thenComparing(Gap::what));
    return new Coverage(
        identity, List.copyOf(pictures), List.copyOf(plate), support, List.copyOf(gaps));
  }

  /** Risk of each frame of a track, see {@link Support#risk}. */
  public Map<Integer, Double> risk(int track) {
    Map<Integer, Double> out = new TreeMap<>();
    for (int i = 0; i < plate.size(); i++) {
      if (plate.get(i).track() == track) {
        out.put(plate.get(i).frame(), support.get(i).risk());
      }
    }
    return out;
  }

  private static boolean lacking(double near) {
    return Support.enough(near) < LACKING;
  }

  /** Lacking poses whose bins touch are one gap. */
  private static List<Gap> poseGaps(List<PlateFace> plate, List<Support> support) {
    Map<Long, List<Integer>> bins = new TreeMap<>();
    for (int i = 0; i < plate.size(); i++) {
      if (lacking(support.get(i).pose())) {
        FaceTraits t = plate.get(i).traits();
        bins.computeIfAbsent(
                bin(PoseBins.of(t.yaw()), PoseBins.of(t.pitch())), b -> new ArrayList<>())
            .add(i);
      }
    }
    List<Gap> out = new ArrayList<>();
    while (!bins.isEmpty()) {
      List<Integer> members = new ArrayList<>();
      List<Long> todo = new ArrayList<>(List.of(bins.keySet().iterator().next()));
      while (!todo.isEmpty()) {
        long at = todo.remove(todo.size() - 1);
        List<Integer> here = bins.remove(at);
        if (here != null) {
          members.addAll(here);
          for (long step : new long[] {1, -1, ROW, -ROW}) {
            todo.add(at + step);
          }
        }
      }
      String what =
          range("yaw", members, i -> plate.get(i).traits().yaw())
              + ", "
              + range("pitch", members, i -> plate.get(i).traits().pitch());
      out.add(gap("pose", what, members, plate, i -> support.get(i).pose()));
    }
    return out;
  }

  private static final long ROW = 1000;

  private static long bin(int yaw, int pitch) {
    return yaw * ROW + pitch;
  }

  private static String range(String name, List<Integer> members, ToDoubleFunction<Integer> of) {
    double low = members.stream().mapToDouble(of).min().orElse(0);
    double high = members.stream().mapToDouble(of).max().orElse(0);
    return String.format(Locale.ROOT, "%s %d to %d", name, Math.round(low), Math.round(high));
  }

  private static List<Gap> namedGaps(
      String kind,
      List<PlateFace> plate,
      List<Support> support,
      ToDoubleFunction<Support> near,
      Function<FaceTraits, String> name) {
    Map<String, List<Integer>> found = new HashMap<>();
    for (int i = 0; i < plate.size(); i++) {
      if (lacking(near.applyAsDouble(support.get(i)))) {
        // Where the pose itself is lacking, that is what to shoot.
        if (!lacking(support.get(i).pose())) {
          found.computeIfAbsent(name.apply(plate.get(i).traits()), n -> new ArrayList<>()).add(i);
        }
      }
    }
    List<Gap> out = new ArrayList<>();
    found.forEach(
        (what, members) ->
            out.add(gap(kind, what, members, plate, i -> near.applyAsDouble(support.get(i)))));
    return out;
  }

  private static Gap gap(
      String kind,
      String what,
      List<Integer> members,
      List<PlateFace> plate,
      ToDoubleFunction<Integer> near) {
    TreeSet<Integer> frames = new TreeSet<>();
    int worst = members.get(0);
    for (int i : members) {
      frames.add(plate.get(i).frame());
      worst = near.applyAsDouble(i) < near.applyAsDouble(worst) ? i : worst;
    }
    double mean = members.stream().mapToDouble(near).average().orElse(0);
    return new Gap(kind, what, List.copyOf(frames), mean, plate.get(worst).frame());
  }
}
