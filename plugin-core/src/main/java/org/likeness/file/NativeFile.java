package org.likeness.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;

/**
 * Where a native library of this program lies: in the folder of the property {@value
 * #PATH_PROPERTY}, else in the build tree above the working folder.
 *
 * @param name file name
 * @param built folder in the build tree
 */
public record NativeFile(String name, String built) {
  /** A folder with native libraries. */
  public static final String PATH_PROPERTY = "likeness.native.path";

  /** Reads and writes OpenEXR, and holds the inner loops over pixels. */
  public static final NativeFile EXR =
      new NativeFile("liblikeness_exr.so", "native/target/cmake/exr");

  /** Knows the studios' colour spaces by OpenColorIO; it need not be there. */
  public static final NativeFile OCIO =
      new NativeFile("liblikeness_ocio.so", "native/target/cmake/ocio");

  /** Flag of {@code dlopen}: all symbols at once. */
  public static final int RTLD_NOW = 2;

  /** Flag of {@code dlopen}: a library's own symbols before those of the process. */
  public static final int RTLD_DEEPBIND = 8;

  /** Its place, absolute; nothing if it is not there. */
  public Optional<Path> find() {
    String folder = System.getProperty(PATH_PROPERTY);
    if (folder != null) {
      return regular(Paths.get(folder, name));
    }
    for (Path at = Paths.get("").toAbsolutePath(); at != null; at = at.getParent()) {
      Optional<Path> file = regular(at.resolve(built).resolve(name));
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> regular(Path file) {
    return Files.isRegularFile(file) ? Optional.of(file.toAbsolutePath()) : Optional.empty();
  }
}
