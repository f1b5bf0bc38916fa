package org.likeness.face;

import java.nio.FloatBuffer;
import org.likeness.image.Affine2;
import org.likeness.image.pixels.PixelLoops;

/**
 * How sharp a plate is on a face, at its own pixels: F. Crete, T. Dolmiere, P. Ladret and M.
 * Nicolas, "The blur effect: perception and estimation with a new no-reference perceptual blur
 * metric", 2007. What differs between neighbours is compared with what is left of it when the
 * picture is made soft on purpose: little is lost of a picture that was soft before.
 */
final class FaceSharpness {
  /** Side of the largest square that is looked at. */
  static final int MOST = 256;

  private static final int LEAST = 24;

  private static final PixelLoops LOOPS = PixelLoops.best();

  private FaceSharpness() {}

  /** 0 soft, 1 sharp; NaN of a face that is too small to say. */
  static float of(DisplayView plate, CropAnchors.Fit fit) {
    int size = (int) Math.min(MOST, Math.round(fit.scale()));
    if (size < LEAST) {
      return Float.NaN;
    }
    // Pixel for pixel, so that nothing is resampled; upright, so that the plate's grid is kept.
    double x = Math.rint(fit.x()) - size / 2;
    double y = Math.rint(fit.y()) - size / 2;
    int n = size * size;
    int room = (3 * n + 1) / 2 * 2; // at a whole double
    FloatBuffer all = plate.pyramid().scratch(room + PixelLoops.blurRoom(size));
    plate.crop(new Affine2(1, 0, -x, 0, 1, -y), size, false, 0f, 1f, all);
    double[] lost = LOOPS.blur(all, size, all.slice(room, all.capacity() - room));
    return (float) (1 - Math.max(blur(lost[0], lost[1]), blur(lost[2], lost[3])));
  }

  private static double blur(double all, double lost) {
    return all <= 0 ? 1 : (all - lost) / all;
  }
}
