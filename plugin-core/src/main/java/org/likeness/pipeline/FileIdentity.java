package org.likeness.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;

/**
 * Tells whether a file, or a folder of files, is still the one that was loaded.
 *
 * @param path with links resolved
 * @param size bytes; of a folder those of all files in it
 * @param modified time of the last change; of a folder that of it or of any file in it
 * @param files how many; 1 for a file
 */
record FileIdentity(Path path, long size, FileTime modified, int files) {
  static FileIdentity of(Path file) throws IOException {
    Path real = file.toRealPath();
    BasicFileAttributes a = Files.readAttributes(real, BasicFileAttributes.class);
    if (!a.isDirectory()) {
      return new FileIdentity(real, a.size(), a.lastModifiedTime(), 1);
    }
    long size = 0;
    int files = 0;
    FileTime last = a.lastModifiedTime();
    try (Stream<Path> all = Files.list(real)) {
      for (Path p : (Iterable<Path>) all::iterator) {
        BasicFileAttributes one = Files.readAttributes(p, BasicFileAttributes.class);
        size += one.size();
        files++;
        last = one.lastModifiedTime().compareTo(last) > 0 ? one.lastModifiedTime() : last;
      }
    }
    return new FileIdentity(real, size, last, files);
  }
}
