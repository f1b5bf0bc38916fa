package org.likeness.ofx.host;

import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.ImageEffectSuite;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.Scratch;

/**
 * A clip of an instance.
 *
 * @param name the clip's name
 * @param handle the host's handle, 0 if it has none of that name
 * @param properties the clip's properties
 */
public record HostClip(String name, long handle, PropertySet properties) {
  /** Whether something is connected, as far as the host says; an image may still be absent. */
  public boolean connected() {
    return handle != 0 && properties.getInt("OfxImageClipPropConnected", 0, 1) != 0;
  }

  /**
   * The whole image at a time, or null where there is none: nothing connected, the host was
   * interrupted, no frame at that time. The caller closes it before the action ends.
   */
  public @Nullable HostImage image(double time) {
    if (handle == 0) {
      return null;
    }
    Scratch out = Scratch.get().clear(1);
    int status = ImageEffectSuite.clipGetImage(handle, time, 0, out.at(0));
    long image = out.longAt(0);
    if (status != OfxStatus.OK || image == 0) {
      return null;
    }
    HostImage made = new HostImage(new PropertySet(image));
    if (made.hasPixels()) {
      return made;
    }
    made.close();
    return null;
  }

  /** Region of definition at a time, canonical; null where the host gives none. */
  public @Nullable RectD regionOfDefinition(double time) {
    if (handle == 0) {
      return null;
    }
    Scratch out = Scratch.get().clear(4);
    if (ImageEffectSuite.clipGetRegionOfDefinition(handle, time, out.at(0)) != OfxStatus.OK) {
      return null;
    }
    return new RectD(out.doubleAt(0), out.doubleAt(1), out.doubleAt(2), out.doubleAt(3));
  }
}
