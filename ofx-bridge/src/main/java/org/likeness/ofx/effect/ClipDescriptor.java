package org.likeness.ofx.effect;

import java.util.List;

/**
 * A clip of an effect.
 *
 * @param name {@code Source}, {@code Output} or a name of the effect's own
 * @param components what it takes: OfxImageComponentRGBA and so on, the first is preferred
 * @param optional whether the effect works without it
 * @param mask whether it is a mask input
 * @param extra properties beyond, which win over what the others say
 */
public record ClipDescriptor(
    String name,
    List<String> components,
    boolean optional,
    boolean mask,
    List<PropertyValue> extra) {
  private static final String RGBA = "OfxImageComponentRGBA";
  private static final String RGB = "OfxImageComponentRGB";
  private static final String ALPHA = "OfxImageComponentAlpha";

  /** Copies. */
  public ClipDescriptor {
    components = List.copyOf(components);
    extra = List.copyOf(extra);
  }

  /** Without further properties. */
  public ClipDescriptor(String name, List<String> components, boolean optional, boolean mask) {
    this(name, components, optional, mask, List.of());
  }

  /** A mandatory RGBA clip. */
  public static ClipDescriptor rgba(String name) {
    return new ClipDescriptor(name, List.of(RGBA), false, false);
  }

  /** A mandatory clip of any components. */
  public static ClipDescriptor any(String name) {
    return new ClipDescriptor(name, List.of(RGBA, RGB, ALPHA), false, false);
  }

  /** An optional matte, of any components. */
  public static ClipDescriptor matte(String name) {
    return new ClipDescriptor(name, List.of(ALPHA, RGBA, RGB), true, true);
  }
}
