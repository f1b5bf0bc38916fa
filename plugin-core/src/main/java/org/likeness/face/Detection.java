package org.likeness.face;

/**
 * A face as the detector sees it, in plate pixels.
 *
 * @param box around the face
 * @param keypoints six pairs x, y: the subject's right eye, left eye, nose tip, mouth, right ear,
 *     left ear
 * @param score 0..1
 */
public record Detection(FaceBox box, double[] keypoints, float score) {
  /** Turn of the line between the eyes, radians, positive clockwise on screen. */
  double eyeAngle() {
    return Math.atan2(keypoints[3] - keypoints[1], keypoints[2] - keypoints[0]);
  }
}
