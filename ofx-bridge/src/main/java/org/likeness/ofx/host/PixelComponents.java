package org.likeness.ofx.host;

import java.util.Arrays;
import java.util.Optional;

/** What samples a pixel has, in order. */
public enum PixelComponents {
  /** Coverage alone. */
  ALPHA("OfxImageComponentAlpha", 1),
  /** Two numbers, of planes alone: places or motion, read and written as red and green. */
  XY("NatronOfxImageComponentXY", 2),
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

  /** By the standard's name, that of a host's own plane, or those of planes of two numbers. */
  public static Optional<PixelComponents> ofxNamed(String name) {
    if (name.equals("uk.co.thefoundry.OfxImageComponentMotionVectors")
        || name.equals("uk.co.thefoundry.OfxImageComponentStereoDisparity")) {
      return Optional.of(XY);
    }
    if (name.startsWith(PlaneName.PREFIX)) {
      int channels = name.split(PlaneName.CHANNEL, -1).length - 1;
      return Arrays.stream(values()).filter(c -> c.count == channels).findFirst();
    }
    for (PixelComponents c : values()) {
      if (c.ofxName.equals(name)) {
        return Optional.of(c);
      }
    }
    return Optional.empty();
  }
}
