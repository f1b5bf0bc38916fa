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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.likeness.file.AtomicFile;

/**
 * The state of a training on disk: {@code LKNSCKP1}, int32 length of the JSON, int32 length of each
 * array, the JSON, the arrays, and the CRC-32C of all of it as an int64; little-endian.
 *
 * @param json what the numbers belong to
 * @param parts arrays of one length
 */
public record WeightFile(byte[] json, List<float[]> parts) {
  private static final byte[] MAGIC = "LKNSCKP1".getBytes(StandardCharsets.US_ASCII);
  private static final int BLOCK = 1 << 18;

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
      ByteBuffer head =
          ByteBuffer.allocate(MAGIC.length + 8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
      head.put(MAGIC).putInt(json.length).putInt(parts.get(0).length).put(json).flip();
      put(out, head, crc);
      for (float[] part : parts) {
        for (int from = 0; from < part.length; from += BLOCK) {
          int count = Math.min(BLOCK, part.length - from);
          ByteBuffer block = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
          block.asFloatBuffer().put(part, from, count);
          put(out, block, crc);
        }
      }
      ByteBuffer tail = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      tail.putLong(crc.getValue()).flip();
      put(out, tail, new CRC32C());
    }
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
   * @param arrays how many it must hold
   * @throws IOException with a sentence, if it is foreign, damaged or cut short
   */
  public static WeightFile read(Path file, int arrays) throws IOException {
    CRC32C crc = new CRC32C();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
      byte[] start = in.readNBytes(MAGIC.length + 8);
      ByteBuffer head = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
      byte[] magic = new byte[MAGIC.length];
      if (start.length == MAGIC.length + 8) {
        head.get(magic);
      }
      if (!Arrays.equals(magic, MAGIC)) {
        throw new IOException(file + ": not a checkpoint of likeness train");
      }
      int jsonLength = head.getInt();
      int count = head.getInt();
      if (jsonLength < 2 || count < 1 || 4L * arrays * count > Files.size(file)) {
        throw new IOException(file + ": the checkpoint is damaged or cut short");
      }
      crc.update(start);
      byte[] json = in.readNBytes(jsonLength);
      crc.update(json);
      List<float[]> parts = new ArrayList<>();
      for (int a = 0; a < arrays; a++) {
        float[] part = new float[count];
        for (int from = 0; from < count; from += BLOCK) {
          int n = Math.min(BLOCK, count - from);
          byte[] block = in.readNBytes(4 * n);
          if (block.length < 4 * n) {
            throw new EOFException();
          }
          crc.update(block);
          ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(part, from, n);
        }
        parts.add(part);
      }
      long stored = Long.reverseBytes(in.readLong());
      if (stored != crc.getValue()) {
        throw new IOException(file + ": the checkpoint is damaged (its checksum is wrong)");
      }
      return new WeightFile(json, parts);
    } catch (EOFException e) {
      throw new IOException(file + ": the checkpoint is damaged or cut short", e);
    }
  }
}
