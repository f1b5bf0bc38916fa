package org.likeness.ofx.effect;

import java.util.Optional;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.RectD;

/**
 * An image effect. Implementations are found by {@link java.util.ServiceLoader}; there is one
 * object a process, and its methods may be called by several threads of the host at once. Whatever
 * a method throws becomes a sentence on the node and a failure for the host.
 */
public interface ImageEffect {
  /** What the host is told before there is an instance. Always the same. */
  EffectDescriptor descriptor();

  /** A node was made. Only remember it: no parameter is written here, nothing slow is done. */
  default void created(HostEffect instance) {}

  /** A node is going away. */
  default void destroyed(HostEffect instance) {}

  /** The name of the clip whose image is the result, where a render would change nothing. */
  default Optional<String> identity(RenderArgs args) {
    return Optional.empty();
  }

  /** Region of definition of the output at a time, canonical; empty: the host's own choice. */
  default Optional<RectD> regionOfDefinition(HostEffect instance, double time) {
    return Optional.empty();
  }

  /** The part of a clip that a render of {@code region} reads, canonical; empty: the same part. */
  default Optional<RectD> regionOfInterest(
      HostEffect instance, double time, String clip, RectD region) {
    return Optional.empty();
  }

  /** What it changes about its clips. */
  default ClipPreferences clipPreferences(HostEffect instance) {
    return ClipPreferences.NONE;
  }

  /** Fills the window of the output at a time. */
  void render(RenderArgs args);

  /**
   * A parameter or clip changed. Parameters may be written here.
   *
   * @param what name of the parameter or clip
   * @param reason OfxChangeUserEdited, OfxChangePluginEdited or OfxChangeTime
   */
  default void changed(HostEffect instance, String what, String reason, double time) {}

  /** A row of renders begins; hosts may leave this out. */
  default void beginSequence(HostEffect instance) {}

  /** A row of renders has ended; hosts may leave this out. */
  default void endSequence(HostEffect instance) {}

  /** The host is short of memory. */
  default void purgeCaches() {}
}
