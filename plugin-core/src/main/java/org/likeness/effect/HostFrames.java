package org.likeness.effect;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.host.HostException;
import org.likeness.ofx.host.HostImage;
import org.likeness.ofx.host.RectI;
import org.likeness.pipeline.GuideChannel;

/**
 * Copies between the host's interleaved images and our planar frames. Values are not touched. Each
 * copy asks now and then whether it is still wanted and throws {@link CancellationException} where
 * it is not.
 */
final class HostFrames {
  /** Rows between two questions: a few milliseconds of the widest picture. */
  private static final int ROWS_A_LOOK = 64;

  private HostFrames() {}

  /** The whole image as a frame of our own memory. */
  static Frame read(HostImage image, PlateGeometry g, BooleanSupplier stopped) {
    if (image.components() == 1) {
      throw new HostException(
          OfxStatus.ERR_IMAGE_FORMAT, "the plate has only an alpha channel; RGBA is needed");
    }
    Plane[] p = planes(image, g, stopped);
    return new Frame(
        p[0].rect(), g.display(), g.aspect(), p[0], p[1], p[2], p.length == 4 ? p[3] : null);
  }

  /** The coverage that an image holds, over its own window. */
  static Plane readGuide(
      HostImage image, PlateGeometry g, GuideChannel channel, BooleanSupplier stopped) {
    Plane[] p = planes(image, g, stopped);
    return p.length == 1 ? p[0] : channel.of(p[0], p[1], p[2], p.length == 4 ? p[3] : null);
  }

  private static Plane[] planes(HostImage image, PlateGeometry g, BooleanSupplier stopped) {
    int n = image.components();
    PixelRect window = g.toPlate(image.bounds());
    Plane[] planes = new Plane[n];
    for (int c = 0; c < n; c++) {
      planes[c] = Plane.zeros(window);
    }
    int width = window.width();
    float[] line = new float[n * width];
    for (int y = window.y0(); y < window.y1(); y++) {
      look(y - window.y0(), stopped);
      image.row(g.row(y)).get(line);
      int at = planes[0].index(window.x0(), y);
      for (int c = 0; c < n; c++) {
        float[] to = planes[c].data();
        for (int x = 0, i = c; x < width; x++, i += n) {
          to[at + x] = line[i];
        }
      }
    }
    return planes;
  }

  private static void look(int row, BooleanSupplier stopped) {
    if (row % ROWS_A_LOOK == 0 && stopped.getAsBoolean()) {
      throw new CancellationException("the host stopped the render");
    }
  }

  /**
   * Writes a frame into the part {@code window} of the image; pixels that the frame does not have
   * become 0.
   */
  static void write(
      @Nullable Frame frame,
      HostImage image,
      RectI window,
      PlateGeometry g,
      BooleanSupplier stopped) {
    int n = image.components();
    RectI part = window.intersect(image.bounds());
    if (part.isEmpty()) {
      return;
    }
    float[] line = new float[n * part.width()];
    for (int y = part.y1(); y < part.y2(); y++) {
      look(y - part.y1(), stopped);
      Arrays.fill(line, 0f);
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
