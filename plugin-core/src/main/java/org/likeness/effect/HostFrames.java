package org.likeness.effect;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.host.HostException;
import org.likeness.ofx.host.HostImage;
import org.likeness.ofx.host.RectI;

/** Copies between the host's interleaved images and our planar frames. Values are not touched. */
final class HostFrames {
  private HostFrames() {}

  /** The whole image as a frame of our own memory. */
  static Frame read(HostImage image, PlateGeometry g) {
    int n = image.components();
    if (n == 1) {
      throw new HostException(
          OfxStatus.ERR_IMAGE_FORMAT, "the plate has only an alpha channel; RGBA is needed");
    }
    PixelRect window = g.toPlate(image.bounds());
    Plane r = Plane.zeros(window);
    Plane green = Plane.zeros(window);
    Plane b = Plane.zeros(window);
    Plane a = n == 4 ? Plane.zeros(window) : null;
    int width = window.width();
    float[] line = new float[n * width];
    for (int y = window.y0(); y < window.y1(); y++) {
      image.row(g.row(y)).get(line);
      int at = r.index(window.x0(), y);
      for (int x = 0, i = 0; x < width; x++, i += n) {
        r.data()[at + x] = line[i];
        green.data()[at + x] = line[i + 1];
        b.data()[at + x] = line[i + 2];
        if (a != null) {
          a.data()[at + x] = line[i + 3];
        }
      }
    }
    return new Frame(window, g.display(), g.aspect(), r, green, b, a);
  }

  /**
   * Writes a frame into the part {@code window} of the image; pixels that the frame does not have
   * become 0.
   */
  static void write(@Nullable Frame frame, HostImage image, RectI window, PlateGeometry g) {
    int n = image.components();
    RectI part = window.intersect(image.bounds());
    if (part.isEmpty()) {
      return;
    }
    float[] line = new float[n * part.width()];
    for (int y = part.y1(); y < part.y2(); y++) {
      java.util.Arrays.fill(line, 0f);
      if (frame != null) {
        fill(line, n, frame, part.x1(), part.x2(), g.row(y));
      }
      FloatBuffer row = image.row(y);
      row.position(n * (part.x1() - image.bounds().x1()));
      row.put(line);
    }
  }

  private static void fill(float[] line, int n, Frame f, int x1, int x2, int y) {
    PixelRect w = f.dataWindow();
    if (y < w.y0() || y >= w.y1()) {
      return;
    }
    int from = Math.max(x1, w.x0());
    int to = Math.min(x2, w.x1());
    Plane a = f.a();
    for (int x = from; x < to; x++) {
      int at = f.r().index(x, y);
      int i = n * (x - x1);
      if (n == 1) {
        line[i] = a == null ? 1f : a.data()[at];
      } else {
        line[i] = f.r().data()[at];
        line[i + 1] = f.g().data()[at];
        line[i + 2] = f.b().data()[at];
        if (n == 4) {
          line[i + 3] = a == null ? 1f : a.data()[at];
        }
      }
    }
  }
}
