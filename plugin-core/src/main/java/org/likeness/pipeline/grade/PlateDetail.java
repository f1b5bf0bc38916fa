package org.likeness.pipeline.grade;

import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * The plate's fine detail as a factor: luminance over its own blur, so that pores and stubble take
 * the light of the face that they are put on. The finest of it, which is mostly grain, is left to
 * {@link org.likeness.image.grain.GrainModel}.
 *
 * @param plate linear Rec.709
 * @param sigma what is finer than this is detail, pixels
 * @param strength 0..1
 */
record PlateDetail(Frame plate, double sigma, double strength) {
  /** What is finer than this is grain. */
  private static final double GRAIN = 0.6;

  /** A pixel is made brighter or darker by at most this factor. */
  private static final float MOST = 2.5f;

  /** Light below which a factor says nothing. */
  private static final float DARK = 2e-3f;

  void apply(Plane[] face, PixelRect window) {
    Plane[] rgb = {plate.r(), plate.g(), plate.b()};
    PixelRect wide = window.grow(Math.max(Fir.reach(sigma), Fir.reach(GRAIN)));
    for (int c = 0; c < 3; c++) {
      rgb[c] = Fir.extended(rgb[c], wide);
    }
    Plane y = Fir.luma(rgb);
    Plane soft = Fir.blur(y, sigma, window);
    Plane fine = Fir.blur(y, GRAIN, window);
    for (int i = 0; i < soft.data().length; i++) {
      float f = (Math.max(0f, fine.data()[i]) + DARK) / (Math.max(0f, soft.data()[i]) + DARK);
      f = 1f + (float) strength * (Math.min(MOST, Math.max(1 / MOST, f)) - 1f);
      for (int c = 0; c < 3; c++) {
        face[c].data()[i] *= f;
      }
    }
  }
}
