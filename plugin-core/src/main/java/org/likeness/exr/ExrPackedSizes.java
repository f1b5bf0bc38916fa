package org.likeness.exr;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many bytes the packed pixels of each part take in a file: the sum of its chunks, found by the
 * table of offsets that follows the headers. Read by the format's published layout, as the library
 * does not tell.
 */
public final class ExrPackedSizes {
  private static final int TILED = 0x200;
  private static final int MULTI_PART = 0x1000;
  private static final int MOST_CHUNKS = 1 << 24;

  private final Path path;
  private final RandomAccessFile in;
  private final boolean several;
  private final boolean tiled;

  private ExrPackedSizes(Path path, RandomAccessFile in) throws IOException {
    this.path = path;
    this.in = in;
    int magic = number();
    int flags = number();
    several = (flags & MULTI_PART) != 0;
    tiled = (flags & TILED) != 0;
    if (magic != 20000630) {
      throw new IOException(path + ": not an OpenEXR file");
    }
  }

  /**
   * Bytes a part, in order; -1 for tiles, whose chunks are not counted.
   *
   * @throws IOException if the file is not whole
   */
  public static List<Long> of(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      return new ExrPackedSizes(file, in).sizes();
    } catch (EOFException e) {
      throw new IOException(file + ": not a whole OpenEXR file (cut short?)", e);
    }
  }

  private List<Long> sizes() throws IOException {
    List<Map<String, byte[]>> headers = new ArrayList<>();
    Map<String, byte[]> header = header();
    while (!header.isEmpty()) {
      headers.add(header);
      header = several ? header() : Map.of();
    }
    long table = in.getFilePointer();
    List<Long> sizes = new ArrayList<>();
    for (Map<String, byte[]> h : headers) {
      int chunks = chunks(h);
      boolean tiles = tiled || text(h.get("type")).equals("tiledimage");
      sizes.add(tiles ? -1 : chunks(table, chunks));
      table += 8L * chunks;
    }
    return sizes;
  }

  private long chunks(long table, int count) throws IOException {
    byte[] offsets = new byte[8 * count];
    in.seek(table);
    in.readFully(offsets);
    ByteBuffer at = ByteBuffer.wrap(offsets).order(ByteOrder.LITTLE_ENDIAN);
    long sum = 0;
    for (int i = 0; i < count; i++) {
      // After the part's number, in files of several, and the row.
      in.seek(at.getLong() + (several ? 8 : 4));
      sum += number();
    }
    return sum;
  }

  private int chunks(Map<String, byte[]> header) throws IOException {
    byte[] said = header.get("chunkCount");
    int count;
    if (said != null) {
      count = buffer(said).getInt();
    } else {
      ByteBuffer window = buffer(required(header, "dataWindow"));
      int rows = window.getInt(12) - window.getInt(4) + 1;
      int each =
          switch (required(header, "compression")[0]) {
            case 3, 5 -> 16;
            case 4, 6, 7, 8 -> 32;
            case 9 -> 256;
            default -> 1;
          };
      count = (rows + each - 1) / each;
    }
    if (count < 0 || count > MOST_CHUNKS) {
      throw new IOException(path + ": the header speaks of " + count + " chunks");
    }
    return count;
  }

  private byte[] required(Map<String, byte[]> header, String name) throws IOException {
    byte[] value = header.get(name);
    if (value == null) {
      throw new IOException(path + ": the header lacks " + name);
    }
    return value;
  }

  /** Attributes up to the empty name; none at the end of all headers. */
  private Map<String, byte[]> header() throws IOException {
    Map<String, byte[]> all = new HashMap<>();
    for (String name = word(); !name.isEmpty(); name = word()) {
      word();
      int size = number();
      if (size < 0 || size > in.length()) {
        throw new IOException(path + ": attribute " + name + " of " + size + " bytes");
      }
      byte[] value = new byte[size];
      in.readFully(value);
      all.put(name, value);
    }
    return all;
  }

  private String word() throws IOException {
    StringBuilder s = new StringBuilder();
    for (int b = in.readUnsignedByte(); b != 0; b = in.readUnsignedByte()) {
      s.append((char) b);
    }
    return s.toString();
  }

  private int number() throws IOException {
    return Integer.reverseBytes(in.readInt());
  }

  private static String text(byte @org.jspecify.annotations.Nullable [] value) {
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }

  private static ByteBuffer buffer(byte[] value) {
    return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
  }
}
