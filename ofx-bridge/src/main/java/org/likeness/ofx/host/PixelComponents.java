package org.likeness.ofx.host;

import java.util.Optional;

/** What samples a pixel has, in order. */
public enum PixelComponents {
  /** Coverage alone. */
  ALPHA("OfxImageComponentAlpha", 1),
  /** Colour without coverage: opaque. */
  RGB("OfxImageComponentRGB", 3),
  /** Colour and coverage. */
  RGBA("OfxImageComponentRGBA", 4);

  private final String ofxName;
  private final int count;

  PixelComponents(String ofxName, int count) {
    this.ofxName = ofxName;
    this.count = count;
  }

  /** The standard's name. */
  public String ofxName() {
    return ofxName;
  }

  /** Samples a pixel. */
  public int count() {
    return count;
  }

  /** By the standard's name. */
  public static Optional<PixelComponents> ofxNamed(String name) {
    for (PixelComponents c : values()) {
      if (c.ofxName.equals(name)) {
        return Optional.of(c);
      }
    }
    return Optional.empty();
  }
}
