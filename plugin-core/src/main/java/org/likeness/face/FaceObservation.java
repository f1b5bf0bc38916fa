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
