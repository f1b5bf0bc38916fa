package org.likeness.train.loop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model's folder while a training runs in it: nobody else trains there, and what a killed
 * training left half written is gone.
 */
public final class RunFolder implements AutoCloseable {
  private static final String LOCK = ".training.lock";

  private final FileChannel channel;
  private final FileLock lock;

  private RunFolder(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes a folder, which is made if it is not there.
   *
   * @throws IOException with a sentence, if another training runs in it or it cannot be written
   */
  public static RunFolder open(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException(folder + ": the folder cannot be made (" + e.getMessage() + ")", e);
    }
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException(folder + ": cannot be written to (" + e.getMessage() + ")", e);
    }
    FileLock lock = lock(channel);
    if (lock == null) {
      channel.close();
      throw new IOException(
          folder
              + ": another training runs in this folder; end it first, or choose another folder");
    }
    for (Path left : leftovers(folder)) {
      Files.deleteIfExists(left);
    }
    return new RunFolder(channel, lock);
  }

  @org.jspecify.annotations.Nullable
  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // by this very process
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Temporary files of checkpoints: whoever wrote them is dead, as the folder is ours. */
  static List<Path> leftovers(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("\\.(checkpoint-|state|config).*\\.tmp"))
          .toList();
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
