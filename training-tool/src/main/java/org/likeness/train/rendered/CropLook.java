package org.likeness.train.rendered;

import org.likeness.train.data.CounterRandom;

/**
 * How a crop is shown: exposure, gamma, colour of the light, saturation, noise.
 *
 * @param gain of all channels
 * @param gamma exponent
 * @param red further gain
 * @param blue further gain
 * @param saturation 0 is grey
 * @param noise standard deviation, 0..1 scale
 */
public record CropLook(
    double gain, double gamma, double red, double blue, double saturation, double noise) {
  /** Drawn by chance. */
  public static CropLook random(CounterRandom random) {
    return new CropLook(
        Math.exp(0.3 * random.normal()),
        Math.exp(0.25 * random.normal()),
        Math.exp(0.1 * random.normal()),
        Math.exp(0.1 * random.normal()),
        random.uniform() < 0.1 ? 0 : random.uniform(0.4, 1.4),
        random.uniform() < 0.5 ? 0 : random.uniform(0, 0.07));
  }

  /**
   * Writes the crop, three planes 0..1, as -1..1.
   *
   * @param at where it begins in {@code out}
   * @param random for the noise
   */
  public void apply(float[] crop, float[] out, int at, CounterRandom random) {
    int n = crop.length / 3;
    float[] curve = new float[1025];
    for (int i = 0; i < curve.length; i++) {
      curve[i] = (float) Math.min(1.2, gain * Math.pow(i / 1024.0, gamma));
    }
    for (int i = 0; i < n; i++) {
      float r = shown(curve, crop[i]) * (float) red;
      float g = shown(curve, crop[n + i]);
      float b = shown(curve, crop[2 * n + i]) * (float) blue;
      float grey = 0.3f * r + 0.6f * g + 0.1f * b;
      float s = (float) saturation;
      out[at + i] = range(grey + s * (r - grey), random);
      out[at + n + i] = range(grey + s * (g - grey), random);
      out[at + 2 * n + i] = range(grey + s * (b - grey), random);
    }
  }

  private static float shown(float[] curve, float v) {
    return curve[Math.max(0, Math.min(1024, Math.round(1024 * v)))];
  }

  private float range(float v, CounterRandom random) {
    // The sum of three uniform numbers is near enough to a normal one, and cheaper.
    double n =
        noise == 0 ? 0 : 2 * noise * (random.uniform() + random.uniform() + random.uniform() - 1.5);
    return (float) Math.max(-1, Math.min(1, 2 * (v + n) - 1));
  }
}
