package org.likeness.pipeline.layers;

import org.jspecify.annotations.Nullable;
import org.likeness.image.Affine2;
import org.likeness.image.CropBend;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * For each pixel of the plate the place in the crop that it shows, as nodes that warp by a map want
 * it: u from 0 at the crop's left edge to 1 at its right one, v from 0 at its <em>bottom</em> edge
 * to 1 at its top one, so that the middle of a crop's first pixel is half a pixel's share and not
 * 0. Outside of the crop the numbers go on under 0 and over 1.
 */
public final class StMap {
  private StMap() {}

  /**
   * The two planes, u and v.
   *
   * @param plateToCrop plate pixels to crop pixels
   * @param size side of the crop, pixels
   * @param bend of the crop on its way to the plate, or null
   */
  public static Plane[] of(
      Affine2 plateToCrop, int size, @Nullable CropBend bend, PixelRect window) {
    Plane u = Plane.zeros(window);
    Plane v = Plane.zeros(window);
    int i = 0;
    for (int y = window.y0(); y < window.y1(); y++) {
      for (int x = window.x0(); x < window.x1(); x++, i++) {
        double right = plateToCrop.mapX(x + 0.5, y + 0.5) / size;
        double down = plateToCrop.mapY(x + 0.5, y + 0.5) / size;
        u.data()[i] = (float) (right + (bend == null ? 0 : bend.dx(right, down)));
        v.data()[i] = (float) (1 - down - (bend == null ? 0 : bend.dy(right, down)));
      }
    }
    return new Plane[] {u, v};
  }
}
