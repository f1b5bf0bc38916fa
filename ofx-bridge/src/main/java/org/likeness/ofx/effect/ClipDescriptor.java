package org.likeness.ofx.effect;

import java.util.List;

/**
 * A clip of an effect.
 *
 * @param name {@code Source}, {@code Output} or a name of the effect's own
 * @param components what it takes: OfxImageComponentRGBA and so on, the first is preferred
 * @param optional whether the effect works without it
 * @param mask whether it is a mask input
 */
public record ClipDescriptor(String name, List<String> components, boolean optional, boolean mask) {
  /** Copies. */
  public ClipDescriptor {
    components = List.copyOf(components);
  }

  /** A mandatory RGBA clip. */
  public static ClipDescriptor rgba(String name) {
    return new ClipDescriptor(name, List.of("OfxImageComponentRGBA"), false, false);
  }
}
