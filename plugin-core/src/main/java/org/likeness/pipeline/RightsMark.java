package org.likeness.pipeline;

import org.likeness.colour.ColourSpace;
import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;

/**
 * The mark across a face that may not be used: diagonal stripes over the whole crop and three
 * blocks of words, fixed to the face. It is painted into the colours themselves, before they are
 * premultiplied, so that no matte separates it from the face.
 */
final class RightsMark {
  private static final double STRIPE_PERIOD = 0.15;
  private static final double STRIPE_WIDTH = 0.035;

  /** Side of a letter's cell, in crops: nine letters go across half a crop. */
  private static final double CELL = 0.5 / 54;

  private static final double[] BLOCK_CENTRES = {0.28, 0.52, 0.76};
  private static final int SAMPLES = 4;

  private static final int NOTHING = 0;
  private static final int BRIGHT = 1;
  private static final int DARK = 2;

  private final String[] lines;
  private final float[] bright;
  private final float[] dark;

  /**
   * A mark.
   *
   * @param state why; not VALID
   * @param space colour space to paint in
   */
  RightsMark(RightsStatus.State state, ColourSpace space) {
    lines =
        state == RightsStatus.State.EXPIRED
            ? new String[] {"RIGHTS", "EXPIRED"}
            : new String[] {"NO RIGHTS", "RECORD"};
    bright = inSpace(space, 0.95f, 0.80f, 0.05f);
    dark = inSpace(space, 0.02f, 0.005f, 0.03f);
  }

  private static float[] inSpace(ColourSpace space, float red, float green, float blue) {
    float[] r = {red};
    float[] g = {green};
    float[] b = {blue};
    space.fromLinearRec709(r, g, b);
    return new float[] {r[0], g[0], b[0]};
  }

  /**
   * Paints into planes over {@code window}, not premultiplied.
   *
   * @param plateToCrop plate pixels to crop pixels
   * @param size side of the crop, pixels
   */
  void paint(PixelRect window, Affine2 plateToCrop, int size, float[] r, float[] g, float[] b) {
    int i = 0;
    for (int y = window.y0(); y < window.y1(); y++) {
      for (int x = window.x0(); x < window.x1(); x++, i++) {
        int brights = 0;
        int darks = 0;
        for (int s = 0; s < SAMPLES * SAMPLES; s++) {
          int column = s % SAMPLES;
          int row = s / SAMPLES;
          double px = x + (column + 0.5) / SAMPLES;
          double py = y + (row + 0.5) / SAMPLES;
          int at = at(plateToCrop.mapX(px, py) / size, plateToCrop.mapY(px, py) / size);
          brights += at == BRIGHT ? 1 : 0;
          darks += at == DARK ? 1 : 0;
        }
        float cb = brights / (float) (SAMPLES * SAMPLES);
        float cd = darks / (float) (SAMPLES * SAMPLES);
        r[i] = mix(r[i], cb, bright[0], cd, dark[0]);
        g[i] = mix(g[i], cb, bright[1], cd, dark[1]);
        b[i] = mix(b[i], cb, bright[2], cd, dark[2]);
      }
    }
  }

  private static float mix(float under, float cb, float bright, float cd, float dark) {
    float rest = 1f - cb - cd;
    return (rest > 0f ? under * rest : 0f) + cb * bright + cd * dark;
  }

  private int at(double u, double v) {
    for (double centre : BLOCK_CENTRES) {
      int in = block(u, v - centre);
      if (in != NOTHING) {
        return in;
      }
    }
    double along = (u + v) / STRIPE_PERIOD;
    double phase = (along - Math.floor(along)) * STRIPE_PERIOD;
    if (phase < STRIPE_WIDTH) {
      return BRIGHT;
    }
    return phase < 2 * STRIPE_WIDTH ? DARK : NOTHING;
  }

  /** Words on a dark plate, centred on the crop's middle. */
  private int block(double u, double v) {
    double line = (TinyFont.HEIGHT + 2) * CELL;
    double top = v + lines.length * line / 2;
    if (top < 0 || top >= lines.length * line) {
      return NOTHING;
    }
    int which = (int) (top / line);
    String text = lines[which];
    double left = u - 0.5 + text.length() * TinyFont.ADVANCE * CELL / 2;
    int cx = (int) Math.floor(left / CELL);
    int cy = (int) Math.floor((top - which * line) / CELL) - 1;
    int cells = text.length() * TinyFont.ADVANCE;
    if (cx < -1 || cx >= cells) {
      return NOTHING;
    }
    boolean letter =
        cx >= 0
            && cy >= 0
            && cy < TinyFont.HEIGHT
            && cx % TinyFont.ADVANCE < TinyFont.WIDTH
            && TinyFont.lit(text.charAt(cx / TinyFont.ADVANCE), cx % TinyFont.ADVANCE, cy);
    return letter ? BRIGHT : DARK;
  }
}
