package org.likeness.face;

import java.util.ArrayList;
import java.util.List;

/**
 * Parts a tracklet where it went over from one person to another: at a cut that nobody noticed, or
 * where one face came to lie upon another. The good vectors before and after must agree among
 * themselves and not with each other, so that a face that turns away or is covered is not parted.
 */
final class TrackletSplitter {
  /** Good vectors looked at on each side, and the least number. */
  private static final int REACH = 8;

  private static final int LEAST = 3;

  /** Frames that the vectors of one side may span. */
  private static final int SPAN = 16;

  /** Nearly frontal faces only: a profile looks like nobody. */
  private static final double MOST_YAW = 45;

  /** Likeness of the two sides under which they are two people. */
  private static final double STRANGERS = 0.45;

  /** Likeness of each vector of a side with the side's mean. */
  private static final double AGREED = 0.7;

  private TrackletSplitter() {}

  /** The parts, in order of time; the tracklet itself if it is one person's. */
  static List<Tracklet> split(Tracklet t) {
    List<SeenFace> faces = t.faces();
    int at = -1;
    double least = STRANGERS;
    for (int i = 1; i < faces.size(); i++) {
      double likeness = acrossOf(faces, i);
      if (likeness < least) {
        least = likeness;
        at = i;
      }
    }
    if (at < 0) {
      return List.of(t);
    }
    List<Tracklet> out = new ArrayList<>();
    out.addAll(split(new Tracklet(faces.subList(0, at))));
    out.addAll(split(new Tracklet(faces.subList(at, faces.size()))));
    return out;
  }

  /** Likeness of what lies before face i with what follows, or 1 if that cannot be told. */
  private static double acrossOf(List<SeenFace> faces, int i) {
    List<SeenFace> before = good(faces, i - 1, -1);
    List<SeenFace> after = good(faces, i, 1);
    if (before.size() < LEAST || after.size() < LEAST) {
      return 1;
    }
    Tracklet.Who a = Tracklet.who(before);
    Tracklet.Who b = Tracklet.who(after);
    return agreed(before, a) && agreed(after, b) ? a.likeness(b) : 1;
  }

  private static List<SeenFace> good(List<SeenFace> faces, int from, int step) {
    List<SeenFace> out = new ArrayList<>();
    int start = faces.get(from).index();
    for (int i = from; i >= 0 && i < faces.size() && out.size() < REACH; i += step) {
      SeenFace f = faces.get(i);
      if (Math.abs(f.index() - start) > SPAN) {
        break;
      }
      if (f.quality() >= Tracklet.LEAST_QUALITY && Math.abs(f.face().pose().yaw()) <= MOST_YAW) {
        out.add(f);
      }
    }
    return out;
  }

  private static boolean agreed(List<SeenFace> side, Tracklet.Who who) {
    return side.stream()
        .allMatch(f -> IdentityVectors.likeness(f.identity(), who.vector()) >= AGREED);
  }
}
