package org.likeness.exr;

import java.util.Arrays;
import java.util.Set;

/**
 * One header attribute. The value's class follows from the type:
 *
 * <table>
 * <caption>types</caption>
 * <tr><td>string</td><td>{@link String}</td></tr>
 * <tr><td>int</td><td>{@link Integer}</td></tr>
 * <tr><td>float</td><td>{@link Float}</td></tr>
 * <tr><td>double</td><td>{@link Double}</td></tr>
 * <tr><td>v2i, v3i, box2i, keycode</td><td>{@code int[]} of 2, 3, 4 (min x, min y, max x, max y,
 * inclusive), 7</td></tr>
 * <tr><td>v2f, v3f, box2f, chromaticities, m33f, m44f</td><td>{@code float[]} of 2, 3, 4, 8 (red,
 * green, blue, white as x, y), 9, 16 (row-major)</td></tr>
 * <tr><td>v2d, v3d, m33d, m44d</td><td>{@code double[]} of 2, 3, 9, 16</td></tr>
 * <tr><td>rational</td><td>{@code int[]} of 2: numerator, denominator (unsigned)</td></tr>
 * <tr><td>timecode</td><td>{@link TimeCode}</td></tr>
 * <tr><td>stringvector</td><td>{@code List<String>}</td></tr>
 * <tr><td>any other</td><td>{@code byte[]}: the value as it stands in the file, carried through</td></tr>
 * </table>
 *
 * @param name up to 255 bytes in UTF-8, e.g. {@code likeness/model}
 * @param type the type's name in the file
 * @param value as in the table; arrays are not copied and not to be written
 */
public record ExrAttribute(String name, String type, Object value) {
  /** Names that other fields of {@link ExrPart} say, or the library sets: never attributes. */
  public static final Set<String> STRUCTURAL =
      Set.of(
          "channels",
          "compression",
          "dataWindow",
          "displayWindow",
          "lineOrder",
          "pixelAspectRatio",
          "name",
          "type",
          "version",
          "chunkCount",
          "tiles");

  /** A string. */
  public static ExrAttribute string(String name, String value) {
    return new ExrAttribute(name, "string", value);
  }

  /** A float. */
  public static ExrAttribute ofFloat(String name, float value) {
    return new ExrAttribute(name, "float", value);
  }

  /** An int. */
  public static ExrAttribute ofInt(String name, int value) {
    return new ExrAttribute(name, "int", value);
  }

  /** A fraction, such as {@code framesPerSecond}. */
  public static ExrAttribute rational(String name, int numerator, int denominator) {
    return new ExrAttribute(name, "rational", new int[] {numerator, denominator});
  }

  /** A SMPTE time code. */
  public static ExrAttribute timeCode(String name, TimeCode value) {
    return new ExrAttribute(name, "timecode", value);
  }

  /** Chromaticities: red x, y, green x, y, blue x, y, white x, y. */
  public static ExrAttribute chromaticities(float... eight) {
    return new ExrAttribute("chromaticities", "chromaticities", eight);
  }

  /** Equal when name, type and value are; arrays by their elements. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ExrAttribute o
        && name.equals(o.name)
        && type.equals(o.type)
        && Arrays.deepEquals(new Object[] {value}, new Object[] {o.value});
  }

  /** Goes with {@link #equals}. */
  @Override
  public int hashCode() {
    return (name.hashCode() * 31 + type.hashCode()) * 31
        + Arrays.deepHashCode(new Object[] {value});
  }

  /** For messages. */
  @Override
  public String toString() {
    String v = Arrays.deepToString(new Object[] {value});
    return name + " (" + type + ") " + v.substring(1, v.length() - 1);
  }
}
