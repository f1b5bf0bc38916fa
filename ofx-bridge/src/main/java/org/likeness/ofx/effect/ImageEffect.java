package org.likeness.ofx.effect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.RectD;
import org.likeness.ofx.host.TimeRange;

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

  /** The picture that a render would only copy, where it may be of another time. */
  default Optional<Identity> identityAtTime(RenderArgs args) {
    return identity(args).map(clip -> new Identity(clip, args.time()));
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

  /**
   * The frames of each clip that a render at a time reads; clips that are not named, the frame of
   * the same time.
   */
  default Map<String, List<TimeRange>> framesNeeded(HostEffect instance, double time) {
    return Map.of();
  }

  /** The times at which the effect has something to show; empty: the host's own choice. */
  default Optional<TimeRange> timeDomain(HostEffect instance) {
    return Optional.empty();
  }

  /**
   * Name of the output's colour space (1.5); empty: the one of the first clip.
   *
   * @param preferred what the host would like, best first
   */
  default Optional<String> outputColourspace(HostEffect instance, List<String> preferred) {
    return Optional.empty();
  }

  /** What it changes about its clips. */
  default ClipPreferences clipPreferences(HostEffect instance) {
    return ClipPreferences.NONE;
  }

  /**
   * The planes that the output has beside its colour, where the host has a suite for them; those
   * that it does not make come from the clip of that name.
   */
  default Optional<OutputPlanes> planes(HostEffect instance, double time) {
    return Optional.empty();
  }

  /** Fills the window of the output at a time. */
  void render(RenderArgs args);

  /**
   * A parameter or clip changed, or a button was pressed. Parameters may be written here.
   *
   * @param what name of the parameter, clip or button
   * @param reason OfxChangeUserEdited, OfxChangePluginEdited or OfxChangeTime
   */
  default void changed(HostEffect instance, String what, String reason, double time) {}

  /**
   * Changes are about to be told one by one.
   *
   * @param reason as for {@link #changed}
   */
  default void beginChanged(HostEffect instance, String reason) {}

  /** All changes were told. Parameters may be written here. */
  default void endChanged(HostEffect instance, String reason) {}

  /** The artist opened the node's panel. */
  default void beginEdit(HostEffect instance) {}

  /** The artist closed the node's panel. */
  default void endEdit(HostEffect instance) {}

  /**
   * What the effect keeps for itself is to be written into its parameters, before a project is
   * stored.
   */
  default void syncPrivateData(HostEffect instance) {}

  /** The host made an OpenGL context of its own for this node current. */
  default void openGlAttached(HostEffect instance) {}

  /** The host is about to take the OpenGL context away; it is current for the last time. */
  default void openGlDetached(HostEffect instance) {}

  /** The host gives room for a dialog, after {@link HostEffect#requestDialog}. */
  default void dialog(HostEffect instance) {}

  /**
   * A value of a custom parameter between two keys, where the parameter animates.
   *
   * @param param its name
   * @param amount 0 at the first key, 1 at the second
   */
  default String interpolate(
      String param,
      String from,
      String to,
      double fromTime,
      double toTime,
      double time,
      double amount) {
    return from;
  }

  /** The effect's overlay, where its features have one: always the same object. */
  default Optional<OverlayInteract> overlay() {
    return Optional.empty();
  }

  /** A row of renders begins; hosts may leave this out. */
  default void beginSequence(HostEffect instance) {}

  /** A row of renders has ended; hosts may leave this out. */
  default void endSequence(HostEffect instance) {}

  /** The host is short of memory. */
  default void purgeCaches() {}
}
