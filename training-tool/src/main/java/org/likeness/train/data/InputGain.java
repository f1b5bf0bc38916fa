package org.likeness.train.data;

/**
 * Factors on the encoded colours that a network is shown. The encoding is a power of the light over
 * nearly its whole range, so that a factor here is a factor on the light there.
 *
 * @param r on red, above 0
 * @param g on green, above 0
 * @param b on blue, above 0
 */
public record InputGain(float r, float g, float b) {
  /** Shown as they are. */
  public static final InputGain NONE = new InputGain(1, 1, 1);

  /**
   * Changes pictures in place, cut off at 1.
   *
   * @param rgb planes R, G, B of one picture after another
   * @param at where the first begins
   * @param plane numbers of a plane
   * @param count pictures
   */
  public void apply(float[] rgb, int at, int plane, int count) {
    if (equals(NONE)) {
      return;
    }
    float[] by = {r, g, b};
    for (int k = 0; k < 3 * count; k++) {
      float gain = by[k % 3];
      int from = at + k * plane;
      for (int i = from; i < from + plane; i++) {
        rgb[i] = Math.min(1f, rgb[i] * gain);
      }
    }
  }

  /** The same for a copy. */
  public float[] applied(float[] rgb, int plane) {
    if (equals(NONE)) {
      return rgb;
    }
    float[] out = rgb.clone();
    apply(out, 0, plane, rgb.length / (3 * plane));
    return out;
  }
}
