package org.likeness.face;

import java.io.IOException;
import java.nio.file.Path;
import org.likeness.image.Frame;

/** Reads display-referred pictures: sRGB-encoded, 0..1. */
@FunctionalInterface
public interface PictureReader {
  /** One picture. */
  Frame read(Path file) throws IOException;
}
