package org.likeness.face;

import org.likeness.image.Affine2;

/**
 * A small picture of a face's skin by which neighbouring frames are laid on one another. It is
 * placed by the mesh, made of luminance as on a display, and normalised locally (less its mean,
 * over its deviation, in a neighbourhood of about a fifth of its side), so that a light that swings
 * or fades changes little. Stored in steps of a fifth of a deviation: finer would only store grain.
 */
final class SkinPatch {
  /** Side in samples. */
  static final int SIZE = 64;

  /** Steps a deviation. */
  private static final float STEPS = 5;

  /** Passes of a box of this half width, twice: near a Gaussian of 5 samples. */
  private static final int REACH = 6;

  /** Deviation that flat skin is taken to have, so that its grain is not blown up. */
  private static final float FLAT = 0.01f;

  private static final CropTemplate TEMPLATE = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);

  private SkinPatch() {}

  /** Where the patch of a mesh lies: plate to patch, in samples whose first centre is 0.5, 0.5. */
  static Affine2 place(Landmarks mesh) {
    return FaceAligner.plateToCrop(mesh, TEMPLATE, 1, SIZE);
  }

  /** Cuts the patch of a face. */
  static byte[] cut(DisplayView view, Landmarks mesh) {
    int fine = 2 * SIZE;
    Affine2 toFine = place(mesh).then(Affine2.scale(2, 2));
    float[] rgb = view.crop(toFine, fine);
    int n = fine * fine;
    float[] luma = new float[n];
    for (int i = 0; i < n; i++) {
      luma[i] = 0.2126f * rgb[i] + 0.7152f * rgb[n + i] + 0.0722f * rgb[2 * n + i];
    }
    return steps(normalised(halved(luma, fine)));
  }

  /** Half as many samples, each a mean over four by four with weights 1 3 3 1. */
  private static float[] halved(float[] in, int side) {
    int half = side / 2;
    float[] across = new float[half * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < half; x++) {
        int i = y * side;
        int a = Math.max(0, 2 * x - 1);
        int d = Math.min(side - 1, 2 * x + 2);
        across[y * half + x] =
            0.125f * (in[i + a] + in[i + d]) + 0.375f * (in[i + 2 * x] + in[i + 2 * x + 1]);
      }
    }
    float[] out = new float[half * half];
    for (int y = 0; y < half; y++) {
      int a = Math.max(0, 2 * y - 1) * half;
      int b = 2 * y * half;
      int c = (2 * y + 1) * half;
      int d = Math.min(side - 1, 2 * y + 2) * half;
      for (int x = 0; x < half; x++) {
        out[y * half + x] =
            0.125f * (across[a + x] + across[d + x]) + 0.375f * (across[b + x] + across[c + x]);
      }
    }
    return out;
  }

  private static float[] normalised(float[] v) {
    float[] mean = blurred(v);
    float[] square = new float[v.length];
    for (int i = 0; i < v.length; i++) {
      float d = v[i] - mean[i];
      square[i] = d * d;
    }
    square = blurred(square);
    float[] out = new float[v.length];
    for (int i = 0; i < v.length; i++) {
      out[i] = (v[i] - mean[i]) / (float) Math.sqrt(square[i] + FLAT * FLAT);
    }
    return out;
  }

  private static float[] blurred(float[] v) {
    float[] out = v;
    for (int pass = 0; pass < 2; pass++) {
      out = boxed(out, 1, SIZE);
      out = boxed(out, SIZE, 1);
    }
    return out;
  }

  /** Means along lines, over what of the box lies inside. */
  private static float[] boxed(float[] in, int step, int line) {
    float[] out = new float[in.length];
    for (int l = 0; l < SIZE; l++) {
      double sum = 0; // of floats in double next to nothing is lost on the way
      for (int i = 0; i < REACH; i++) {
        sum += in[l * line + i * step];
      }
      for (int i = 0; i < SIZE; i++) {
        sum += i + REACH < SIZE ? in[l * line + (i + REACH) * step] : 0;
        int count = Math.min(SIZE - 1, i + REACH) - Math.max(0, i - REACH) + 1;
        out[l * line + i * step] = (float) (sum / count);
        sum -= i >= REACH ? in[l * line + (i - REACH) * step] : 0;
      }
    }
    return out;
  }

  private static byte[] steps(float[] v) {
    byte[] out = new byte[v.length];
    for (int i = 0; i < v.length; i++) {
      out[i] = (byte) Math.max(-127, Math.min(127, Math.round(v[i] * STEPS)));
    }
    return out;
  }
}
