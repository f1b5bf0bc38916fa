package org.likeness.ofx.host;

import org.jspecify.annotations.Nullable;

/**
 * A picture of a clip as a texture in the host's OpenGL context, for renders that the host asks for
 * with OpenGL. {@link #close} gives it back, before the action ends.
 */
public final class HostTexture implements AutoCloseable {
  private final OfxHost host;
  private final PropertySet properties;
  private boolean open = true;

  private HostTexture(OfxHost host, PropertySet properties) {
    this.host = host;
    this.properties = properties;
  }

  static @Nullable HostTexture of(OfxHost host, long handle) {
    return handle == 0 ? null : new HostTexture(host, host.set(handle));
  }

  /** The texture's own properties. */
  public PropertySet properties() {
    return properties;
  }

  /** OpenGL's name of the texture; -1 where the host does not say. */
  public int index() {
    return properties.getInt("OfxImageEffectPropOpenGLTextureIndex", 0, -1);
  }

  /** OpenGL's number of its kind, as GL_TEXTURE_2D; -1 where the host does not say. */
  public int target() {
    return properties.getInt("OfxImageEffectPropOpenGLTextureTarget", 0, -1);
  }

  /** The pixels that there are, in the render's scale, y up. */
  public RectI bounds() {
    return properties.getRectI("OfxImagePropBounds");
  }

  /** Gives it back; more than once is harmless. */
  @Override
  public void close() {
    if (open) {
      open = false;
      host.suites().openGl().clipFreeTexture(properties.handle());
    }
  }
}
