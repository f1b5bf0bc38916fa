package org.likeness.train.validate;

import java.util.Comparator;

/**
 * A range of poses.
 *
 * @param yaw 0 to 4: profile left, turned left, frontal, turned right, profile right
 * @param pitch 0 to 2: down, level, up
 */
public record PoseBin(int yaw, int pitch) implements Comparable<PoseBin> {
  /** Edges of the yaw bins, degrees. */
  public static final int[] YAW = {-45, -15, 15, 45};

  /** Edges of the pitch bins, degrees. */
  public static final int[] PITCH = {-12, 12};

  /** The bin of a pose, degrees. */
  public static PoseBin of(double yaw, double pitch) {
    return new PoseBin(bin(yaw, YAW), bin(pitch, PITCH));
  }

  private static int bin(double v, int[] edges) {
    int i = 0;
    while (i < edges.length && v >= edges[i]) {
      i++;
    }
    return i;
  }

  /** How many bins it lies from the frontal, level one. */
  int fromMiddle() {
    return Math.abs(yaw - 2) + Math.abs(pitch - 1);
  }

  /** The range of yaw in words. */
  public static String yawName(int bin) {
    return name(bin, YAW);
  }

  /** The range of pitch in words. */
  public static String pitchName(int bin) {
    return name(bin, PITCH);
  }

  private static String name(int bin, int[] edges) {
    if (bin == 0) {
      return "under " + edges[0] + "\u00b0";
    }
    return bin == edges.length
        ? "from " + edges[bin - 1] + "\u00b0"
        : edges[bin - 1] + "\u00b0 to " + edges[bin] + "\u00b0";
  }

  @Override
  public int compareTo(PoseBin other) {
    return Comparator.comparingInt(PoseBin::yaw)
        .thenComparingInt(PoseBin::pitch)
        .compare(this, other);
  }
}
