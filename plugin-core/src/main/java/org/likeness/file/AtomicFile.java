package org.likeness.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes files whole or not at all: under a temporary name in the same folder, synced to disk, then
 * renamed. A reader sees the old file or the new one, also after a power cut; what fails leaves
 * nothing behind. The file gets the permissions that any new file gets, since others of the studio
 * must be able to read it ({@code Files.createTempFile} makes files for their owner alone).
 */
public final class AtomicFile {
  private static final AtomicLong NUMBER = new AtomicLong();

  private AtomicFile() {}

  /** Writes the content of a file that does not exist yet. */
  public interface Content {
    /**
     * @param temporary the name to write under
     */
    void write(Path temporary) throws IOException;
  }

  /** Writes bytes. */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, temporary -> Files.write(temporary, content, StandardOpenOption.CREATE_NEW));
  }

  /**
   * Replaces a small file that changes all the time: a reader sees the old bytes or the new ones.
   * Nothing is forced to disk, which would take longer than what it tells of.
   */
  public static void replace(Path file, byte[] content) throws IOException {
    write(file, temporary -> Files.write(temporary, content, StandardOpenOption.CREATE_NEW), false);
  }

  /**
   * Writes what {@code content} writes.
   *
   * @param file whose folder is there
   * @throws IOException what {@code content} throws, or that the file cannot be synced or renamed
   */
  public static void write(Path file, Content content) throws IOException {
    write(file, content, true);
  }

  private static void write(Path file, Content content, boolean synced) throws IOException {
    Path target = file.toAbsolutePath();
    String unique = ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    Path temporary = target.resolveSibling("." + target.getFileName() + "." + unique + ".tmp");
    boolean done = false;
    try {
      content.write(temporary);
      if (synced) {
        sync(temporary, StandardOpenOption.WRITE);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      done = true;
      if (synced) {
        syncFolder(target);
      }
    } finally {
      if (!done) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static void sync(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  /** The rename itself must reach the disk too. Not every file system lets a folder be synced. */
  private static void syncFolder(Path file) {
    try {
      sync(file.resolveSibling("."), StandardOpenOption.READ);
    } catch (IOException e) {
      // The file is whole under its name; only its survival of a power cut is not promised.
    }
  }
}
