package org.likeness.train.data;

import java.io.IOException;
import java.nio.file.Path;
import org.likeness.face.Landmarks;

/** Whether what a faceset's index says can be: it may have been edited by hand or by a script. */
final class IndexChecks {
  /** Largest side of stored crops, pixels. */
  private static final int LARGEST = 8192;

  private IndexChecks() {}

  /**
   * Checks a header.
   *
   * @throws IOException naming the index, the key, what it says and what is allowed
   */
  static void header(Path index, FacesetHeader header) throws IOException {
    if (header.size() < 1 || header.size() > LARGEST) {
      throw new IOException(
          index
              + ": size "
              + header.size()
              + "; the side of the stored crops is 1 to "
              + LARGEST
              + " pixels; extract the faceset again");
    }
    if (!(header.modelCoverage() > 0 && header.coverage() >= header.modelCoverage())
        || Double.isInfinite(header.coverage())) {
      throw new IOException(
          index
              + ": coverage "
              + header.coverage()
              + " and modelCoverage "
              + header.modelCoverage()
              + "; both are numbers over 0, and the first is not the smaller; extract the faceset"
              + " again");
    }
  }

  /**
   * Checks what a training uses of a face.
   *
   * @throws IOException naming the index, the face, the key, what it says and what is allowed
   */
  static void face(Path index, FaceRecord face) throws IOException {
    int pairs = 2 * Landmarks.COUNT;
    if (face.landmarks().length < pairs) {
      throw new IOException(
          at(index, face)
              + "landmarks holds "
              + face.landmarks().length
              + " numbers instead of "
              + pairs
              + "; extract the faceset again");
    }
    for (float v : face.landmarks()) {
      if (!Float.isFinite(v)) {
        throw new IOException(
            at(index, face) + "landmarks holds " + v + "; extract the faceset again");
      }
    }
    if (!Float.isFinite(face.yaw())) {
      throw new IOException(
          at(index, face)
              + "yaw is "
              + face.yaw()
              + " instead of a number of degrees; extract the faceset again");
    }
  }

  private static String at(Path index, FaceRecord face) {
    return index + ": face " + face.file() + ": ";
  }
}
