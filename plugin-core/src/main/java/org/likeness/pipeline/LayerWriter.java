package org.likeness.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrWriter;
import org.likeness.pipeline.layers.Layer;
import org.likeness.pipeline.layers.LayerFile;

/**
 * Writes rendered frames as layered OpenEXR: the node's {@code writeLayers} and the command line.
 * Thread-safe.
 */
public final class LayerWriter {
  private final SwapSettings settings;

  /**
   * As settings say: which layers, in what kind of file.
   *
   * @throws IllegalArgumentException if the file would spoil one of the layers
   */
  public LayerWriter(SwapSettings settings) {
    this.settings = settings;
    if (settings.layerFile().form() == LayerFile.Form.ACES) {
      return;
    }
    settings.layerFile().check(settings.layerChoice());
  }

  /**
   * Writes one frame: under a temporary name, then renamed; missing folders are made.
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
    List<ExrPart> parts = LayerSet.of(result, output, settings, plateAttributes, provenance);
    LayerFile form = settings.layerFile();
    List<ExrCompression> packed =
        parts.stream().map(p -> form.of(p.name().isEmpty() ? Layer.RGBA.id() : p.name())).toList();
    ExrWriter.write(file, parts, packed, 1);
  }
}
