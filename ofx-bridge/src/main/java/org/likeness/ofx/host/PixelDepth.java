package org.likeness.ofx.host;

import java.util.Optional;

/** How a sample is stored. */
public enum PixelDepth {
  /** Unsigned, 255 is 1.0. */
  BYTE("OfxBitDepthByte", 1),
  /** Unsigned, 65535 is 1.0. */
  SHORT("OfxBitDepthShort", 2),
  /** IEEE binary16. */
  HALF("OfxBitDepthHalf", 2),
  /** IEEE binary32. */
  FLOAT("OfxBitDepthFloat", 4);

  private final String ofxName;
  private final int bytes;

  PixelDepth(String ofxName, int bytes) {
    this.ofxName = ofxName;
    this.bytes = bytes;
  }

  /** The standard's name. */
  public String ofxName() {
    return ofxName;
  }

  /** Bytes of a sample. */
  public int bytes() {
    return bytes;
  }

  /** By the standard's name. */
  public static Optional<PixelDepth> ofxNamed(String name) {
    for (PixelDepth d : values()) {
      if (d.ofxName.equals(name)) {
        return Optional.of(d);
      }
    }
    return Optional.empty();
  }
}
