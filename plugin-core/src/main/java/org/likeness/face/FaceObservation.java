package org.likeness.face;

import java.util.Set;

/**
 * One face in one frame.
 *
 * @param trackId which track, from 0
 * @param frame frame number of the plate
 * @param score detector's confidence 0..1
 * @param landmarks the mesh (smoothed where the analysis smooths)
 * @param pose head pose
 * @param flags what to know of it
 * @param detail what is known beyond the mesh
 */
public record FaceObservation(
    int trackId,
    int frame,
    float score,
    Landmarks landmarks,
    HeadPose pose,
    Set<Flag> flags,
    FaceDetail detail) {
  /** A face of which nothing is known beyond its mesh. */
  public FaceObservation(
      int trackId, int frame, float score, Landmarks landmarks, HeadPose pose, Set<Flag> flags) {
    this(trackId, frame, score, landmarks, pose, flags, FaceDetail.NONE);
  }

  /** The same with other detail. */
  public FaceObservation withDetail(FaceDetail other) {
    return new FaceObservation(trackId, frame, score, landmarks, pose, flags, other);
  }

  /**
   * The same where the plate's pixels are taken for others of their height and {@code factor} times
   * their width: x alone changes, sizes and depth stay in heights of a pixel, and the pose as it
   * is. What an analysis holds is in the plate's own pixels; what a crop is placed by, and a pose
   * read from, are square ones: those of an anamorphic plate stretched by its pixel aspect.
   */
  public FaceObservation stretched(double factor) {
    if (factor == 1) {
      return this;
    }
    FaceDetail d = detail;
    FaceDetail wide =
        d.withPlaces(
            wide(d.points(), factor), wide(d.anchors(), factor), wide(d.iris(), 3, factor));
    Landmarks mesh = new Landmarks(wide(landmarks.xyz(), 3, factor), landmarks.presence());
    return new FaceObservation(trackId, frame, score, mesh, pose, flags, wide);
  }

  private static FacePoints wide(FacePoints p, double factor) {
    return new FacePoints(wide(p.xy(), 2, factor), p.deviation(), p.visibility());
  }

  private static float[] wide(float[] places, int step, double factor) {
    float[] out = places.clone();
    for (int i = 0; i < out.length; i += step) {
      out[i] = (float) (out[i] * factor);
    }
    return out;
  }

  /** All that is known of it as bytes, by which two can be told apart. */
  public byte[] fingerprint() {
    return FaceInts.of(this).bytes();
  }

  /** Remarks on an observation. */
  public enum Flag {
    /** Set by the artist. */
    MANUAL,
    /** Filled in between two frames. */
    INTERPOLATED,
    /** Something stands before it. */
    OCCLUDED,
    /** Seen from the side: |yaw| over 60 degrees. */
    PROFILE
  }
}
