package org.likeness.face;

/**
 * A face of one frame, with what following it needs.
 *
 * @param face the observation
 * @param index time since the shot's first frame, in steps of the frames looked at
 * @param box around its mesh
 * @param quality how much its identity vector can be trusted, 0..1; 0 where there is none
 */
record SeenFace(FaceObservation face, int index, FaceBox box, double quality) {
  /** A face this high, in pixels, shows all that the identity net can see: its chip's face. */
  private static final double FULL_HEIGHT = 100;

  private static final double OCCLUDED = 0.3;

  static SeenFace of(FaceObservation face, int index) {
    FaceBox box = FaceBox.of(face.landmarks());
    return new SeenFace(face, index, box, quality(face, box));
  }

  float[] identity() {
    return face.detail().identity();
  }

  /** Size, frontality and sharpness: what a recognition net suffers from. */
  private static double quality(FaceObservation f, FaceBox box) {
    if (f.detail().identity().length == 0) {
      return 0;
    }
    double size = Math.min(1, Math.max(box.width(), box.height()) / FULL_HEIGHT);
    double yaw = Math.cos(Math.toRadians(f.pose().yaw()));
    double pitch = Math.cos(Math.toRadians(f.pose().pitch()));
    double front = Math.max(0, yaw) * Math.max(0, pitch);
    float sharpness = f.detail().sharpness();
    double sharp = Float.isNaN(sharpness) ? 1 : 0.3 + 0.7 * sharpness;
    double free = f.flags().contains(FaceObservation.Flag.OCCLUDED) ? OCCLUDED : 1;
    return size * size * front * front * sharp * free * f.landmarks().presence();
  }
}
