package org.likeness.colour;

import java.util.List;

/**
 * A colour space and the way between it and the working space (scene-linear, Rec.709 primaries,
 * D65): one of those built in, or any of an OpenColorIO configuration. Immutable and safe to use
 * from any number of threads.
 */
public abstract sealed class ColourSpace permits BuiltInSpace, OcioSpace {
  private final String name;

  ColourSpace(String name) {
    this.name = name;
  }

  /**
   * The space of that name: a built-in one (case, blanks and the signs {@code - _ .} do not
   * matter), or {@code ocio:NAME} for a space or role of the configuration that the environment
   * variable {@code OCIO} names, or {@code ocio:NAME@FILE} for one of a configuration file.
   *
   * @throws IllegalArgumentException if there is none; the message says what there is, or what is
   *     missing
   */
  public static ColourSpace byName(String name) {
    return name.startsWith(OcioSpace.PREFIX) ? OcioSpace.of(name) : BuiltInSpace.of(name);
  }

  /**
   * How a space of an OpenColorIO configuration is named for {@link #byName}.
   *
   * @param space space or role
   * @param config file, or empty for that of the environment
   */
  public static String ocioName(String space, String config) {
    return OcioSpace.PREFIX + space + (config.isBlank() ? "" : OcioSpace.AT + config);
  }

  /** Names of the built-in spaces, in the order of menus. */
  public static List<String> names() {
    return BuiltInSpace.ALL.stream().map(ColourSpace::name).toList();
  }

  /** The name, as {@link #byName} takes it. */
  public final String name() {
    return name;
  }

  /** Whether it is the working space itself, so that nothing has to be done. */
  public abstract boolean isWorkingSpace();

  /** Whether its values are proportional to light, whatever its primaries. */
  public abstract boolean isLinear();

  /**
   * This space to the working space, in place.
   *
   * @param r red samples, and g, b of the same length
   */
  public abstract void toLinearRec709(float[] r, float[] g, float[] b);

  /** The working space to this space, in place; the way back of {@link #toLinearRec709}. */
  public abstract void fromLinearRec709(float[] r, float[] g, float[] b);

  static void checkLengths(float[] r, float[] g, float[] b) {
    if (r.length != g.length || r.length != b.length) {
      throw new IllegalArgumentException(
          "channels of " + r.length + ", " + g.length + ", " + b.length + " samples do not match");
    }
  }

  /** The name. */
  @Override
  public final String toString() {
    return name;
  }
}
