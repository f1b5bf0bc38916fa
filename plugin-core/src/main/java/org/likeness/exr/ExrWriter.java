package org.likeness.exr;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.likeness.file.AtomicFile;
import org.likeness.image.PixelRect;

/**
 * Writes OpenEXR files whole or not at all: under a temporary name in the same folder, synced to
 * the disk, then renamed over whatever was there. Where anything fails nothing is left behind and
 * the old file stays. Threads may write different files at once.
 */
public final class ExrWriter {
  /** Rows handed over at once: a whole number of any compression's blocks, within a budget. */
  private static final int MOST_ROWS = 256;

  private static final int LEAST_ROWS = 64;
  private static final long CHUNK_BYTES = 32 << 20;

  private ExrWriter() {}

  /**
   * Writes a file of one part or several.
   *
   * @param file its folder must exist
   * @param parts each channel's plane must cover the part's data window; with more than one part,
   *     each needs a name of its own
   * @param threads OpenEXR's threads for this file; 1 packs in the calling thread. The bytes are
   *     the same for any number
   * @throws IOException with the file and the reason, also where the parts do not fit together
   */
  public static void write(Path file, List<ExrPart> parts, ExrCompression compression, int threads)
      throws IOException {
    write(file, parts, Collections.nCopies(parts.size(), compression), threads);
  }

  /**
   * The same with a compression a part.
   *
   * @param compressions as many as parts
   */
  public static void write(
      Path file, List<ExrPart> parts, List<ExrCompression> compressions, int threads)
      throws IOException {
    if (compressions.size() != parts.size()) {
      throw new IllegalArgumentException(
          compressions.size() + " compressions for " + parts.size() + " parts");
    }
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new IOException(file + ": a folder, where a file's name is needed");
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(file + ": there is no folder " + folder + "; make it first");
    }
    PartChecks.check(file, parts);
    AtomicFile.write(
        target, temporary -> new Session(file, temporary).write(parts, compressions, threads));
  }

  /** The native calls for one file. */
  private static final class Session {
    private final Path file;
    private final Path temp;
    private final byte[] message = new byte[ExrNative.MESSAGE_BYTES];

    Session(Path file, Path temp) {
      this.file = file;
      this.temp = temp;
    }

    private void check(int status) throws IOException {
      if (status != 0) {
        String text = ExrNative.message(message);
        throw new IOException(
            switch (status) {
              case 2 -> file + ": not written: " + text + " (is the disk full or read-only?)";
              case 5 -> file + ": not written: not enough memory";
              default -> file + ": not written: " + text;
            });
      }
    }

    void write(List<ExrPart> parts, List<ExrCompression> compressions, int threads)
        throws IOException {
      PointerByReference out = new PointerByReference();
      check(
          ExrNative.lk_exr_writer_open(
              ExrNative.path(temp), threads, out, message, message.length));
      Pointer w = out.getValue();
      try {
        for (int p = 0; p < parts.size(); p++) {
          header(w, p, parts.get(p), compressions.get(p));
        }
        check(ExrNative.lk_exr_writer_begin(w, message, message.length));
        for (int p = 0; p < parts.size(); p++) {
          rows(w, p, parts.get(p), compressions.get(p));
        }
        check(ExrNative.lk_exr_writer_finish(w, 0, message, message.length));
      } finally {
        ExrNative.lk_exr_writer_free(w);
      }
    }

    private void header(Pointer w, int index, ExrPart part, ExrCompression compression)
        throws IOException {
      try (Memory m = ExrNative.struct(ExrNative.PartInfo.SIZE)) {
        put(m, ExrNative.PartInfo.DATA_WINDOW, storedWindow(part));
        put(m, ExrNative.PartInfo.DISPLAY_WINDOW, part.displayWindow());
        m.setFloat(ExrNative.PartInfo.PIXEL_ASPECT, part.pixelAspect());
        m.setInt(ExrNative.PartInfo.COMPRESSION, compression.ordinal());
        byte[] name = ExrNative.text(part.name());
        m.write(ExrNative.PartInfo.NAME, name, 0, name.length);
        check(ExrNative.lk_exr_writer_add_part(w, m, message, message.length));
      }
      for (ExrChannel c : part.channels()) {
        check(
            ExrNative.lk_exr_writer_add_channel(
                w, index, ExrNative.text(c.name()), c.type().ordinal(), message, message.length));
      }
      for (ExrAttribute a : part.attributes()) {
        byte[] value = AttributeCodec.encode(a);
        check(
            ExrNative.lk_exr_writer_set_attribute(
                w,
                index,
                ExrNative.text(a.name()),
                ExrNative.text(a.type()),
                value,
                value.length,
                message,
                message.length));
      }
    }

    private static void put(Memory m, int offset, PixelRect r) {
      m.setInt(offset, r.x0());
      m.setInt(offset + 4, r.y0());
      m.setInt(offset + 8, r.x1());
      m.setInt(offset + 12, r.y1());
    }

    private static PixelRect storedWindow(ExrPart part) {
      PixelRect d = part.dataWindow();
      if (!d.isEmpty()) {
        return d;
      }
      PixelRect s = part.displayWindow();
      return new PixelRect(s.x0(), s.y0(), s.x0() + 1, s.y0() + 1);
    }

    private static int chunkRows(long rowBytes, ExrCompression compression) {
      int rows = MOST_ROWS;
      while (compression != ExrCompression.DWAB
          && rows > LEAST_ROWS
          && rows * rowBytes > CHUNK_BYTES) {
        rows /= 2;
      }
      return rows;
    }

    private void rows(Pointer w, int index, ExrPart part, ExrCompression compression)
        throws IOException {
      PixelRect window = storedWindow(part);
      boolean empty = part.dataWindow().isEmpty();
      int width = window.width();
      int n = part.channels().size();
      int chunk = Math.min(chunkRows(4L * width * n, compression), window.height());
      long planeBytes = 4L * width * chunk;
      try (Memory buffer = new Memory(planeBytes * n)) {
        buffer.clear();
        for (int done = 0; done < window.height(); done += chunk) {
          int rows = Math.min(chunk, window.height() - done);
          for (int c = 0; c < n && !empty; c++) {
            NativeReader.floats(buffer, c * planeBytes, planeBytes)
                .put(part.channels().get(c).plane().data(), done * width, rows * width);
          }
          check(
              ExrNative.lk_exr_writer_rows(
                  w, index, rows, buffer, 4, 4L * width, planeBytes, message, message.length));
        }
      }
    }
  }
}
