package org.likeness.pipeline;

import org.likeness.face.FaceTrack;
import org.likeness.image.Frame;

/**
 * The one entry: plate frame in, swapped face out. The node, the command line and the trainer's
 * preview all call it. Immutable after {@link #open} and safe to use from any number of threads at
 * once; the same input gives the same bytes in any order. Opening is cheap after the first time:
 * models, face nets and analyses are shared between pipelines and kept while their files do not
 * change.
 */
public final class FramePipeline implements AutoCloseable {
  private FramePipeline() {}

  /**
   * Opens what the settings name: model, identity, analysis.
   *
   * @throws org.likeness.model.ModelException for a model or analysis that cannot be used
   * @throws PolicyException if the studio's policy forbids the render
   */
  public static FramePipeline open(SwapSettings settings) {
    throw new UnsupportedOperationException("not yet: " + settings);
  }

  /**
   * Renders with the analysis of the settings, or, without one, with the faces found in this frame
   * alone.
   *
   * @param plate in the settings' plate colour space; only read
   * @param frame frame number of the plate
   */
  public FrameResult render(Frame plate, int frame, SwapSettings settings) {
    throw new UnsupportedOperationException("not yet: " + frame + settings + plate.dataWindow());
  }

  /**
   * Renders with a given track.
   *
   * @param plate in the settings' plate colour space; only read
   * @param frame frame number of the plate
   * @param track where the face is
   * @param settings the knobs; model, identity and analysis are those of {@link #open}
   */
  public FrameResult render(Frame plate, int frame, FaceTrack track, SwapSettings settings) {
    throw new UnsupportedOperationException("not yet: " + frame + settings + track);
  }

  @Override
  public void close() {
    // Nothing is held yet.
  }
}
