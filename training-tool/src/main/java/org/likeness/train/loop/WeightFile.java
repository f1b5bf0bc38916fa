package org.likeness.train.loop;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.likeness.file.AtomicFile;

/**
 * The state of a training on disk: {@code LKNSCKP2}, int32 length of the JSON, int32 number of the
 * arrays, the JSON, for each array int32 length of its name, int32 count, name and numbers, and at
 * the end the CRC-32C of all of it as an int64; little-endian. Files of the first version ({@code
 * LKNSCKP1}, one count, four arrays without names) are read too.
 *
 * @param json what the numbers belong to
 * @param parts arrays by name, in order
 */
public record WeightFile(byte[] json, Map<String, float[]> parts) {
  /** Names of the four arrays of every training: weights, and what the optimiser keeps of them. */
  public static final List<String> FOUR = List.of("weights", "first", "second", "average");

  private static final String VERSION_1 = "LKNSCKP1";
  private static final String VERSION_2 = "LKNSCKP2";
  private static final int MOST_PARTS = 10_000;
  private static final int BLOCK = 1 << 18;

  /** Keeps the order. */
  public WeightFile {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** Four arrays by their usual names, {@link #FOUR}. */
  public static Map<String, float[]> named(List<float[]> four) {
    Map<String, float[]> parts = new LinkedHashMap<>();
    for (int i = 0; i < FOUR.size(); i++) {
      parts.put(FOUR.get(i), four.get(i));
    }
    return parts;
  }

  /** The arrays of {@link #FOUR}, in that order. */
  public List<float[]> four() {
    return FOUR.stream().map(name -> Objects.requireNonNull(parts.get(name), name)).toList();
  }

  /** Writes it: a temporary name, forced to disk, renamed. */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, this::content);
  }

  private void content(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      put(out, ByteBuffer.wrap(VERSION_2.getBytes(StandardCharsets.US_ASCII)), crc);
      put(out, ints(json.length, parts.size()), crc);
      put(out, ByteBuffer.wrap(json), crc);
      for (Map.Entry<String, float[]> part : parts.entrySet()) {
        byte[] name = part.getKey().getBytes(StandardCharsets.UTF_8);
        float[] values = part.getValue();
        put(out, ints(name.length, values.length), crc);
        put(out, ByteBuffer.wrap(name), crc);
        for (int from = 0; from < values.length; from += BLOCK) {
          int count = Math.min(BLOCK, values.length - from);
          ByteBuffer block = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
          block.asFloatBuffer().put(values, from, count);
          put(out, block, crc);
        }
      }
      ByteBuffer tail = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      tail.putLong(crc.getValue()).flip();
      put(out, tail, new CRC32C());
    }
  }

  private static ByteBuffer ints(int a, int b) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(a).putInt(b).flip();
  }

  private static void put(FileChannel out, ByteBuffer block, CRC32C crc) throws IOException {
    crc.update(block.duplicate());
    while (block.hasRemaining()) {
      out.write(block);
    }
  }

  /**
   * Reads one file.
   *
   * @throws IOException with a sentence, if it is foreign, damaged or cut short
   */
  public static WeightFile read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
      Reader reader = new Reader(in, Files.size(file));
      WeightFile read = reader.read();
      if (read == null) {
        throw new IOException(file + ": not a checkpoint of likeness train");
      }
      if (Long.reverseBytes(in.readLong()) != reader.crc.getValue()) {
        throw new IOException(file + ": the checkpoint is damaged (its checksum is wrong)");
      }
      return read;
    } catch (EOFException e) {
      throw new IOException(file + ": the checkpoint is damaged or cut short", e);
    }
  }

  /** Reads and sums up; what cannot be is an {@link EOFException}. */
  private static final class Reader {
    private final DataInputStream in;
    private final long size;
    private final CRC32C crc = new CRC32C();

    Reader(DataInputStream in, long size) {
      this.in = in;
      this.size = size;
    }

    @Nullable WeightFile read() throws IOException {
      byte[] magic = in.readNBytes(VERSION_1.length());
      String version = new String(magic, StandardCharsets.ISO_8859_1);
      if (!version.equals(VERSION_1) && !version.equals(VERSION_2)) {
        return null;
      }
      crc.update(magic);
      ByteBuffer head = bytes(8);
      int jsonLength = head.getInt();
      int number = head.getInt();
      byte[] json = bytes(jsonLength).array();
      Map<String, float[]> parts = new LinkedHashMap<>();
      if (version.equals(VERSION_1)) {
        for (String name : FOUR) {
          parts.put(name, floats(number));
        }
        return new WeightFile(json, parts);
      }
      if (number < 1 || number > MOST_PARTS) {
        throw new EOFException();
      }
      for (int i = 0; i < number; i++) {
        ByteBuffer two = bytes(8);
        int nameLength = two.getInt();
        int count = two.getInt();
        String name = new String(bytes(nameLength).array(), StandardCharsets.UTF_8);
        parts.put(name, floats(count));
      }
      return new WeightFile(json, parts);
    }

    private ByteBuffer bytes(int count) throws IOException {
      if (count < 0 || count > size) {
        throw new EOFException();
      }
      byte[] out = in.readNBytes(count);
      if (out.length < count) {
        throw new EOFException();
      }
      crc.update(out);
      return ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    }

    private float[] floats(int count) throws IOException {
      if (count < 0 || 4L * count > size) {
        throw new EOFException();
      }
      float[] out = new float[count];
      for (int from = 0; from < count; from += BLOCK) {
        int n = Math.min(BLOCK, count - from);
        bytes(4 * n).asFloatBuffer().get(out, from, n);
      }
      return out;
    }
  }
}
