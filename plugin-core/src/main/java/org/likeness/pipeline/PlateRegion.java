package org.likeness.pipeline;

import org.likeness.colour.ColourSpace;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** The part of a plate that a crop needs, in linear light. */
final class PlateRegion {
  private PlateRegion() {}

  /** A crop's pixels with what its resampling filter reaches beyond them, inside the plate. */
  static PixelRect around(Affine2 plateToCrop, int size, PixelRect plate) {
    double shrink = Math.max(1, 1 / plateToCrop.meanScale());
    return Compositor.footprint(plateToCrop, size)
        .grow((int) Math.ceil(4 * shrink) + 2)
        .intersect(plate);
  }

  /** A copy of a region in linear Rec.709; the plate itself where nothing has to be done. */
  static Frame linear(Frame plate, PixelRect region, String spaceName) {
    ColourSpace space = ColourSpace.byName(spaceName);
    if (space.isWorkingSpace() && region.equals(plate.dataWindow())) {
      return plate;
    }
    Plane r = plate.r().crop(region);
    Plane g = plate.g().crop(region);
    Plane b = plate.b().crop(region);
    space.toLinearRec709(r.data(), g.data(), b.data());
    return new Frame(region, plate.displayWindow(), plate.pixelAspect(), r, g, b, null);
  }

  /** Pixels with a NaN or an infinite sample. */
  static long notFinite(Frame plate) {
    float[] r = plate.r().data();
    float[] g = plate.g().data();
    float[] b = plate.b().data();
    long n = 0;
    for (int i = 0; i < r.length; i++) {
      if (!(finite(r[i]) && finite(g[i]) && finite(b[i]))) {
        n++;
      }
    }
    return n;
  }

  private static boolean finite(float v) {
    return Math.abs(v) <= Float.MAX_VALUE; // false for NaN too
  }
}
