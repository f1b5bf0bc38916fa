package org.likeness.face;

/**
 * The 68 classic points (iBUG order: jaw 0–16 from image left, brows 17–26, nose 27–35, eyes 36–47,
 * lips 48–67) on the mesh: for each the mesh's point that lies nearest.
 */
public final class ClassicPoints {
  private static final int[] MESH = {
    127, 234, 93, 132, 58, 136, 150, 176, 152, 400, 379, 365, 288, 361, 323, 454, 356, //
    70, 63, 105, 66, 107, 336, 296, 334, 293, 300, //
    168, 197, 5, 4, 98, 97, 2, 326, 327, //
    33, 160, 158, 133, 153, 144, 362, 385, 387, 263, 373, 380, //
    61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181, //
    78, 82, 13, 312, 308, 317, 14, 87
  };

  private static final int[] MIRRORED = {
    16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, //
    26, 25, 24, 23, 22, 21, 20, 19, 18, 17, //
    27, 28, 29, 30, 35, 34, 33, 32, 31, //
    45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40, //
    54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55, //
    64, 63, 62, 61, 60, 67, 66, 65
  };

  private ClassicPoints() {}

  /** Index of the mesh's point that stands for classic point i, 0..67. */
  public static int mesh(int i) {
    return MESH[i];
  }

  /** Which classic point this one becomes in a mirrored picture. */
  public static int mirrored(int i) {
    return MIRRORED[i];
  }

  /**
   * The classic points as the mesh gives them, x and y by turns; nothing is known of their
   * deviation and visibility.
   */
  public static float[] of(Landmarks mesh) {
    float[] out = new float[2 * FacePoints.CLASSIC];
    for (int i = 0; i < FacePoints.CLASSIC; i++) {
      out[2 * i] = mesh.x(MESH[i]);
      out[2 * i + 1] = mesh.y(MESH[i]);
    }
    return out;
  }
}
