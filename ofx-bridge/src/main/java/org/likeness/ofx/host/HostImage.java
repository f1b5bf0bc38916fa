package org.likeness.ofx.host;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.likeness.ofx.abi.ImageEffectSuite;
import org.likeness.ofx.abi.OfxStatus;

/**
 * An image that the host lends for one action: float pixels, interleaved, rows from the bottom. The
 * bytes from one row to the next may be more than a row, and negative. {@link #close} gives it
 * back; after that its pixels may be gone, and reading throws.
 */
public final class HostImage implements AutoCloseable {
  private final PropertySet properties;
  private final RectI bounds;
  private final int rowBytes;
  private final long data;
  private boolean open = true;

  HostImage(PropertySet properties) {
    this.properties = properties;
    this.bounds = properties.getRectI("OfxImagePropBounds");
    this.rowBytes = properties.getInt("OfxImagePropRowBytes", 0, 0);
    this.data = properties.getPointer("OfxImagePropData", 0);
  }

  boolean hasPixels() {
    return data != 0 && !bounds.isEmpty();
  }

  /** The pixels that there are, in the image's own scale, y up. */
  public RectI bounds() {
    return bounds;
  }

  /** Bytes from a row to the one above it, possibly negative. */
  public int rowBytes() {
    return rowBytes;
  }

  /** Samples a pixel: 4 for RGBA, 3 for RGB, 1 for alpha. */
  public int components() {
    return switch (properties.getString("OfxImageEffectPropComponents", 0, "")) {
      case "OfxImageComponentRGBA" -> 4;
      case "OfxImageComponentRGB" -> 3;
      case "OfxImageComponentAlpha" -> 1;
      default ->
          throw new HostException(
              OfxStatus.ERR_IMAGE_FORMAT,
              "the host gave an image with components \""
                  + properties.getString("OfxImageEffectPropComponents", 0, "")
                  + "\"; RGBA, RGB and Alpha are allowed");
    };
  }

  /** Width of a pixel over its height, 1 where the host does not say. */
  public double pixelAspect() {
    double aspect = properties.getDouble("OfxImagePropPixelAspectRatio", 0, 1);
    return aspect > 0 && aspect < 100 ? aspect : 1;
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

  /** Path of the file that the picture came from, where the host tells it; else empty. */
  public String filePath() {
    return properties.getString("OfxImageEffectPropSrcFilePath", 0, "");
  }

  /**
   * The floats of row {@code y} (y up, inside the bounds), a view of the host's memory that dies
   * with this image.
   *
   * @throws HostException if the pixels are not float or a row is shorter than its pixels
   */
  public FloatBuffer row(int y) {
    if (!open) {
      throw new IllegalStateException("the image was given back to the host");
    }
    String depth = properties.getString("OfxImageEffectPropPixelDepth", 0, "OfxBitDepthFloat");
    if (!depth.equals("OfxBitDepthFloat")) {
      throw new HostException(
          OfxStatus.ERR_IMAGE_FORMAT, "the host gave pixels of " + depth + "; only float is taken");
    }
    if (y < bounds.y1() || y >= bounds.y2()) {
      throw new IndexOutOfBoundsException("row " + y + " of an image with bounds " + bounds);
    }
    long need = 4L * components() * bounds.width();
    if (Math.abs((long) rowBytes) < need && bounds.height() > 1) {
      throw new HostException(
          OfxStatus.ERR_IMAGE_FORMAT,
          "the host gave rows of "
              + rowBytes
              + " bytes for "
              + bounds.width()
              + " pixels, which need "
              + need);
    }
    long address = data + (long) (y - bounds.y1()) * rowBytes;
    ByteBuffer bytes = new Pointer(address).getByteBuffer(0, need);
    return bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Gives the image back; more than once is harmless. */
  @Override
  public void close() {
    if (open) {
      open = false;
      ImageEffectSuite.clipReleaseImage(properties.handle());
    }
  }
}
