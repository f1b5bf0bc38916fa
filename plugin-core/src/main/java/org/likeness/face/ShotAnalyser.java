package org.likeness.face;

import java.io.IOException;
import java.util.function.IntConsumer;

/** Makes the analysis of a shot. */
public final class ShotAnalyser {
  private ShotAnalyser() {}

  /**
   * Finds the faces of all frames in parallel, then joins them to tracks in frame order: the result
   * does not depend on the number of threads.
   *
   * @param finder finds the faces of one frame
   * @param shot the plate
   * @param threads how many frames at once, at least 1
   * @param progress called with the number of frames done, in no fixed order of frames
   * @throws IOException if a frame cannot be read
   */
  public static ShotAnalysis analyse(
      FaceFinder finder, FrameSource shot, int threads, IntConsumer progress) throws IOException {
    throw new UnsupportedOperationException("not written yet");
  }
}
