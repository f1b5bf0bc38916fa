package org.likeness.face;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the cuts of a shot by its frames' signatures. A cut is a change far over what moving people
 * and changing light do (measured: at most 0.05 from frame to frame), that stands alone (in a whip
 * pan every frame differs from the one before), and after which the picture stays another one
 * (after a flash it is back within a few frames). Depends on the signatures alone.
 */
public final class CutFinder {
  /** Distance from which on two frames may belong to two scenes. */
  static final double CUT = 0.10;

  /** A cut's distance is so many times that of the steps before and after. */
  private static final double ALONE = 2;

  /** A flash lasts at most this many frames. */
  private static final int FLASH = 4;

  /** After a flash the picture is back to within this part of the flash's own step. */
  private static final double BACK = 0.5;

  private CutFinder() {}

  /**
   * The frames with which a new scene begins; the first frame of all is none of them.
   *
   * @param frames their numbers, ascending
   * @param signatures one a frame
   */
  public static List<Integer> cuts(List<Integer> frames, List<FrameSignature> signatures) {
    if (frames.size() != signatures.size()) {
      throw new IllegalArgumentException(
          frames.size() + " frames, but " + signatures.size() + " signatures");
    }
    int n = frames.size();
    double[] step = new double[n + 1]; // step[i]: from frame i - 1 to i; both ends stay 0
    for (int i = 1; i < n; i++) {
      step[i] = signatures.get(i - 1).distance(signatures.get(i));
    }
    List<Integer> cuts = new ArrayList<>();
    for (int i = 1; i < n; i++) {
      if (step[i] >= CUT
          && step[i] >= ALONE * Math.max(step[i - 1], step[i + 1])
          && !inFlash(signatures, i, BACK * step[i])) {
        cuts.add(frames.get(i));
      }
    }
    return cuts;
  }

  /** Whether a frame shortly before {@code i} looks like one shortly after. */
  private static boolean inFlash(List<FrameSignature> all, int i, double like) {
    for (int before = Math.max(0, i - FLASH); before < i; before++) {
      for (int after = i; after < all.size() && after - before <= FLASH + 1; after++) {
        if (after - before >= 2 && all.get(before).distance(all.get(after)) < like) {
          return true;
        }
      }
    }
    return false;
  }
}
