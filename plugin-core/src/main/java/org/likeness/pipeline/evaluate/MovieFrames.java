package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import org.likeness.image.Frame;

/** Reads videos; found as a service, because the core itself knows no video format. */
public interface MovieFrames {
  /** Takes pictures as they come. */
  interface Sink {
    /**
     * Takes one.
     *
     * @param picture sRGB-encoded, 0..1
     * @return whether to go on
     */
    boolean take(Frame picture) throws IOException;
  }

  /**
   * Hands out a video's pictures in order.
   *
   * @throws IOException with a sentence, if it cannot be read
   */
  void read(Path movie, Sink sink) throws IOException;
}
