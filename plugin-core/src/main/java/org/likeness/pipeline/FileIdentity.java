package org.likeness.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Tells whether a file is still the one that was loaded.
 *
 * @param path with links resolved
 * @param size bytes
 * @param modified time of the last change
 */
record FileIdentity(Path path, long size, FileTime modified) {
  static FileIdentity of(Path file) throws IOException {
    Path real = file.toRealPath();
    BasicFileAttributes a = Files.readAttributes(real, BasicFileAttributes.class);
    return new FileIdentity(real, a.size(), a.lastModifiedTime());
  }
}
