package org.likeness.ofx.effect;

/**
 * A value of a property that an effect is described with. Whatever the descriptors have no word for
 * can be said by one; a host that does not know the property leaves it out.
 *
 * @param name the standard's or a host's name
 * @param index place among the property's values
 * @param value a String, an Integer, a Double or an {@link Entry}
 */
public record PropertyValue(String name, int index, Object value) {
  /** Addresses that are known only in the host's process. */
  public enum Entry {
    /** What the host calls for an overlay. */
    OVERLAY("overlay"),
    /** What the host calls to interpolate a custom parameter. */
    INTERPOLATE("interpolate");

    private final String word;

    Entry(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** Checks the kind of value. */
  public PropertyValue {
    if (!(value instanceof String)
        && !(value instanceof Integer)
        && !(value instanceof Double)
        && !(value instanceof Entry)) {
      throw new IllegalArgumentException(
          name + " is a " + value.getClass() + "; String, Integer, Double and Entry are allowed");
    }
  }

  /** The first value of a property. */
  public static PropertyValue of(String name, Object value) {
    return new PropertyValue(name, 0, value);
  }
}
