package org.likeness.pipeline.temporal;

import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.evaluate.ResultSequence.Composite;

/**
 * The part of a frame round its face; all over the same window.
 *
 * @param place the face
 * @param plate scene-linear
 * @param comp scene-linear
 * @param alpha coverage, or null where the result holds none
 */
record LoadedFrame(int frame, FacePlace place, Frame plate, Frame comp, @Nullable Plane alpha) {
  static LoadedFrame of(int frame, FacePlace place, Frame plate, Composite made) {
    PixelRect w = place.region().intersect(plate.dataWindow());
    Plane alpha = made.alpha();
    return new LoadedFrame(
        frame, place, part(plate, w), part(made.comp(), w), alpha == null ? null : alpha.crop(w));
  }

  private static Frame part(Frame f, PixelRect w) {
    return new Frame(
        w, f.displayWindow(), f.pixelAspect(), f.r().crop(w), f.g().crop(w), f.b().crop(w), null);
  }

  PixelRect window() {
    return plate.dataWindow();
  }

  /** Where the face is, 0..1: the alpha, or what stands for it. */
  Plane coverage() {
    return alpha == null ? place.stand(window()) : alpha;
  }
}
