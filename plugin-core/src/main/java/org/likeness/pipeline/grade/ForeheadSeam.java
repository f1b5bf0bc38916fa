package org.likeness.pipeline.grade;

import org.likeness.colour.LightTransfer;
import org.likeness.colour.Smoothing;
import org.likeness.image.Frame;
import org.likeness.image.Plane;

/**
 * Hides the upper edge of a face. It is the one edge that lies in the middle of skin: jaw and
 * cheeks end at a silhouette or a shadow, but under the hairline the performer's forehead goes on,
 * and a crisp edge between two skins shows as a line. A softer matte would hide it and be wrong, so
 * towards that edge the face takes the plate's low-frequency colour instead. The matte stays.
 */
public final class ForeheadSeam {
  private ForeheadSeam() {}

  /**
   * Applies it.
   *
   * @param face of an upright crop, scene-linear
   * @param plate the same crop of the plate, scene-linear
   * @param matte of the face over the same window, 0..1, as the model gives it
   * @param width pixels from the edge to where the face has its own colours, > 0
   * @param strength 0..1
   * @return a new frame; the face itself at strength 0
   */
  public static Frame apply(Frame face, Frame plate, Plane matte, double width, float strength) {
    return strength > 0f
        ? LightTransfer.applyWhere(
            face, plate, matte, matte, width / 2, where(matte, width, strength))
        : face;
  }

  /**
   * How far, over the matte's window. A matte that is blurred by half the width is a half at its
   * edge, and 1 from the width on inside of it.
   */
  static Plane where(Plane matte, double width, float strength) {
    int columns = matte.rect().width();
    int rows = matte.rect().height();
    Plane out = Plane.zeros(matte.rect());
    float[] soft = Smoothing.blur(matte.data(), columns, width / 2);
    for (int y = 0; y < rows / 2; y++) {
      for (int x = 0; x < columns; x++) {
        double u = x + 0.5 - columns / 2.0;
        double v = y + 0.5 - rows / 2.0;
        // From 45 degrees up it is the forehead; down to the level of the eyes ever less of it.
        double up = Math.min(1, 2 * v * v / (u * u + v * v));
        double near = Math.max(0, Math.min(1, 2 * (1 - soft[y * columns + x])));
        out.data()[y * columns + x] = (float) (strength * up * near);
      }
    }
    return out;
  }
}
