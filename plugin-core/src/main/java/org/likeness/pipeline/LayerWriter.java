package org.likeness.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrWriter;

/**
 * Writes rendered frames as layered OpenEXR: the node's {@code writeLayers} and the command line.
 */
public final class LayerWriter {
  private final ExrCompression compression;

  /** With the compression of the sequence. */
  public LayerWriter(ExrCompression compression) {
    this.compression = compression;
  }

  /** As Nuke likes it best: ZIPS. */
  public LayerWriter() {
    this(ExrCompression.ZIPS);
  }

  /**
   * Writes one frame: under a temporary name, then renamed; missing folders are made. Thread-safe.
   *
   * @param output what R, G, B, A hold
   * @param plateAttributes of the plate's header, or none
   * @throws IOException with a sentence; no half-written file stays under the name
   */
  public void write(
      Path file,
      FrameResult result,
      OutputChoice output,
      List<ExrAttribute> plateAttributes,
      Provenance provenance)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    ExrWriter.write(
        file, List.of(LayerSet.of(result, output, plateAttributes, provenance)), compression, 1);
  }
}
