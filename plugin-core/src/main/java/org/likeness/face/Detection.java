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
  /**
   * Turn of the face, radians, positive clockwise on screen: by the line between the eyes and by
   * the one from their middle to the mouth, each as long as it is seen. So it holds for a profile,
   * whose eyes fall together.
   */
  double angle() {
    double eyesX = keypoints[2] - keypoints[0];
    double eyesY = keypoints[3] - keypoints[1];
    double downX = keypoints[6] - (keypoints[0] + keypoints[2]) / 2;
    double downY = keypoints[7] - (keypoints[1] + keypoints[3]) / 2;
    return Math.atan2(eyesY - downX, eyesX + downY);
  }
}
