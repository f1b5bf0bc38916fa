package org.likeness.colour;

import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * Scene-linear light in two parts: a base within 0 and a limit, which a bounded encoding brings
 * through a model unharmed, and what is carried past the model: a gain of at least 1 for light over
 * the limit, one a pixel so that its hue stays, and for each channel what lies under 0.
 *
 * <p>{@code light = base · gain + under} gives back every finite pixel within 1e-6 of itself. On
 * another face than the one that was split, the gain counts where that face is bright too: a
 * highlight stays a highlight, and a brow under it stays a brow.
 *
 * @param base R, G, B within 0 and the limit; what was not finite is 0
 * @param gain per pixel, at least 1
 * @param under R, G, B, each at most 0
 * @param limit largest value of the base
 */
public record LightCarry(Frame base, Plane gain, Plane[] under, float limit) {
  /** From this share of the limit on a face takes part of the gain, from the next one all of it. */
  private static final float FIRST = 0.2f;

  private static final float FULL = 0.4f;

  /**
   * Splits.
   *
   * @param light scene-linear; only read
   * @param limit largest value of the base, > 0: {@link ColourEncoding#limit} as a rule
   */
  public static LightCarry split(Frame light, float limit) {
    PixelRect rect = light.dataWindow();
    Plane[] in = {light.r(), light.g(), light.b()};
    Plane[] base = {Plane.zeros(rect), Plane.zeros(rect), Plane.zeros(rect)};
    Plane[] under = {Plane.zeros(rect), Plane.zeros(rect), Plane.zeros(rect)};
    Plane gain = Plane.zeros(rect);
    for (int i = 0; i < gain.data().length; i++) {
      float most = 0;
      for (int c = 0; c < 3; c++) {
        float v = in[c].data()[i];
        float x = Math.abs(v) <= Float.MAX_VALUE ? v : 0f;
        under[c].data()[i] = Math.min(0f, x);
        base[c].data()[i] = Math.max(0f, x);
        most = Math.max(most, x);
      }
      float g = most > limit ? most / limit : 1f;
      gain.data()[i] = g;
      for (int c = 0; c < 3; c++) {
        base[c].data()[i] = Math.min(limit, base[c].data()[i] / g);
      }
    }
    return new LightCarry(Frame.opaque(base[0], base[1], base[2]), gain, under, limit);
  }

  /**
   * Puts what was carried onto a face, in place.
   *
   * @param face decoded R, G, B over the same window
   */
  public void apply(Plane[] face) {
    for (int i = 0; i < gain.data().length; i++) {
      float g = gain.data()[i];
      if (g > 1f) {
        float most =
            Math.max(face[0].data()[i], Math.max(face[1].data()[i], face[2].data()[i])) / limit;
        float t = Math.min(1f, Math.max(0f, (most - FIRST) / (FULL - FIRST)));
        g = 1f + (g - 1f) * t * t * (3f - 2f * t);
      }
      for (int c = 0; c < 3; c++) {
        face[c].data()[i] = face[c].data()[i] * g + under[c].data()[i];
      }
    }
  }
}
