package org.likeness.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Joins the faces of single frames to tracks, frame by frame in ascending order: a face goes on
 * with the track whose box, moved on by its own motion, it overlaps best.
 */
final class TrackBuilder {
  /** A face may be unseen for this many frames and still go on as the same track. */
  private static final int MAX_GAP = 12;

  private static final double MIN_LIKENESS = 0.25;

  private final List<List<FaceObservation>> tracks = new ArrayList<>();

  private TrackBuilder() {}

  private record Pair(int track, int face, double likeness) {}

  /**
   * The tracks, numbered by first frame, then by size.
   *
   * @param frames the faces of each frame, frames ascending, largest face first
   */
  static List<List<FaceObservation>> build(List<List<FaceObservation>> frames) {
    TrackBuilder b = new TrackBuilder();
    frames.forEach(b::add);
    return b.tracks;
  }

  private void add(List<FaceObservation> faces) {
    List<Pair> pairs = new ArrayList<>();
    for (int t = 0; t < tracks.size(); t++) {
      for (int f = 0; f < faces.size(); f++) {
        double likeness = likeness(tracks.get(t), faces.get(f));
        if (likeness >= MIN_LIKENESS) {
          pairs.add(new Pair(t, f, likeness));
        }
      }
    }
    pairs.sort(
        Comparator.comparingDouble((Pair p) -> -p.likeness())
            .thenComparingInt(Pair::track)
            .thenComparingInt(Pair::face));
    boolean[] usedFace = new boolean[faces.size()];
    boolean[] usedTrack = new boolean[tracks.size()];
    for (Pair p : pairs) {
      if (!usedFace[p.face()] && !usedTrack[p.track()]) {
        usedFace[p.face()] = true;
        usedTrack[p.track()] = true;
        tracks.get(p.track()).add(faces.get(p.face()));
      }
    }
    for (int f = 0; f < faces.size(); f++) {
      if (!usedFace[f]) {
        List<FaceObservation> started = new ArrayList<>();
        started.add(faces.get(f));
        tracks.add(started);
      }
    }
  }

  /** How well a face continues a track: overlap with where the track would be now, 0..1. */
  private static double likeness(List<FaceObservation> track, FaceObservation face) {
    FaceObservation last = track.get(track.size() - 1);
    int gap = face.frame() - last.frame();
    if (gap > MAX_GAP) {
      return 0;
    }
    FaceBox box = FaceBox.of(last.landmarks());
    if (track.size() > 1) {
      FaceObservation before = track.get(track.size() - 2);
      FaceBox then = FaceBox.of(before.landmarks());
      // Motion is trusted for a few frames only.
      double steps = Math.min(gap, 3) / (double) (last.frame() - before.frame());
      box =
          box.shift(
              (box.centreX() - then.centreX()) * steps, (box.centreY() - then.centreY()) * steps);
    }
    return box.iou(FaceBox.of(face.landmarks()));
  }
}
