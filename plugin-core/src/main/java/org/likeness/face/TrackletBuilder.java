package org.likeness.face;

import java.util.ArrayList;
import java.util.List;

/**
 * Follows faces through one scene, frame by frame in ascending order. A face goes on with the
 * tracklet whose box, moved on by its own motion, it overlaps, and whom it looks like; all pairs of
 * a frame are decided together. What is unseen for more than a few frames ends: whether it comes
 * back is decided by {@link TrackMerger}, who knows the whole shot.
 */
final class TrackletBuilder {
  /** A face may be unseen for this many frames and still go on in the same tracklet. */
  private static final int MAX_GAP = 4;

  /** Least overlap with the expected box. */
  private static final double LEAST_OVERLAP = 0.2;

  /** Without that: no farther than so many heights of the box, and surely the same person. */
  private static final double LEAP = 1.5;

  private static final double LEAP_SIZE = 1.5;

  /** Overlap that such a leap counts as. */
  private static final double LEAP_PLACE = 0.1;

  /** Shares of place and identity in a pair's gain. */
  private static final double PLACE = 0.6;

  private static final double IDENTITY = 0.4;

  /** Likeness that counts nothing and likeness that counts fully. */
  private static final double STRANGER = 0.3;

  private static final double SAME = 0.85;

  /** An own box that has not moved counts a little less than one that went on. */
  private static final double STOOD = 0.9;

  private final List<Tracklet> open = new ArrayList<>();
  private final List<Tracklet> all = new ArrayList<>();

  private TrackletBuilder() {}

  /**
   * The tracklets of a scene, in the order of their beginning.
   *
   * @param frames the faces of each frame, frames ascending
   */
  static List<Tracklet> build(List<List<SeenFace>> frames) {
    TrackletBuilder b = new TrackletBuilder();
    frames.forEach(b::add);
    return b.all;
  }

  private void add(List<SeenFace> faces) {
    if (faces.isEmpty()) {
      return;
    }
    int index = faces.get(0).index();
    open.removeIf(t -> index - t.last().index() > MAX_GAP + 1);
    double[][] gain = new double[open.size()][faces.size()];
    for (int t = 0; t < gain.length; t++) {
      Tracklet.Who who = open.get(t).whoLately();
      for (int f = 0; f < faces.size(); f++) {
        gain[t][f] = gain(open.get(t), who, faces.get(f));
      }
    }
    int[] chosen = Assignment.best(gain, faces.size());
    boolean[] used = new boolean[faces.size()];
    for (int t = 0; t < chosen.length; t++) {
      if (chosen[t] >= 0) {
        used[chosen[t]] = true;
        open.get(t).add(faces.get(chosen[t]));
      }
    }
    for (int f = 0; f < used.length; f++) {
      if (!used[f]) {
        Tracklet started = new Tracklet(List.of(faces.get(f)));
        open.add(started);
        all.add(started);
      }
    }
  }

  /** What it is worth that a face goes on with a tracklet, over 0; 0 if it cannot. */
  private static double gain(Tracklet t, Tracklet.Who who, SeenFace face) {
    FaceBox expected = t.ahead(face.face().frame());
    double place = Math.max(expected.iou(face.box()), STOOD * t.last().box().iou(face.box()));
    boolean overlaps = place >= LEAST_OVERLAP;
    double identity = 0.5;
    if (who.known() && face.quality() >= Tracklet.LEAST_QUALITY) {
      double likeness = IdentityVectors.likeness(who.vector(), face.identity());
      identity = Math.max(0, Math.min(1, (likeness - STRANGER) / (SAME - STRANGER)));
      if (!overlaps && likeness >= TrackMerger.SURE && near(expected, face.box())) {
        overlaps = true;
        place = LEAP_PLACE;
      }
    }
    return overlaps ? PLACE * place + IDENTITY * identity : 0;
  }

  private static boolean near(FaceBox a, FaceBox b) {
    double distance = Math.hypot(a.centreX() - b.centreX(), a.centreY() - b.centreY());
    double ratio = Math.sqrt(a.area() / b.area());
    return distance <= LEAP * Math.max(a.height(), b.height())
        && ratio <= LEAP_SIZE
        && ratio >= 1 / LEAP_SIZE;
  }
}
