package org.likeness.image.opencv;

import java.nio.file.Files;
import java.nio.file.Path;
import org.opencv.core.Core;

/**
 * Loads OpenCV's native library once, when it is first needed: from the folder of system property
 * {@code likeness.native.path} where a package has put it, else unpacked from its jar.
 */
public final class OpenCvLibrary {
  private OpenCvLibrary() {}

  private static final class Holder {
    static final boolean LOADED = load();

    private static boolean load() {
      String folder = System.getProperty("likeness.native.path", "");
      Path unpacked = Path.of(folder, System.mapLibraryName(Core.NATIVE_LIBRARY_NAME));
      if (!folder.isEmpty() && Files.isRegularFile(unpacked)) {
        System.load(unpacked.toAbsolutePath().toString());
      } else {
        nu.pattern.OpenCV.loadLocally();
      }
      // Parallelism is across frames; one thread inside also keeps sums in one order.
      Core.setNumThreads(1);
      return true;
    }
  }

  /** Makes {@code org.opencv} usable; call it before any use. Cheap after the first time. */
  public static void load() {
    if (!Holder.LOADED) {
      throw new IllegalStateException("OpenCV's native library could not be loaded");
    }
  }
}
