package org.likeness.train.landmark;

import org.likeness.image.Frame;
import org.likeness.train.rendered.RenderedPicture;
import org.likeness.train.rendered.RenderedTruth;

/**
 * One picture with its truth.
 *
 * @param rgb bytes R, G, B by turns, row by row, as on a display
 * @param width pixels
 * @param height pixels
 * @param truth of its face
 */
record LandmarkPicture(byte[] rgb, int width, int height, RenderedTruth truth)
    implements RenderedPicture {
  /** A picture whose values are as on a display. */
  static LandmarkPicture of(Frame f, RenderedTruth truth) {
    return new LandmarkPicture(
        RenderedPicture.bytes(f), f.dataWindow().width(), f.dataWindow().height(), truth);
  }

  @Override
  public double yaw() {
    return truth.yaw();
  }
}
