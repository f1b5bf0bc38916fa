package org.likeness.pipeline.temporal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;
import org.likeness.pipeline.evaluate.ResultSequence.Composite;

/** A rendered shot as it is looked at. Threads may read different frames at once. */
public interface Rendition {
  /**
   * What the result is compared with, as a rule the plate: scene-linear Rec.709.
   *
   * @throws IOException naming the file that cannot be read
   */
  Frame plate(int frame) throws IOException;

  /** Whether the result has a file for a frame. */
  boolean has(int frame);

  /**
   * The result of a frame, scene-linear Rec.709, over the plate's data window.
   *
   * @param plate of the same frame
   * @throws IOException naming the file that cannot be read
   */
  Composite result(int frame, Frame plate) throws IOException;

  /** Where the face lies; null where there is none. */
  @Nullable FacePlace face(int frame);

  /** The identity vector of the plate's own face where it is known already; else of length 0. */
  default float[] plateIdentity(int frame) {
    return new float[0];
  }

  /** Whether a cut lies right before a frame. */
  default boolean cutBefore(int frame) {
    return false;
  }
}
