package org.likeness.face;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * Fingerprint of a plate's pixels: sha256 of each frame's data window and of two checksums (CRC-32
 * and CRC-32C, 64 bits in all) of every 16,384 samples of R, G and B (their bits, little endian),
 * then of those of all frames in order. It does not depend on file names, on how files are packed,
 * or on whether the pixels came out of files or out of a host. It tells plates apart; it does not
 * withstand somebody who forges one.
 */
final class PlateDigest {
  private static final int CHUNK = 1 << 14;

  private PlateDigest() {}

  /** Of one frame. */
  static byte[] of(Frame frame) {
    MessageDigest digest = sha256();
    PixelRect w = frame.dataWindow();
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(w.x0()).putInt(w.y0()).putInt(w.x1()).putInt(w.y1());
    digest.update(bytes.array(), 0, bytes.position());
    ByteBuffer sums = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Checksum checksum = new CRC32();
    Checksum other = new CRC32C();
    for (Plane p : List.of(frame.r(), frame.g(), frame.b())) {
      float[] data = p.data();
      for (int at = 0; at < data.length; at += CHUNK) {
        int n = Math.min(CHUNK, data.length - at);
        bytes.clear();
        bytes.asFloatBuffer().put(data, at, n);
        checksum.reset();
        checksum.update(bytes.array(), 0, n * Float.BYTES);
        other.reset();
        other.update(bytes.array(), 0, n * Float.BYTES);
        sums.clear();
        sums.putInt((int) checksum.getValue()).putInt((int) other.getValue());
        digest.update(sums.array(), 0, sums.position());
      }
    }
    return digest.digest();
  }

  /** Of a plate: hex of the digest of its frames' digests. */
  static String of(List<byte[]> frames) {
    MessageDigest digest = sha256();
    frames.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
