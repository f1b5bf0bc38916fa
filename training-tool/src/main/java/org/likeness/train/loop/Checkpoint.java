package org.likeness.train.loop;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.likeness.file.AtomicFile;

/**
 * The whole state of a training: enough to go on as if it had never stopped.
 *
 * @param header configuration, identities, iteration
 * @param weights of the network
 * @param first the optimiser's running mean of the gradient
 * @param second the optimiser's running mean of its square
 * @param average running average of the weights
 */
public record Checkpoint(
    Header header, float[] weights, float[] first, float[] second, float[] average) {
  private static final byte[] MAGIC = "LKNSCKP1".getBytes(StandardCharsets.US_ASCII);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "checkpoint-";
  private static final String SUFFIX = ".ckpt";
  private static final int KEPT = 2;

  /**
   * What the numbers belong to.
   *
   * @param config of the training
   * @param identities in the order of the decoders
   * @param iteration how many iterations are done
   * @param seconds time spent training, in all runs together
   * @param loss running mean of the loss
   * @param images how many faces were trained on
   */
  public record Header(
      TrainConfig config,
      List<TrainedIdentity> identities,
      long iteration,
      double seconds,
      double loss,
      int images) {}

  /**
   * Writes it into a folder: a temporary name, forced to disk, renamed; then all but the last two
   * are deleted.
   *
   * @return the file
   */
  public Path write(Path folder) throws IOException {
    Path file = folder.resolve(String.format("%s%09d%s", PREFIX, header.iteration(), SUFFIX));
    AtomicFile.write(file, this::content);
    List<Path> all = list(folder);
    for (int i = 0; i < all.size() - KEPT; i++) {
      Files.deleteIfExists(all.get(i));
    }
    return file;
  }

  private void content(Path file) throws IOException {
    byte[] json = JSON.writeValueAsBytes(header);
    CRC32C crc = new CRC32C();
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer head =
          ByteBuffer.allocate(MAGIC.length + 8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
      head.put(MAGIC).putInt(json.length).putInt(weights.length).put(json).flip();
      put(out, head, crc);
      for (float[] part : List.of(weights, first, second, average)) {
        for (int from = 0; from < part.length; from += 1 << 18) {
          int count = Math.min(1 << 18, part.length - from);
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

  /** The checkpoints of a folder, oldest first. */
  public static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              f -> {
                String name = f.getFileName().toString();
                return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
              })
          .sorted()
          .toList();
    }
  }

  /**
   * The newest checkpoint of a folder that is whole: one that is damaged is passed over for the one
   * before it.
   *
   * @throws IOException if there is none
   */
  public static Checkpoint newest(Path folder) throws IOException {
    List<Path> all = new ArrayList<>(list(folder));
    IOException first = null;
    for (int i = all.size() - 1; i >= 0; i--) {
      try {
        return read(all.get(i));
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    throw first != null
        ? first
        : new IOException(
            folder + ": no checkpoint here; a folder that likeness train has written is needed");
  }

  /** Reads one file. */
  public static Checkpoint read(Path file) throws IOException {
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
      if (jsonLength < 2 || count < 1 || 16L * count > Files.size(file)) {
        throw new IOException(file + ": the checkpoint is damaged or cut short");
      }
      crc.update(start);
      byte[] json = in.readNBytes(jsonLength);
      crc.update(json);
      Header header = JSON.readValue(json, Header.class);
      float[][] parts = new float[4][count];
      for (float[] part : parts) {
        for (int from = 0; from < count; from += 1 << 18) {
          int n = Math.min(1 << 18, count - from);
          byte[] block = in.readNBytes(4 * n);
          if (block.length < 4 * n) {
            throw new EOFException();
          }
          crc.update(block);
          ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(part, from, n);
        }
      }
      long stored = Long.reverseBytes(in.readLong());
      if (stored != crc.getValue()) {
        throw new IOException(file + ": the checkpoint is damaged (its checksum is wrong)");
      }
      return new Checkpoint(header, parts[0], parts[1], parts[2], parts[3]);
    } catch (EOFException e) {
      throw new IOException(file + ": the checkpoint is damaged or cut short", e);
    }
  }
}
