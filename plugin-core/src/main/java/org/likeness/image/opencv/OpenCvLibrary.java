package org.likeness.image.opencv;

/** Loads OpenCV's native library once, when it is first needed. */
public final class OpenCvLibrary {
  private OpenCvLibrary() {}

  private static final class Holder {
    static final boolean LOADED = load();

    private static boolean load() {
      nu.pattern.OpenCV.loadLocally();
      // Parallelism is across frames; one thread inside also keeps sums in one order.
      org.opencv.core.Core.setNumThreads(1);
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
