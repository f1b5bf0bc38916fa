package org.likeness.exr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.likeness.image.Frame;

/** Reads OpenEXR files. */
public final class ExrReader {
  private ExrReader() {}

  /** All parts with their planes. */
  public static List<ExrPart> read(Path file) throws IOException {
    throw new IOException(file + ": not yet");
  }

  /** All parts, channels without planes. */
  public static List<ExrPart> readHeader(Path file) throws IOException {
    throw new IOException(file + ": not yet");
  }

  /** R, G, B and A of the first part that has them; a single Y becomes three equal channels. */
  public static Frame readFrame(Path file) throws IOException {
    throw new IOException(file + ": not yet");
  }
}
