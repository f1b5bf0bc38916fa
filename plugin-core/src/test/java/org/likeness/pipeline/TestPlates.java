package org.likeness.pipeline;

import java.util.EnumSet;
import java.util.Optional;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceAligner;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceTrack;
import org.likeness.face.Landmarks;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** Plates with values under 0 and over 1, and a face that wanders through them. */
public final class TestPlates {
  public static final int WIDTH = 200;
  public static final int HEIGHT = 120;

  private TestPlates() {}

  /** A plate of half-exact numbers, different in each frame. */
  public static Frame plate(int frame) {
    PixelRect rect = PixelRect.ofSize(WIDTH, HEIGHT);
    Plane[] p = {Plane.zeros(rect), Plane.zeros(rect), Plane.zeros(rect)};
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          int noise = (x * 7919 + y * 104729 + frame * 31 + c * 17) % 97;
          p[c].data()[p[c].index(x, y)] = x / 128f + c / 8f - 0.0625f + noise / 1024f;
        }
      }
    }
    return Frame.opaque(p[0], p[1], p[2]);
  }

  /** The face of a frame: upright, 60 pixels high; none in frame 3. */
  public static FaceTrack track() {
    return frame ->
        frame == 3 ? Optional.empty() : Optional.of(face(frame, 90 + 2 * frame, 60, 60));
  }

  /** A frontal face made of the template itself. */
  public static FaceObservation face(int frame, double cx, double cy, double height) {
    float[] t = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1).xyz();
    float[] xyz = new float[t.length];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      xyz[3 * i] = (float) (cx + height * t[3 * i]);
      xyz[3 * i + 1] = (float) (cy + height * t[3 * i + 1]);
      xyz[3 * i + 2] = (float) (height * t[3 * i + 2]);
    }
    Landmarks l = new Landmarks(xyz, 1f);
    return new FaceObservation(
        0,
        frame,
        1f,
        l,
        FaceAligner.pose(l, CropTemplate.byId(CropTemplate.WHOLE_FACE_V1)),
        EnumSet.noneOf(FaceObservation.Flag.class));
  }
}
