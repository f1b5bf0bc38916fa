package org.likeness.ofx.host;

import java.util.List;

/**
 * A plane of an image beside its colour, or the colour itself.
 *
 * @param name how the host is asked for it, {@link HostPlanes#image}
 * @param layer what people call it, empty for the colour
 */
public record PlaneName(String name, String layer) {
  /** How one host's extension begins the names of planes that are neither colour nor motion. */
  static final String PREFIX = "NatronOfxImageComponentsPlaneName_";

  static final String CHANNEL = "_Channel_";

  /** The colour. */
  public static final PlaneName COLOUR = new PlaneName("uk.co.thefoundry.OfxImagePlaneColour", "");

  /** Motion to the next frame, two numbers a pixel. */
  public static final PlaneName FORWARD =
      new PlaneName("uk.co.thefoundry.OfxImagePlaneForwardMotionVector", "forward");

  /**
   * A plane of any name, where {@link HostPlanes#takesAnyName}.
   *
   * @param layer letters, digits and underscores
   * @param channels one to four
   */
  public static PlaneName of(String layer, List<String> channels) {
    return new PlaneName(
        PREFIX + layer + "_PlaneLabel_" + layer + CHANNEL + String.join(CHANNEL, channels), layer);
  }

  /** What the host wants to hear of an output's planes: names, or for motion its components. */
  String produced(boolean anyName) {
    if (anyName) {
      return name;
    }
    return equals(FORWARD)
        ? "uk.co.thefoundry.OfxImageComponentMotionVectors"
        : PixelComponents.RGBA.ofxName();
  }
}
