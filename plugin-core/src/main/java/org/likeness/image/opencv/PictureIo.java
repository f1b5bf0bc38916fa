package org.likeness.image.opencv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.likeness.file.AtomicFile;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Display-referred pictures: PNG, JPEG, TIFF with 8 or 16 bits. Values are those of the file over
 * 255 or 65,535, so 0..1 and, as a rule, sRGB-encoded; no colour conversion happens here. An EXIF
 * turn in a JPEG is applied.
 */
public final class PictureIo {
  private PictureIo() {}

  /**
   * Reads a picture. One channel becomes three equal ones; A stays as stored (not premultiplied).
   *
   * @throws IOException if the file is missing, no picture, or of another depth
   */
  public static Frame read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length == 0) {
      throw new IOException(file + ": the file is empty; a PNG, JPEG or TIFF picture is needed");
    }
    return decode(bytes, file.toString());
  }

  /**
   * Decodes a picture held in memory.
   *
   * @param name for messages
   */
  public static Frame decode(byte[] bytes, String name) throws IOException {
    OpenCvLibrary.load();
    MatOfByte packed = new MatOfByte(bytes);
    Mat mat = null;
    try {
      mat = Imgcodecs.imdecode(packed, Imgcodecs.IMREAD_UNCHANGED);
      if (mat.empty()) {
        throw new IOException(
            name + ": not a picture that can be read (PNG, JPEG or TIFF), or cut short");
      }
      if (isJpeg(bytes)) {
        mat.release(); // IMREAD_UNCHANGED leaves an EXIF turn undone
        mat = Imgcodecs.imdecode(packed, Imgcodecs.IMREAD_ANYCOLOR | Imgcodecs.IMREAD_ANYDEPTH);
      }
      return toFrame(mat, name);
    } catch (org.opencv.core.CvException e) {
      throw new IOException(name + ": the picture cannot be decoded: " + e.getMessage(), e);
    } finally {
      packed.release();
      if (mat != null) {
        mat.release();
      }
    }
  }

  private static boolean isJpeg(byte[] b) {
    return b.length > 2 && (b[0] & 255) == 0xFF && (b[1] & 255) == 0xD8;
  }

  private static Frame toFrame(Mat mat, String name) throws IOException {
    int channels = mat.channels();
    int depth = mat.depth();
    if ((depth != CvType.CV_8U && depth != CvType.CV_16U) || channels == 2 || channels > 4) {
      throw new IOException(
          name
              + ": "
              + CvType.typeToString(mat.type())
              + " samples; allowed are 8 or 16 bits and 1, 3 or 4 channels");
    }
    PixelRect rect = PixelRect.ofSize(mat.cols(), mat.rows());
    float[][] planes = new float[channels][Math.toIntExact(rect.area())];
    int row = rect.width() * channels;
    if (depth == CvType.CV_8U) {
      byte[] line = new byte[row];
      for (int y = 0, o = 0; y < rect.height(); y++, o += rect.width()) {
        mat.get(y, 0, line);
        for (int i = 0, x = 0; x < rect.width(); x++) {
          for (int c = 0; c < channels; c++) {
            planes[c][o + x] = (line[i++] & 0xFF) / 255f;
          }
        }
      }
    } else {
      short[] line = new short[row];
      for (int y = 0, o = 0; y < rect.height(); y++, o += rect.width()) {
        mat.get(y, 0, line);
        for (int i = 0, x = 0; x < rect.width(); x++) {
          for (int c = 0; c < channels; c++) {
            planes[c][o + x] = (line[i++] & 0xFFFF) / 65535f;
          }
        }
      }
    }
    if (channels == 1) {
      Plane p = new Plane(rect, planes[0]);
      return Frame.opaque(p, p, p);
    }
    return new Frame(
        rect,
        rect,
        1f,
        new Plane(rect, planes[2]),
        new Plane(rect, planes[1]),
        new Plane(rect, planes[0]),
        channels == 4 ? new Plane(rect, planes[3]) : null);
  }

  /**
   * Writes an 8-bit PNG of the data window: values 0..1 as they are (already encoded for display),
   * clipped, NaN as 0, rounded to nearest; with A where the frame has one.
   */
  public static void writePng(Path file, Frame frame) throws IOException {
    Plane a = frame.a();
    write(
        file,
        frame.dataWindow(),
        a == null
            ? new Plane[] {frame.b(), frame.g(), frame.r()}
            : new Plane[] {frame.b(), frame.g(), frame.r(), a});
  }

  /** Writes an 8-bit grey PNG. */
  public static void writePng(Path file, Plane plane) throws IOException {
    write(file, plane.rect(), new Plane[] {plane});
  }

  /**
   * An 8-bit JPEG of the data window: values 0..1 as they are (already encoded for display),
   * clipped, NaN as 0; without A.
   *
   * @param quality 1 to 100
   */
  public static byte[] jpeg(Frame frame, int quality) throws IOException {
    return packed(
        "a JPEG",
        ".jpg",
        frame.dataWindow(),
        new Plane[] {frame.b(), frame.g(), frame.r()},
        Imgcodecs.IMWRITE_JPEG_QUALITY,
        quality);
  }

  private static void write(Path file, PixelRect rect, Plane[] planes) throws IOException {
    AtomicFile.write(
        file, packed(file.toString(), ".png", rect, planes, Imgcodecs.IMWRITE_PNG_COMPRESSION, 4));
  }

  private static byte[] packed(
      String name, String kind, PixelRect rect, Plane[] planes, int option, int value)
      throws IOException {
    if (rect.isEmpty()) {
      throw new IOException(name + ": a picture of no pixels cannot be written");
    }
    OpenCvLibrary.load();
    int n = planes.length;
    Mat mat = new Mat(rect.height(), rect.width(), CvType.CV_8UC(n));
    MatOfByte packed = new MatOfByte();
    MatOfInt options = new MatOfInt(option, value);
    try {
      byte[] line = new byte[rect.width() * n];
      for (int y = 0, o = 0; y < rect.height(); y++, o += rect.width()) {
        for (int i = 0, x = 0; x < rect.width(); x++) {
          for (int c = 0; c < n; c++) {
            line[i++] = toByte(planes[c].data()[o + x]);
          }
        }
        mat.put(y, 0, line);
      }
      if (!Imgcodecs.imencode(kind, mat, packed, options)) {
        throw new IOException(name + ": the picture could not be packed");
      }
      return packed.toArray();
    } finally {
      mat.release();
      packed.release();
      options.release();
    }
  }

  private static byte toByte(float v) {
    return (byte) (v >= 1f ? 255 : v > 0f ? (int) (v * 255f + 0.5f) : 0);
  }
}
