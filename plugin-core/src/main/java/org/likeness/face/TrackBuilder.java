package org.likeness.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Joins the faces of single frames to tracks, one a person: faces are followed within each scene,
 * and the pieces are joined over cuts, over what hid them, and where somebody left and came back.
 * Computed from the faces alone.
 */
final class TrackBuilder {
  private TrackBuilder() {}

  /**
   * The tracks, numbered by first frame, then by size.
   *
   * @param numbers of the shot's frames, ascending
   * @param frames the faces of each
   * @param cuts first frame of each scene after the first one
   */
  static List<List<FaceObservation>> build(
      List<Integer> numbers, List<List<FaceObservation>> frames, List<Integer> cuts) {
    Set<Integer> begins = new HashSet<>(cuts);
    int step = step(numbers);
    List<TrackMerger.Piece> pieces = new ArrayList<>();
    List<List<SeenFace>> scene = new ArrayList<>();
    int number = 0;
    for (int i = 0; i < frames.size(); i++) {
      if (begins.contains(numbers.get(i))) {
        close(scene, number++, pieces);
      }
      int time = (numbers.get(i) - numbers.get(0)) / step;
      scene.add(frames.get(i).stream().map(f -> SeenFace.of(f, time)).toList());
    }
    close(scene, number, pieces);
    List<List<SeenFace>> people = new ArrayList<>(TrackMerger.merge(pieces));
    people.sort(
        Comparator.comparingInt((List<SeenFace> p) -> p.get(0).index())
            .thenComparingDouble(p -> -p.get(0).box().area())
            .thenComparingDouble(p -> p.get(0).box().x0()));
    return people.stream().map(p -> p.stream().map(SeenFace::face).toList()).toList();
  }

  /** A shot of which every tenth frame was looked at is followed in steps of ten. */
  private static int step(List<Integer> numbers) {
    int least = Integer.MAX_VALUE;
    for (int i = 1; i < numbers.size(); i++) {
      least = Math.min(least, numbers.get(i) - numbers.get(i - 1));
    }
    return Math.max(1, least);
  }

  private static void close(
      List<List<SeenFace>> scene, int number, List<TrackMerger.Piece> pieces) {
    for (Tracklet t : TrackletBuilder.build(scene)) {
      for (Tracklet part : TrackletSplitter.split(t)) {
        pieces.add(new TrackMerger.Piece(part, number));
      }
    }
    scene.clear();
  }
}
