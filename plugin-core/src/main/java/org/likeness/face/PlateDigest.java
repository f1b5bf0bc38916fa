package org.likeness.face;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.likeness.image.Frame;
import org.likeness.image.FrameRows;
import org.likeness.image.PixelRect;

/**
 * Fingerprint of a plate's pixels: sha256 of each frame's data window and of a checksum (CRC-32C)
 * of every 16,384 samples of R, G and B (their bits, little endian), then of those of all frames in
 * order. It does not depend on file names, on how files are packed, or on whether the pixels came
 * out of files or out of a host. It tells plates apart; it does not withstand somebody who forges
 * one.
 */
final class PlateDigest {
  private static final int CHUNK = 1 << 14;

  private PlateDigest() {}

  /** Of one frame. */
  static byte[] of(Frame frame) {
    PixelRect w = frame.dataWindow();
    Running digest = new Running(w);
    try (FrameRows rows = FrameRows.of(frame)) {
      rows.read(w.y0(), w.y1(), digest);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory cannot fail", e);
    }
    return digest.end();
  }

  /** Of a frame that comes band by band, from its first row to its last. */
  static final class Running implements FrameRows.Sink {
    private final PixelRect window;
    private final PlaneSums[] planes = {new PlaneSums(), new PlaneSums(), new PlaneSums()};

    Running(PixelRect window) {
      this.window = window;
    }

    @Override
    public void band(int y, int rows, ByteBuffer r, ByteBuffer g, ByteBuffer b) {
      int bytes = rows * window.width() * Float.BYTES;
      planes[0].take(r, bytes);
      planes[1].take(g, bytes);
      planes[2].take(b, bytes);
    }

    byte[] end() {
      MessageDigest digest = sha256();
      ByteBuffer corners = ByteBuffer.allocate(4 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      corners.putInt(window.x0()).putInt(window.y0()).putInt(window.x1()).putInt(window.y1());
      digest.update(corners.array());
      for (PlaneSums p : planes) {
        digest.update(p.end());
      }
      return digest.digest();
    }
  }

  /** Checksums of a plane's samples, chunk by chunk. */
  private static final class PlaneSums {
    private final ByteArrayOutputStream sums = new ByteArrayOutputStream();
    private final CRC32C sum = new CRC32C();
    private int taken;

    void take(ByteBuffer samples, int bytes) {
      ByteBuffer part = samples.duplicate();
      for (int at = 0; at < bytes; ) {
        int n = Math.min(bytes - at, CHUNK * Float.BYTES - taken);
        sum.update(part.limit(at + n).position(at));
        taken += n;
        at += n;
        if (taken == CHUNK * Float.BYTES) {
          endChunk();
        }
      }
    }

    private void endChunk() {
      int v = (int) sum.getValue();
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        sums.write(v >> shift);
      }
      sum.reset();
      taken = 0;
    }

    byte[] end() {
      if (taken > 0) {
        endChunk();
      }
      return sums.toByteArray();
    }
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
