package org.likeness.pipeline.evaluate;

import java.util.Locale;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;

/**
 * Pictures that a face fills: cut out of wider ones by the face's own box. What is a large face for
 * a network is told by its part of the picture, not by its pixels.
 */
enum FilledPictures {
  /** The points' box and a tenth of its side around it. */
  WHOLE(0.1, 0),
  /** Nothing but the points' box. */
  TIGHT(0, 0),
  /** A third of the face lies beyond the left edge. */
  CUT(0.1, 1 / 3.0);

  private final double margin;
  private final double beyond;

  FilledPictures(double margin, double beyond) {
    this.margin = margin;
    this.beyond = beyond;
  }

  /** As a group of figures is called. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Cuts a picture. */
  Frame of(Frame wide, TruthFace face) {
    PixelRect rect = window(wide.dataWindow(), face);
    return Frame.opaque(wide.r().crop(rect), wide.g().crop(rect), wide.b().crop(rect));
  }

  /** What is left of a picture; not more than there is. Places keep their coordinates. */
  PixelRect window(PixelRect wide, TruthFace face) {
    var b = face.box();
    double around = margin * Math.max(b.width(), b.height());
    return new PixelRect(
            (int) Math.floor(b.x0() - around + beyond * (b.width() + around)),
            (int) Math.floor(b.y0() - around),
            (int) Math.ceil(b.x1() + around),
            (int) Math.ceil(b.y1() + around))
        .intersect(wide);
  }
}
