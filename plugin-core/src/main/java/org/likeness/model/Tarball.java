package org.likeness.model;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Unpacks the regular files of an npm tarball (gzip'd ustar), without its first folder. */
final class Tarball {
  private static final int BLOCK = 512;

  private Tarball() {}

  /**
   * Unpacks.
   *
   * @param into an empty folder; nothing is written outside it
   * @throws ModelException if the tarball is damaged or an entry would leave the folder
   */
  static void unpack(byte[] tgz, Path into, String name) throws IOException {
    Path root = into.toAbsolutePath().normalize();
    byte[] head = new byte[BLOCK];
    String longName = "";
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(tgz)))) {
      while (true) {
        in.readFully(head);
        if (head[0] == 0) {
          return; // the end mark: blocks of zeros
        }
        long size = Long.parseLong(text(head, 124, 12).strip(), 8);
        char type = (char) head[156];
        String prefix = text(head, 345, 155);
        String path = (prefix.isEmpty() ? "" : prefix + "/") + text(head, 0, 100);
        if (type == 'x') { // pax header: only the path matters here
          longName = paxPath(in.readNBytes((int) size));
        } else if (type == '0' || type == 0) {
          write(in, size, root, longName.isEmpty() ? path : longName, name);
          longName = "";
        } else {
          in.skipNBytes(size);
          longName = "";
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      }
    } catch (EOFException | NumberFormatException e) {
      throw new ModelException(name, "its tarball is damaged", e);
    }
  }

  private static void write(InputStream in, long size, Path root, String path, String name)
      throws IOException {
    int slash = path.indexOf('/');
    Path file = root.resolve(path.substring(slash + 1)).normalize();
    if (!file.startsWith(root) || file.equals(root)) {
      throw new ModelException(name, "its tarball holds a file outside the package: " + path);
    }
    Files.createDirectories(file.getParent());
    byte[] data = in.readNBytes(Math.toIntExact(size));
    if (data.length != size) {
      throw new EOFException();
    }
    Files.write(file, data);
  }

  /** Records are "LENGTH KEY=VALUE\n". */
  private static String paxPath(byte[] records) {
    for (String line : new String(records, StandardCharsets.UTF_8).split("\n")) {
      int at = line.indexOf(" path=");
      if (at >= 0) {
        return line.substring(at + 6);
      }
    }
    return "";
  }

  private static String text(byte[] head, int at, int length) {
    int end = at;
    while (end < at + length && head[end] != 0) {
      end++;
    }
    return new String(head, at, end - at, StandardCharsets.UTF_8);
  }
}
