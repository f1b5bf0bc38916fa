package org.likeness.exr;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** One open file. Owns the native handle until {@link #close}. */
final class NativeReader implements AutoCloseable {
  private static final long MAX_SAMPLES = 1L << 28;
  private static final int CHUNK_ROWS = 256; // a whole number of any compression's blocks
  private static final int SCAN_LINES = 0;
  private static final int DEEP = 2;

  private final Path file;
  private final Pointer handle;
  private final int parts;
  private final byte[] message = new byte[ExrNative.MESSAGE_BYTES];

  NativeReader(Path file, int threads) throws IOException {
    this.file = file;
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such file");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": a folder, where an OpenEXR file is needed");
    }
    if (Files.size(file) == 0) {
      throw new IOException(file + ": the file is empty (0 bytes); an OpenEXR file is needed");
    }
    PointerByReference out = new PointerByReference();
    IntByReference count = new IntByReference();
    check(
        ExrNative.lk_exr_reader_open(
            ExrNative.path(file), threads, out, count, message, message.length));
    this.handle = out.getValue();
    this.parts = count.getValue();
  }

  private void check(int status) throws IOException {
    if (status != 0) {
      String text = ExrNative.message(message);
      String start = file + ": ";
      throw new IOException(
          switch (status) {
            case 2 -> start + "cannot be read: " + text;
            case 3 -> start + "not a whole OpenEXR file (damaged or cut short?): " + text;
            case 4 -> start + text;
            case 5 -> start + "not enough memory for its pixels";
            default -> start + "OpenEXR said: " + text;
          });
    }
  }

  /** All parts; planes of those channels that are wanted, the others left out. */
  List<ExrPart> read(boolean pixels, Predicate<String> wanted) throws IOException {
    List<ExrPart> list = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      list.add(part(i, pixels, wanted, true));
    }
    return list;
  }

  /** All parts with their channels, without pixels and attributes. */
  List<ExrPart> outline() throws IOException {
    List<ExrPart> list = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      list.add(part(i, false, name -> true, false));
    }
    return list;
  }

  /** One part with its pixels. */
  ExrPart readPart(int part, Predicate<String> wanted) throws IOException {
    return part(part, true, wanted, true);
  }

  private ExrPart part(int part, boolean pixels, Predicate<String> wanted, boolean attributes)
      throws IOException {
    PixelRect data;
    PixelRect display;
    float aspect;
    int storage;
    String name;
    int channelCount;
    int attributeCount;
    try (Memory m = ExrNative.struct(ExrNative.PartInfo.SIZE)) {
      check(ExrNative.lk_exr_reader_part(handle, part, m, message, message.length));
      data = rect(m, ExrNative.PartInfo.DATA_WINDOW);
      display = rect(m, ExrNative.PartInfo.DISPLAY_WINDOW);
      aspect = m.getFloat(ExrNative.PartInfo.PIXEL_ASPECT);
      storage = m.getInt(ExrNative.PartInfo.STORAGE);
      channelCount = m.getInt(ExrNative.PartInfo.CHANNEL_COUNT);
      attributeCount = m.getInt(ExrNative.PartInfo.ATTRIBUTE_COUNT);
      name = m.getString(ExrNative.PartInfo.NAME, "UTF-8");
    }
    if (pixels) {
      notDeep(part, storage);
    }
    List<Integer> indices = new ArrayList<>();
    List<ExrChannel> channels = channels(part, channelCount, wanted, pixels, indices);
    if (pixels) {
      channels = withPlanes(part, data, channels, indices.stream().mapToInt(i -> i).toArray());
    }
    return new ExrPart(
        name,
        data,
        display,
        aspect,
        channels,
        attributes ? attributes(part, attributeCount) : List.of());
  }

  private void notDeep(int part, int storage) throws IOException {
    if (storage == DEEP) {
      throw new IOException(
          file + ": part " + part + " holds deep pixels, which are not read; flatten it first");
    }
  }

  private static PixelRect rect(Memory m, int offset) {
    return new PixelRect(
        m.getInt(offset), m.getInt(offset + 4), m.getInt(offset + 8), m.getInt(offset + 12));
  }

  private List<ExrChannel> channels(
      int part, int count, Predicate<String> wanted, boolean pixels, List<Integer> indices)
      throws IOException {
    Plane none = Plane.zeros(PixelRect.EMPTY);
    List<ExrChannel> list = new ArrayList<>();
    try (Memory m = ExrNative.struct(ExrNative.ChannelInfo.SIZE)) {
      for (int c = 0; c < count; c++) {
        check(ExrNative.lk_exr_reader_channel(handle, part, c, m, message, message.length));
        String name = m.getString(ExrNative.ChannelInfo.NAME, "UTF-8");
        if (!wanted.test(name)) {
          continue;
        }
        int xs = m.getInt(ExrNative.ChannelInfo.X_SAMPLING);
        int ys = m.getInt(ExrNative.ChannelInfo.Y_SAMPLING);
        if (pixels && (xs != 1 || ys != 1)) {
          throw new IOException(
              file
                  + ": channel "
                  + name
                  + " is subsampled ("
                  + xs
                  + " x "
                  + ys
                  + "), which is not read; save it with a sample for every pixel");
        }
        ExrChannel.Type type = ExrChannel.Type.values()[m.getInt(ExrNative.ChannelInfo.TYPE)];
        list.add(new ExrChannel(name, type, none));
        indices.add(c);
      }
    }
    return list;
  }

  private List<ExrAttribute> attributes(int part, int count) throws IOException {
    List<ExrAttribute> list = new ArrayList<>();
    try (Memory m = ExrNative.struct(ExrNative.AttributeInfo.SIZE)) {
      for (int i = 0; i < count; i++) {
        check(ExrNative.lk_exr_reader_attribute(handle, part, i, m, message, message.length));
        byte[] value = new byte[m.getInt(ExrNative.AttributeInfo.VALUE_SIZE)];
        String name = m.getString(ExrNative.AttributeInfo.NAME, "UTF-8");
        String type = m.getString(ExrNative.AttributeInfo.TYPE, "UTF-8");
        check(
            ExrNative.lk_exr_reader_attribute_value(
                handle, part, i, value, value.length, message, message.length));
        list.add(new ExrAttribute(name, type, AttributeCodec.decode(type, value)));
      }
    }
    return list;
  }

  private List<ExrChannel> withPlanes(
      int part, PixelRect data, List<ExrChannel> channels, int[] indices) throws IOException {
    int n = indices.length;
    if (n == 0) {
      return channels;
    }
    checkSize(data);
    int width = data.width();
    float[][] planes = new float[n][Math.toIntExact(data.area())];
    int chunk = Math.min(CHUNK_ROWS, data.height());
    long planeBytes = 4L * width * chunk;
    try (Memory buffer = new Memory(planeBytes * n)) {
      for (int done = 0; done < data.height(); done += chunk) {
        int rows = Math.min(chunk, data.height() - done);
        rows(part, data.y0() + done, rows, width, indices, buffer, planeBytes);
        for (int c = 0; c < n; c++) {
          floats(buffer, c * planeBytes, planeBytes).get(planes[c], done * width, rows * width);
        }
      }
    }
    List<ExrChannel> filled = new ArrayList<>();
    for (int c = 0; c < n; c++) {
      ExrChannel ch = channels.get(c);
      filled.add(new ExrChannel(ch.name(), ch.type(), new Plane(data, planes[c])));
    }
    return filled;
  }

  private void checkSize(PixelRect data) throws IOException {
    if (data.area() > MAX_SAMPLES) {
      throw new IOException(
          file
              + ": "
              + data.width()
              + " x "
              + data.height()
              + " pixels; at most "
              + MAX_SAMPLES
              + " are read");
    }
  }

  /** Some whole rows of some channels, a plane after the other. */
  void rows(int part, int y, int rows, int width, int[] channels, Memory out, long planeBytes)
      throws IOException {
    check(
        ExrNative.lk_exr_reader_rows(
            handle,
            part,
            y,
            rows,
            channels,
            channels.length,
            out,
            Float.BYTES,
            (long) Float.BYTES * width,
            planeBytes,
            message,
            message.length));
  }

  List<ExrCompression> compressions() throws IOException {
    List<ExrCompression> list = new ArrayList<>();
    try (Memory m = ExrNative.struct(ExrNative.PartInfo.SIZE)) {
      for (int i = 0; i < parts; i++) {
        check(ExrNative.lk_exr_reader_part(handle, i, m, message, message.length));
        list.add(ExrCompression.values()[m.getInt(ExrNative.PartInfo.COMPRESSION)]);
      }
    }
    return list;
  }

  /** Whether a part is packed in whole rows, not in tiles. */
  boolean scanLines(int part) throws IOException {
    try (Memory m = ExrNative.struct(ExrNative.PartInfo.SIZE)) {
      check(ExrNative.lk_exr_reader_part(handle, part, m, message, message.length));
      return m.getInt(ExrNative.PartInfo.STORAGE) == SCAN_LINES;
    }
  }

  /** A part that can be read band by band, by the names of three channels; it owns this reader. */
  ExrRows rows(int part, String... names) throws IOException {
    List<String> wanted = List.of(names);
    List<Integer> indices = new ArrayList<>();
    int count = 0;
    PixelRect data;
    try (Memory m = ExrNative.struct(ExrNative.PartInfo.SIZE)) {
      check(ExrNative.lk_exr_reader_part(handle, part, m, message, message.length));
      notDeep(part, m.getInt(ExrNative.PartInfo.STORAGE));
      count = m.getInt(ExrNative.PartInfo.CHANNEL_COUNT);
      data = rect(m, ExrNative.PartInfo.DATA_WINDOW);
    }
    checkSize(data);
    List<ExrChannel> found = channels(part, count, wanted::contains, true, indices);
    int[] numbers = new int[names.length];
    for (int i = 0; i < numbers.length; i++) {
      for (int k = 0; k < found.size(); k++) {
        if (found.get(k).name().equals(names[i])) {
          numbers[i] = indices.get(k);
        }
      }
    }
    return new ExrRows(this, part, part(part, false, name -> false, false), numbers);
  }

  static FloatBuffer floats(Memory m, long offset, long bytes) {
    return m.getByteBuffer(offset, bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  @Override
  public void close() {
    ExrNative.lk_exr_reader_free(handle);
  }

  /** Which OpenEXR is in use, for {@code doctor}. */
  static String version() {
    return ExrNative.lk_exr_version();
  }
}
