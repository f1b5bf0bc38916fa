package org.likeness.exr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes OpenEXR files whole or not at all. */
public final class ExrWriter {
  private ExrWriter() {}

  /** Writes the parts. */
  public static void write(Path file, List<ExrPart> parts, ExrCompression compression, int threads)
      throws IOException {
    throw new IOException(file + ": not yet");
  }
}
