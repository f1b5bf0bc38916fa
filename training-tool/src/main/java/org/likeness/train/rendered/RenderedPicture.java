package org.likeness.train.rendered;

import org.likeness.image.Frame;

/** A picture of a face whose truth is known. */
public interface RenderedPicture {
  /** Bytes R, G, B by turns, row by row, as on a display. */
  byte[] rgb();

  /** Pixels. */
  int width();

  /** Pixels. */
  int height();

  /** Turn of the head, degrees. */
  double yaw();

  /** The bytes of {@link #rgb} of a picture whose values are 0..1 as on a display. */
  static byte[] bytes(Frame f) {
    return bytes(f.r().data(), f.g().data(), f.b().data());
  }

  /** The same of three planes. */
  static byte[] bytes(float[]... planes) {
    int n = planes[0].length;
    byte[] rgb = new byte[3 * n];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = (byte) Math.round(255 * Math.max(0, Math.min(1, planes[c][i])));
      }
    }
    return rgb;
  }
}
