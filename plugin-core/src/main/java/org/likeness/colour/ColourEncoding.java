package org.likeness.colour;

/**
 * A reversible, bounded curve between scene-linear light and the 0..1 range that a model was
 * trained in. Works on each of R, G, B alone; primaries are those of the linear values (Rec.709).
 */
public interface ColourEncoding {
  /** The name in a model's manifest. */
  String name();

  /**
   * Scene-linear to encoded.
   *
   * @param linear any finite value; 1.0 is diffuse white
   * @return at most 1; below 0 for negative light
   */
  float encode(float linear);

  /**
   * Brightest light that comes back from {@code decode(encode(x))} within 1e-5 of itself; what is
   * brighter has to be carried past the encoding, see {@link LightCarry}.
   */
  float limit();

  /** Encoded to scene-linear: the exact inverse of {@link #encode} inside its range. */
  float decode(float encoded);

  /**
   * The encoding of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists what there is
   */
  static ColourEncoding byName(String name) {
    if (name.equals(FilmShoulderV1.NAME)) {
      return FilmShoulderV1.INSTANCE;
    }
    if (name.equals(DisplayV1.NAME)) {
      return DisplayV1.INSTANCE;
    }
    throw new IllegalArgumentException(
        "no colour encoding \""
            + name
            + "\"; there are: "
            + FilmShoulderV1.NAME
            + " and "
            + DisplayV1.NAME);
  }
}
