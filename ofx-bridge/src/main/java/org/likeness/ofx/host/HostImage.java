package org.likeness.ofx.host;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.NativeMemory;
import org.likeness.ofx.abi.OfxStatus;

/**
 * An image that the host lends for one action: interleaved pixels of one of four depths and three
 * kinds of components, rows from the bottom. The bytes from one row to the next may be more than a
 * row, and negative. {@link #close} gives it back; after that its pixels may be gone, and reading
 * throws.
 *
 * <p>Values pass through float: float bit by bit, half exactly and back to nearest (ties to even),
 * byte and short as 0..1, clamped and rounded to nearest on the way back.
 */
public final class HostImage implements AutoCloseable {
  /** No host makes pictures of this side; what is more is garbage. */
  private static final long MOST = 1 << 20;

  private final OfxHost host;
  private final PropertySet properties;
  private final RectI bounds;
  private final int rowBytes;
  private final long data;
  private final @Nullable PixelDepth depth;
  private final @Nullable PixelComponents components;
  private final @Nullable ByteBuffer whole;
  private boolean open = true;

  /** The image of a handle; null where it has no pixels, which is then given back. */
  static @Nullable HostImage of(OfxHost host, long handle) {
    if (handle == 0) {
      return null;
    }
    PropertySet properties = host.set(handle);
    boolean kept = false;
    try {
      HostImage image = new HostImage(host, properties);
      kept = image.data != 0 && !image.bounds.isEmpty();
      return kept ? image : null;
    } finally {
      if (!kept) {
        host.suites().effect().clipReleaseImage(handle);
      }
    }
  }

  private HostImage(OfxHost host, PropertySet properties) {
    this.host = host;
    this.properties = properties;
    bounds = properties.getRectI("OfxImagePropBounds");
    rowBytes = properties.getInt("OfxImagePropRowBytes", 0, 0);
    data = properties.getPointer("OfxImagePropData", 0);
    depth =
        PixelDepth.ofxNamed(
                properties.getString("OfxImageEffectPropPixelDepth", 0, "OfxBitDepthFloat"))
            .orElse(null);
    components =
        PixelComponents.ofxNamed(properties.getString("OfxImageEffectPropComponents", 0, ""))
            .orElse(null);
    boolean sound = data != 0 && !bounds.isEmpty() && depth != null && components != null;
    whole = sound ? checkedView() : null;
  }

  /**
   * All bytes in one view, null where they are too many for one; throws where they are not there.
   */
  private @Nullable ByteBuffer checkedView() {
    long width = (long) bounds.x2() - bounds.x1();
    long height = (long) bounds.y2() - bounds.y1();
    if (width > MOST || height > MOST) {
      throw new HostException(
          OfxStatus.ERR_IMAGE_FORMAT,
          "the host gave an image of " + width + " x " + height + " pixels; 1048576 are allowed");
    }
    long need = rowNeeds();
    if (Math.abs((long) rowBytes) < need && height > 1) {
      throw new HostException(
          OfxStatus.ERR_IMAGE_FORMAT,
          "the host gave rows of "
              + rowBytes
              + " bytes for "
              + width
              + " pixels, which need "
              + need);
    }
    long span = (height - 1) * Math.abs((long) rowBytes) + need;
    if (!NativeMemory.mapped(lowest(), span)) {
      throw new HostException(
          OfxStatus.ERR_IMAGE_FORMAT,
          "the host gave an image of "
              + width
              + " x "
              + height
              + " pixels at an address without so much memory");
    }
    return span <= Integer.MAX_VALUE ? NativeMemory.view(lowest(), span) : null;
  }

  private long lowest() {
    return rowBytes < 0 ? data + (long) (bounds.height() - 1) * rowBytes : data;
  }

  private long rowNeeds() {
    return (long) depth().bytes() * components() * bounds.width();
  }

  /** The image's own properties. */
  public PropertySet properties() {
    return properties;
  }

  /** The pixels that there are, in the image's own scale, y up. */
  public RectI bounds() {
    return bounds;
  }

  /** Bytes from a row to the one above it, possibly negative. */
  public int rowBytes() {
    return rowBytes;
  }

  /** How its samples are stored. */
  public PixelDepth depth() {
    if (depth == null) {
      throw new HostException(
          OfxStatus.ERR_IMAGE_FORMAT,
          "the host gave pixels of "
              + properties.getString("OfxImageEffectPropPixelDepth", 0, "")
              + "; byte, short, half and float are taken");
    }
    return depth;
  }

  /** What samples a pixel has. */
  public PixelComponents layout() {
    if (components == null) {
      throw new HostException(
          OfxStatus.ERR_IMAGE_FORMAT,
          "the host gave an image with components \""
              + properties.getString("OfxImageEffectPropComponents", 0, "")
              + "\"; RGBA, RGB and Alpha are allowed");
    }
    return components;
  }

  /** Samples a pixel: 4 for RGBA, 3 for RGB, 1 for alpha. */
  public int components() {
    return layout().count();
  }

  /** Width of a pixel over its height, 1 where the host does not say. */
  public double pixelAspect() {
    double aspect = properties.getDouble("OfxImagePropPixelAspectRatio", 0, 1);
    return aspect > 0.01 && aspect < 100 ? aspect : 1;
  }

  /** The image's scale against the full one, x; what the host says here, 1 where it does not. */
  public double scaleX() {
    return positive(properties.getDouble("OfxImageEffectPropRenderScale", 0, 1));
  }

  /** The image's scale against the full one, y. */
  public double scaleY() {
    return positive(properties.getDouble("OfxImageEffectPropRenderScale", 1, 1));
  }

  private static double positive(double scale) {
    return scale > 0 && scale < 1e6 ? scale : 1;
  }

