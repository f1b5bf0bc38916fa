package org.likeness.face;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Puts observations into the short gaps of a track. */
final class TrackGaps {
  /** Gaps of at most this many frames are filled. */
  private static final int MAX_FILL = 5;

  private TrackGaps() {}

  /**
   * With the frames of short gaps put in, on the line between the gap's ends.
   *
   * @param raw one track, ascending by frame
   * @param frames the shot's frames, ascending
   */
  static List<FaceObservation> filled(List<FaceObservation> raw, List<Integer> frames) {
    List<FaceObservation> out = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      if (i > 0) {
        FaceObservation a = raw.get(i - 1);
        FaceObservation b = raw.get(i);
        List<Integer> missing =
            frames.stream().filter(f -> f > a.frame() && f < b.frame()).toList();
        if (missing.size() <= MAX_FILL) {
          missing.forEach(f -> out.add(between(a, b, f)));
        }
      }
      out.add(raw.get(i));
    }
    return out;
  }

  private static FaceObservation between(FaceObservation a, FaceObservation b, int frame) {
    float t = (float) (frame - a.frame()) / (b.frame() - a.frame());
    float presence = Math.min(a.landmarks().presence(), b.landmarks().presence());
    FaceDetail d = a.detail();
    FaceDetail e = b.detail();
    FaceDetail detail =
        new FaceDetail(
                between(d.points(), e.points(), t),
                between(d.anchors(), e.anchors(), t),
                between(d.iris(), e.iris(), t),
                between(d.expression(), e.expression(), t),
                between(d.light(), e.light(), t),
                d.sharpness() + t * (e.sharpness() - d.sharpness()),
                d.size() + t * (e.size() - d.size()),
                new float[0])
            .withTone(between(d.tone(), e.tone(), t));
    return new FaceObservation(
        a.trackId(),
        frame,
        Math.min(a.score(), b.score()),
        new Landmarks(between(a.landmarks().xyz(), b.landmarks().xyz(), t), presence),
        a.pose(),
        EnumSet.of(FaceObservation.Flag.INTERPOLATED),
        detail);
  }

  private static FacePoints between(FacePoints a, FacePoints b, float t) {
    return a.count() != b.count()
        ? FacePoints.NONE
        : new FacePoints(
            between(a.xy(), b.xy(), t),
            between(a.deviation(), b.deviation(), t),
            between(a.visibility(), b.visibility(), t));
  }

  /** On the line between two; nothing where one of them is not known. */
  private static float[] between(float[] a, float[] b, float t) {
    if (a.length != b.length) {
      return new float[0];
    }
    float[] out = new float[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] + t * (b[i] - a[i]);
    }
    return out;
  }
}
