package org.likeness.exr;

/**
 * A SMPTE 12M time code as OpenEXR keeps it.
 *
 * @param timeAndFlags hours, minutes, seconds, frames in binary-coded decimals and flags, in the
 *     packing TV60 of {@code ImfTimeCode.h}
 * @param userData eight groups of four bits of the user's
 */
public record TimeCode(int timeAndFlags, int userData) {
  /**
   * A time code without flags.
   *
   * @throws IllegalArgumentException outside 0..23, 0..59, 0..59, 0..59
   */
  public static TimeCode of(int hours, int minutes, int seconds, int frame, boolean dropFrame) {
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) {
      throw new IllegalArgumentException(
          "no such time: "
              + hours
              + ":"
              + minutes
              + ":"
              + seconds
              + " (hours 0..23, 0..59, 0..59)");
    }
    if (frame < 0 || frame > 59) {
      throw new IllegalArgumentException("frame " + frame + " of a time code lies outside 0..59");
    }
    int packed =
        bcd(frame)
            | (dropFrame ? 1 << 6 : 0)
            | bcd(seconds) << 8
            | bcd(minutes) << 16
            | bcd(hours) << 24;
    return new TimeCode(packed, 0);
  }

  private static int bcd(int v) {
    return v / 10 << 4 | v % 10;
  }

  private int field(int shift, int tens) {
    int v = timeAndFlags >>> shift;
    return (v >> 4 & tens) * 10 + (v & 15);
  }

  /** 0..23. */
  public int hours() {
    return field(24, 3);
  }

  /** 0..59. */
  public int minutes() {
    return field(16, 7);
  }

  /** 0..59. */
  public int seconds() {
    return field(8, 7);
  }

  /** 0..59. */
  public int frame() {
    return field(0, 3);
  }

  /** Whether the count drops frame numbers. */
  public boolean dropFrame() {
    return (timeAndFlags & 1 << 6) != 0;
  }

  /** {@code hh:mm:ss:ff}, with {@code ;} before the frame where frames are dropped. */
  @Override
  public String toString() {
    return String.format(
        "%02d:%02d:%02d%s%02d", hours(), minutes(), seconds(), dropFrame() ? ";" : ":", frame());
  }
}
