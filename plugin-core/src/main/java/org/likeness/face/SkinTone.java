package org.likeness.face;

import org.likeness.image.Affine2;
import org.likeness.image.Plane;

/**
 * What colour the skin of a face has in the plate: mean and standard deviation of its scene-linear
 * R, G and B within {@link SkinRegion}. A render steadies its colour match by that of the frames
 * around, without a look at their pixels.
 */
final class SkinTone {
  private static final int SIZE = 64;
  private static final CropTemplate TEMPLATE = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);

  /** Less than this many samples say nothing. */
  private static final double LEAST = 40;

  private SkinTone() {}

  /** See {@link FaceDetail#tone()}; of length 0 if too little skin is seen. */
  static float[] of(DisplayView plate, Landmarks mesh) {
    Affine2 toCrop = FaceAligner.plateToCrop(mesh, TEMPLATE, 1, SIZE);
    float[] rgb = plate.light(toCrop, SIZE);
    Plane skin = SkinRegion.of(mesh, toCrop, SIZE);
    int n = SIZE * SIZE;
    double total = 0;
    for (float w : skin.data()) {
      total += w;
    }
    if (total < LEAST) {
      return new float[0];
    }
    float[] out = new float[FaceDetail.TONE];
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += (double) skin.data()[i] * rgb[c * n + i];
      }
      double mean = sum / total;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double d = rgb[c * n + i] - mean;
        squares += skin.data()[i] * d * d;
      }
      out[c] = (float) mean;
      out[3 + c] = (float) Math.sqrt(squares / total);
    }
    return out;
  }
}
