package org.likeness.exr;

import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * One channel of a part.
 *
 * @param name full name, {@code layer.channel} or {@code R}
 * @param type how samples are stored in the file; in memory they are always float. Float to half
 *     rounds to nearest even (over 65,504 becomes infinite); UINT above 2^24 loses its last bits,
 *     negative and NaN become 0
 * @param plane the samples over the part's data window; from {@link ExrReader#readHeader} a plane
 *     over {@link PixelRect#EMPTY}
 */
public record ExrChannel(String name, Type type, Plane plane) {
  /** Sample type in the file, in the file format's own order. */
  public enum Type {
    /** 32-bit unsigned. */
    UINT,
    /** 16-bit float. */
    HALF,
    /** 32-bit float. */
    FLOAT
  }

  /** A half channel. */
  public static ExrChannel half(String name, Plane plane) {
    return new ExrChannel(name, Type.HALF, plane);
  }

  /** A float channel. */
  public static ExrChannel ofFloat(String name, Plane plane) {
    return new ExrChannel(name, Type.FLOAT, plane);
  }
}