  /** Whether colour is already multiplied by alpha, or there is no alpha to speak of. */
  public String premultiplication() {
    return properties.getString(
        "OfxImageEffectPropPreMultiplication", 0, "OfxImageAlphaPremultiplied");
  }

  /** The host's mark of these very pixels, empty where it gives none. */
  public String uniqueId() {
    return properties.getString("OfxImagePropUniqueIdentifier", 0, "");
  }

  /** Path of the file that the picture came from, where the host tells it; else empty. */
  public String filePath() {
    return properties.getString("OfxImageEffectPropSrcFilePath", 0, "");
  }

  /** Colour space of its values as the host names it, empty where it does not. */
  public Optional<String> colourspace() {
    String name = properties.getString("OfxImageClipPropColourspace", 0, "");
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  /**
   * The floats of row {@code y} (y up, inside the bounds), a view of the host's memory that dies
   * with this image.
   *
   * @throws HostException if the pixels are not float
   */
  public FloatBuffer row(int y) {
    if (depth() != PixelDepth.FLOAT) {
      throw new HostException(
          OfxStatus.ERR_IMAGE_FORMAT,
          "the host gave pixels of " + depth().ofxName() + "; only float is taken here");
    }
    return bytes(y, bounds.x1(), bounds.x2()).asFloatBuffer();
  }

  /** The bytes of pixels {@code x1} to {@code x2} of row {@code y}, all inside the bounds. */
  private ByteBuffer bytes(int y, int x1, int x2) {
    if (!open) {
      throw new IllegalStateException("the image was given back to the host");
    }
    if (y < bounds.y1() || y >= bounds.y2() || x1 < bounds.x1() || x2 > bounds.x2() || x1 > x2) {
      throw new IndexOutOfBoundsException(
          "pixels " + x1 + " to " + x2 + " of row " + y + " of an image with bounds " + bounds);
    }
    int pixel = depth().bytes() * components();
    long up = (long) (y - bounds.y1()) * rowBytes + (long) (x1 - bounds.x1()) * pixel;
    int length = (x2 - x1) * pixel;
    if (whole == null) {
      return NativeMemory.view(data + up, length);
    }
    return whole.slice((int) (data - lowest() + up), length).order(whole.order());
  }

  /**
   * Reads interleaved samples of a row as floats.
   *
   * @param x1 first pixel, inside the bounds
   * @param x2 end of the pixels
   * @param line {@code (x2 - x1) * components()} samples or more
   */
  public void readRow(int y, int x1, int x2, float[] line) {
    PixelRows.read(bytes(y, x1, x2), depth(), line, (x2 - x1) * components());
  }

  /** Writes interleaved samples of a row; the counterpart of {@link #readRow}. */
  public void writeRow(int y, int x1, int x2, float[] line) {
    PixelRows.write(bytes(y, x1, x2), depth(), line, (x2 - x1) * components());
  }

  /**
   * Reads a part into planes of floats; where the image has no pixels the planes become 0. An image
   * without alpha is opaque (1 inside its bounds), one without colour has colour 0.
   *
   * @param part pixels, in the image's scale
   * @param rgba four planes in the order red, green, blue, alpha; null ones are left out
   * @param at index of the part's bottom left pixel in the planes
   * @param step from a pixel to the one above it; negative for planes that go down
   */
  public void readPlanes(RectI part, float[] @Nullable [] rgba, int at, int step) {
    PixelPlanes.read(this, part, rgba, at, step);
  }

  /**
   * Writes a part from planes of floats; pixels outside of the image are left out. A missing alpha
   * plane is opaque (1), a missing colour plane 0.
   *
   * @param part pixels, in the image's scale
   * @param rgba four planes in the order red, green, blue, alpha; null ones are missing
   * @param at index of the part's bottom left pixel in the planes
   * @param step from a pixel to the one above it; negative for planes that go down
   */
  public void writePlanes(RectI part, float[] @Nullable [] rgba, int at, int step) {
    PixelPlanes.write(this, part, rgba, at, step);
  }

  /**
   * Copies a part of this image into another, as it is where both are stored alike, else by {@link
   * #readPlanes}' rules. What this image does not have becomes 0.
   */
  public void copyTo(HostImage out, RectI window) {
    RectI part = window.intersect(out.bounds);
    if (part.isEmpty()) {
      return;
    }
    boolean alike = depth() == out.depth() && layout() == out.layout();
    if (!alike) {
      PixelPlanes.convert(this, out, part);
      return;
    }
    RectI both = part.intersect(bounds);
    if (!both.equals(part)) {
      for (int y = part.y1(); y < part.y2(); y++) {
        zero(out.bytes(y, part.x1(), part.x2()));
      }
    }
    if (!both.isEmpty()) {
      long bytes = (long) both.width() * depth().bytes() * components();
      NativeMemory.copyRows(
          out.address(both.x1(), both.y1()),
          out.rowBytes,
          address(both.x1(), both.y1()),
          rowBytes,
          bytes,
          both.height());
    }
  }

  /** Address of a pixel inside the bounds. */
  private long address(int x, int y) {
    if (!open) {
      throw new IllegalStateException("the image was given back to the host");
    }
    return data
        + (long) (y - bounds.y1()) * rowBytes
        + (long) (x - bounds.x1()) * depth().bytes() * components();
  }

  private static void zero(ByteBuffer bytes) {
    byte[] nothing = new byte[bytes.capacity()];
    Arrays.fill(nothing, (byte) 0);
    bytes.put(0, nothing);
  }

  /** Gives the image back; more than once is harmless. */
  @Override
  public void close() {
    if (open) {
      open = false;
      host.suites().effect().clipReleaseImage(properties.handle());
    }
  }
}
