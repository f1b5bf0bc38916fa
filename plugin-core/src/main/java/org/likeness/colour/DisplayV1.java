package org.likeness.colour;

/**
 * {@code srgb-display-v1}: the sRGB curve of IEC 61966-2-1, cut at diffuse white. Models made from
 * 8-bit pictures elsewhere expect it. What is brighter than 1 comes back as 1.
 */
final class DisplayV1 implements ColourEncoding {
  static final String NAME = "srgb-display-v1";
  static final DisplayV1 INSTANCE = new DisplayV1();

  private DisplayV1() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public float limit() {
    return 1f;
  }

  @Override
  public float encode(float linear) {
    if (linear <= 0.0031308f) {
      return 12.92f * linear;
    }
    return linear >= 1 ? 1 : (float) (1.055 * Math.pow(linear, 1 / 2.4) - 0.055);
  }

  @Override
  public float decode(float encoded) {
    if (encoded <= 0.04045f) {
      return encoded / 12.92f;
    }
    return encoded >= 1 ? 1 : (float) Math.pow((encoded + 0.055) / 1.055, 2.4);
  }
}
