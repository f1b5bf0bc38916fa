package org.likeness.face;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins tracklets to people: those who look alike, best first, and those of which one goes on where
 * the other ended. Two that were seen in one frame are never one person.
 */
final class TrackMerger {
  /** Likeness of two people's mean vectors from which on they are one, wherever they are. */
  static final double SURE = 0.70;

  /** Likeness that is enough where the one goes on where the other ended. */
  private static final double LIKELY = 0.45;

  /** How well the place must fit then. */
  private static final double PLACED = 0.3;

  /** How well the place must fit if nothing is known of one's looks, and for how many frames. */
  private static final double WELL_PLACED = 0.5;

  private static final int SHORT_GAP = 12;
  private static final int LONG_GAP = 36;

  /** Growth of what is uncertain about a place, heights of the box a frame. */
  private static final double DRIFT = 0.06;

  private static final double STEADY = 0.4;

  /** What a fitting place is worth in likeness when pairs compete. */
  private static final double PLACE_BONUS = 0.2;

  /** One person: pieces in order of time. */
  private static final class Person {
    final List<Piece> pieces = new ArrayList<>();
    final BitSet seen = new BitSet();
    Tracklet.Who who = Tracklet.Who.UNKNOWN;

    void take(List<Piece> more) {
      pieces.addAll(more);
      pieces.sort(
          (a, b) -> Integer.compare(a.tracklet.first().index(), b.tracklet.first().index()));
      List<SeenFace> all = new ArrayList<>();
      for (Piece p : pieces) {
        seen.or(p.tracklet.indices());
        all.addAll(p.tracklet.faces());
      }
      who = Tracklet.who(all);
    }
  }

  /**
   * A tracklet and its scene.
   *
   * @param scene number of the scene
   */
  record Piece(Tracklet tracklet, int scene) {}

  private TrackMerger() {}

  /**
   * The people.
   *
   * @param pieces in order of their beginning
   * @return the faces of each, ascending by frame
   */
  static List<List<SeenFace>> merge(List<Piece> pieces) {
    List<Person> people = new ArrayList<>();
    for (Piece p : pieces) {
      Person one = new Person();
      one.take(List.of(p));
      people.add(one);
    }
    for (int[] pair = bestPair(people); pair != null; pair = bestPair(people)) {
      people.get(pair[0]).take(people.get(pair[1]).pieces);
      people.remove(pair[1]);
    }
    List<List<SeenFace>> out = new ArrayList<>();
    for (Person p : people) {
      out.add(p.pieces.stream().flatMap(q -> q.tracklet.faces().stream()).toList());
    }
    return out;
  }

  private static int @Nullable [] bestPair(List<Person> people) {
    int[] best = null;
    double most = 0;
    for (int i = 0; i < people.size(); i++) {
      for (int j = i + 1; j < people.size(); j++) {
        double rank = rank(people.get(i), people.get(j));
        if (rank > most) {
          most = rank;
          best = new int[] {i, j};
        }
      }
    }
    return best;
  }

  /** How surely two are one person; 0 if they are not. */
  private static double rank(Person a, Person b) {
    if (a.seen.intersects(b.seen)) {
      return 0;
    }
    double place = place(a, b, LONG_GAP);
    if (!a.who.known() || !b.who.known()) {
      double near = place(a, b, SHORT_GAP);
      return near >= WELL_PLACED ? LIKELY + PLACE_BONUS * near : 0;
    }
    double likeness = a.who.likeness(b.who);
    if (likeness >= SURE || likeness >= LIKELY && place >= PLACED) {
      return likeness + PLACE_BONUS * place;
    }
    return 0;
  }

  /** How well one begins where the other ended: the best of all meetings, 0..1. */
  private static double place(Person a, Person b, int longest) {
    double best = 0;
    for (Piece p : a.pieces) {
      for (Piece q : b.pieces) {
        if (p.scene == q.scene) {
          boolean first = p.tracklet.first().index() < q.tracklet.first().index();
          best =
              Math.max(
                  best,
                  first
                      ? meeting(p.tracklet, q.tracklet, longest)
                      : meeting(q.tracklet, p.tracklet, longest));
        }
      }
    }
    return best;
  }

  private static double meeting(Tracklet before, Tracklet after, int longest) {
    int gap = after.first().index() - before.last().index();
    if (gap <= 0 || gap > longest) {
      return 0;
    }
    FaceBox end = before.last().box();
    FaceBox start = after.first().box();
    double height = Math.max(end.height(), start.height());
    double off =
        Math.min(
            distance(before.ahead(after.first().face().frame()), start),
            Math.min(
                distance(end, start), distance(after.behind(before.last().face().frame()), end)));
    double allowed = height * (STEADY + DRIFT * gap);
    double ratio = Math.abs(Math.log(end.area() / start.area())) / 2;
    return Math.exp(-(off * off) / (allowed * allowed) - ratio * ratio / 0.15);
  }

  private static double distance(FaceBox a, FaceBox b) {
    return Math.hypot(a.centreX() - b.centreX(), a.centreY() - b.centreY());
  }
}
