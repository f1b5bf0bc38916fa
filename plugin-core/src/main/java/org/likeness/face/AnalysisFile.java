package org.likeness.face;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of an analysis file: {@code LKANALYS}, int32 version, int32 length of the body,
 * sha256 of the body, then the body; big-endian.
 */
final class AnalysisFile {
  private static final byte[] MAGIC = "LKANALYS".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = 8 + 4 + 4 + 32;

  /** zlib packs no tighter than about 1 to 1032. */
  private static final long MOST_PACKED = 1100;

  private static final int MOST = 1 << 30;

  private AnalysisFile() {}

  /**
   * An envelope that is whole.
   *
   * @param version 1 to {@link AnalysisCodec#VERSION}
   * @param body what is in it
   */
  record Opened(int version, byte[] body) {}

  /** All of a file. */
  static byte[] bytes(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such analysis file", e);
    } catch (IOException e) {
      throw new IOException(file + ": the analysis cannot be read: " + e.getMessage(), e);
    }
  }

  /** Makes the folder that a file is to lie in. */
  static void makeFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + ": names no file");
    }
    Files.createDirectories(folder);
  }

  static byte[] seal(int version, byte[] body) {
    return ByteBuffer.allocate(HEAD + body.length)
        .put(MAGIC)
        .putInt(version)
        .putInt(body.length)
        .put(sha256(body))
        .put(body)
        .array();
  }

  static Opened open(byte[] file, String name) throws IOException {
    if (file.length < MAGIC.length || !Arrays.equals(Arrays.copyOf(file, MAGIC.length), MAGIC)) {
      throw new IOException(
          name
              + ": is not an analysis file of Likeness"
              + (file.length == 0 ? " (it is empty)" : "")
              + "; make one with likeness analyse");
    }
    if (file.length < HEAD) {
      throw new IOException(name + ": the analysis is cut short (" + file.length + " bytes)");
    }
    ByteBuffer head = ByteBuffer.wrap(file);
    int version = head.getInt(8);
    if (version < 1 || version > AnalysisCodec.VERSION) {
      throw new IOException(
          name
              + ": the analysis has format "
              + version
              + ", this program reads the formats 1 to "
              + AnalysisCodec.VERSION
              + "; run likeness analyse again or use a newer Likeness");
    }
    int length = head.getInt(12);
    if (length < 0 || file.length != (long) HEAD + length) {
      throw new IOException(
          name
              + ": the analysis is "
              + (length >= 0 && file.length > (long) HEAD + length ? "too long" : "cut short")
              + " ("
              + file.length
              + " bytes, its header says "
              + (HEAD + (length & 0xffffffffL))
              + "); run likeness analyse again");
    }
    byte[] body = Arrays.copyOfRange(file, HEAD, file.length);
    if (!MessageDigest.isEqual(sha256(body), Arrays.copyOfRange(file, 16, HEAD))) {
      throw damaged(name, "its checksum is wrong", null);
    }
    return new Opened(version, body);
  }

  static IOException damaged(String name, String what, @Nullable Exception e) {
    return new IOException(
        name + ": the analysis is damaged (" + what + "); run likeness analyse again", e);
  }

  /** Appends a part: its raw length, its packed length, then zlib. */
  static void pack(byte[] raw, ByteSink out) {
    byte[] packed = deflate(raw);
    out.unsigned(raw.length);
    out.unsigned(packed.length);
    out.raw(packed);
  }

  /** The next part. */
  static ByteFeed unpack(ByteFeed in) throws IOException {
    int raw = in.unsigned();
    byte[] packed = in.raw(in.unsigned());
    if (raw < 0 || raw > Math.min(MOST, MOST_PACKED * (packed.length + 1L))) {
      throw new IOException("a part of " + raw + " bytes");
    }
    try {
      byte[] data = inflate(packed, raw);
      if (data.length != raw) {
        throw new EOFException("a part ends early");
      }
      return new ByteFeed(data);
    } catch (DataFormatException e) {
      throw new IOException("a part cannot be unpacked", e);
    }
  }

  private static byte[] deflate(byte[] raw) {
    Deflater d = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      d.setInput(raw);
      d.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      while (!d.finished()) {
        out.write(buffer, 0, d.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      d.end();
    }
  }

  /**
   * @param most no more bytes than these
   */
  static byte[] inflate(byte[] body, int most) throws DataFormatException, EOFException {
    Inflater i = new Inflater();
    try {
      i.setInput(body);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      while (!i.finished()) {
        int n = i.inflate(buffer);
        if (n == 0 && !i.finished() && (i.needsInput() || i.needsDictionary())) {
          throw new EOFException("a part of another length");
        }
        out.write(buffer, 0, n);
        if (out.size() > most) {
          throw new EOFException("a part of another length");
        }
      }
      return out.toByteArray();
    } finally {
      i.end();
    }
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
