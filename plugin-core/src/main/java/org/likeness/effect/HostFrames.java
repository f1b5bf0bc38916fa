package org.likeness.effect;

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
import org.likeness.ofx.host.PixelComponents;
import org.likeness.ofx.host.RectI;
import org.likeness.pipeline.GuideChannel;

/**
 * Copies between the host's interleaved images, of any depth and components, and our planar frames.
 * Float values are not touched; the others are converted as {@link HostImage} says. Each copy asks
 * now and then whether it is still wanted and throws {@link CancellationException} where it is not.
 */
final class HostFrames {
  /** Rows between two questions: a few milliseconds of the widest picture. */
  private static final int ROWS = 64;

  private static final int ALPHA = 3;

  private HostFrames() {}

  /** The whole image as a frame of our own memory. */
  static Frame read(HostImage image, PlateGeometry g, BooleanSupplier stopped) {
    if (image.layout() == PixelComponents.ALPHA) {
      throw new HostException(
          OfxStatus.ERR_IMAGE_FORMAT, "the plate has only an alpha channel; RGBA is needed");
    }
    @Nullable Plane[] p = planes(image, g, stopped);
    return new Frame(
        g.toPlate(image.bounds()),
        g.display(),
        g.aspect(),
        there(p[0]),
        there(p[1]),
        there(p[2]),
        p[ALPHA]);
  }

  /** The coverage that an image holds, over its own window. */
  static Plane readGuide(
      HostImage image, PlateGeometry g, GuideChannel channel, BooleanSupplier stopped) {
    @Nullable Plane[] p = planes(image, g, stopped);
    return channel.of(p[0], p[1], p[2], p[ALPHA]);
  }

  private static Plane there(@Nullable Plane p) {
    if (p == null) {
      throw new IllegalStateException("an image without colour");
    }
    return p;
  }

  /** Red, green, blue, alpha; null where the image has none. */
  private static @Nullable Plane[] planes(
      HostImage image, PlateGeometry g, BooleanSupplier stopped) {
    RectI all = image.bounds();
    PixelRect window = g.toPlate(all);
    @Nullable Plane[] planes = new @Nullable Plane[4];
    float[][] data = new float[4][];
    for (int c = 0; c < 4; c++) {
      boolean has = c == ALPHA ? image.layout() != PixelComponents.RGB : image.components() > 1;
      if (has) {
        // A large plane is zeroed memory that was never touched: that alone takes its time.
        look(stopped);
        Plane p = Plane.zeros(window);
        planes[c] = p;
        data[c] = p.data();
      }
    }
    int width = window.width();
    for (int y = all.y1(); y < all.y2(); y += ROWS) {
      look(stopped);
      int top = Math.min(all.y2(), y + ROWS);
      int bottomLeft = (g.row(y) - window.y0()) * width;
      image.readPlanes(new RectI(all.x1(), y, all.x2(), top), data, bottomLeft, -width);
    }
    return planes;
  }

  private static void look(BooleanSupplier stopped) {
    if (stopped.getAsBoolean()) {
      throw new CancellationException("the host stopped the render");
    }
  }

  /**
   * Writes a frame into the part {@code window} of the image; pixels that the frame does not have
   * become 0, a missing alpha 1.
   */
  static void write(
      @Nullable Frame frame,
      HostImage image,
      RectI window,
      PlateGeometry g,
      BooleanSupplier stopped) {
    RectI part = window.intersect(image.bounds());
    if (part.isEmpty()) {
      return;
    }
    float[][] strip = new float[4][ROWS * part.width()];
    for (int y = part.y1(); y < part.y2(); y += ROWS) {
      look(stopped);
      int top = Math.min(part.y2(), y + ROWS);
      for (float[] channel : strip) {
        Arrays.fill(channel, 0f);
      }
      for (int row = y; frame != null && row < top; row++) {
        fill(strip, (row - y) * part.width(), frame, part, g.row(row));
      }
      image.writePlanes(new RectI(part.x1(), y, part.x2(), top), strip, 0, part.width());
    }
  }

  /** One row of the frame into the strip, at an index. */
  private static void fill(float[][] strip, int at, Frame f, RectI part, int y) {
    PixelRect w = f.dataWindow();
    int from = Math.max(part.x1(), w.x0());
    int to = Math.min(part.x2(), w.x1());
    if (y < w.y0() || y >= w.y1() || to <= from) {
      return;
    }
    @Nullable Plane[] planes = {f.r(), f.g(), f.b(), f.a()};
    int first = at + from - part.x1();
    for (int c = 0; c < 4; c++) {
      Plane p = planes[c];
      if (p == null) {
        Arrays.fill(strip[c], first, first + to - from, 1f);
      } else {
        System.arraycopy(p.data(), p.index(from, y), strip[c], first, to - from);
      }
    }
  }
}
