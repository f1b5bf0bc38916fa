package org.likeness.face;

import java.nio.FloatBuffer;

/**
 * A look at a crop from the other side: the network sees it mirrored, and what it says is mirrored
 * back. Where it errs to one side it errs to the other then, and the mean of both is nearer.
 */
final class MirroredLook {
  /** Expression unit that a mirrored face shows instead, by unit. */
  private static final int[] UNITS =
      ExpressionUnits.NAMES.stream()
          .mapToInt(n -> ExpressionUnits.NAMES.indexOf(otherSide(n)))
          .toArray();

  private MirroredLook() {}

  private static String otherSide(String unit) {
    return unit.contains("-left-")
        ? unit.replace("-left-", "-right-")
        : unit.replace("-right-", "-left-");
  }

  /** Mirrors planes of a crop in place. */
  static void flip(FloatBuffer planes, int from, int to, int size) {
    for (int row = from; row < to; row += size) {
      for (int l = row, r = row + size - 1; l < r; l++, r--) {
        float left = planes.get(l);
        planes.put(l, planes.get(r));
        planes.put(r, left);
      }
    }
  }

  /**
   * Which of the network's points this one becomes: the classic points, then the anchors, then the
   * two irises.
   */
  static int point(int i) {
    if (i < FacePoints.CLASSIC) {
      return ClassicPoints.mirrored(i);
    }
    int a = i - FacePoints.CLASSIC;
    if (a < CropAnchors.COUNT) {
      return FacePoints.CLASSIC + (a == 1 ? 2 : a == 2 ? 1 : a);
    }
    return 2 * (FacePoints.CLASSIC + CropAnchors.COUNT) + 1 - i;
  }

  /** Which unit of the expression this one becomes. */
  static int unit(int i) {
    return UNITS[i];
  }

  /** Sign of entry {@code i} of the two rows of a rotation, where the picture is mirrored. */
  static int turn(int i) {
    return i == 1 || i == 2 || i == 3 ? -1 : 1;
  }
}
