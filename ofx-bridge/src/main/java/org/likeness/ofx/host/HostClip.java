package org.likeness.ofx.host;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.CStrings;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.Scratch;

/**
 * A clip of an instance.
 *
 * @param host the host
 * @param name the clip's name
 * @param handle the host's handle, 0 if it has none of that name
 * @param properties the clip's properties
 */
public record HostClip(OfxHost host, String name, long handle, PropertySet properties) {
  /** Whether something is connected, as far as the host says; an image may still be absent. */
  public boolean connected() {
    return handle != 0 && properties.getInt("OfxImageClipPropConnected", 0, 1) != 0;
  }

  /**
   * The whole image at a time, or null where there is none: nothing connected, the host was
   * interrupted, no frame at that time, no memory behind the address. The caller closes it before
   * the action ends.
   */
  public @Nullable HostImage image(double time) {
    if (handle == 0) {
      return null;
    }
    Scratch out = Scratch.get().clear(1);
    int status = host.suites().effect().clipGetImage(handle, time, 0, out.at(0));
    return status == OfxStatus.OK ? HostImage.of(host, out.longAt(0)) : null;
  }

  /**
   * The whole picture at a time as a texture, or null where there is none: a host without OpenGL,
   * or a render that is not to be done with it. The caller closes it before the action ends.
   *
   * @param depth of the texture, or null for the host's choice
   */
  public @Nullable HostTexture texture(double time, @Nullable PixelDepth depth) {
    if (handle == 0) {
      return null;
    }
    Scratch out = Scratch.get().clear(1);
    long format = depth == null ? 0 : CStrings.name(depth.ofxName());
    int status = host.suites().openGl().clipLoadTexture(handle, time, format, 0, out.at(0));
    return status == OfxStatus.OK ? HostTexture.of(host, out.longAt(0)) : null;
  }

  /** Region of definition at a time, canonical; null where the host gives none. */
  public @Nullable RectD regionOfDefinition(double time) {
    if (handle == 0) {
      return null;
    }
    Scratch out = Scratch.get().clear(4);
    int status = host.suites().effect().clipGetRegionOfDefinition(handle, time, out.at(0));
    if (status != OfxStatus.OK) {
      return null;
    }
    RectD r = new RectD(out.doubleAt(0), out.doubleAt(1), out.doubleAt(2), out.doubleAt(3));
    return r.isSound() ? r : null;
  }

  /** Depth of its images, as far as the host says; float where it does not. */
  public PixelDepth depth() {
    return PixelDepth.ofxNamed(properties.getString("OfxImageEffectPropPixelDepth", 0, ""))
        .orElse(PixelDepth.FLOAT);
  }

  /** Components of its images; empty where the host says none or some of its own. */
  public Optional<PixelComponents> components() {
    return PixelComponents.ofxNamed(properties.getString("OfxImageEffectPropComponents", 0, ""));
  }

  /** First and last frame that it has; empty where the host does not say or says nonsense. */
  public Optional<TimeRange> frameRange() {
    double none = Double.NaN;
    return TimeRange.of(
        properties.getDouble("OfxImageEffectPropFrameRange", 0, none),
        properties.getDouble("OfxImageEffectPropFrameRange", 1, none));
  }

  /** Frames a second; 0 where the host does not say. */
  public double frameRate() {
    double rate = properties.getDouble("OfxImageEffectPropFrameRate", 0, 0);
    return rate > 0 && rate < 1e6 ? rate : 0;
  }

  /** Width of a pixel over its height, 1 where the host does not say. */
  public double pixelAspect() {
    double aspect = properties.getDouble("OfxImagePropPixelAspectRatio", 0, 1);
    return aspect > 0.01 && aspect < 100 ? aspect : 1;
  }
}
