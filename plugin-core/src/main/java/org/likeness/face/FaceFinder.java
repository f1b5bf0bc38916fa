package org.likeness.face;

import java.util.List;
import org.likeness.image.Frame;
import org.likeness.model.WeightStore;

/** Finds the faces of one frame: detector, then mesh. Thread-safe. */
public final class FaceFinder implements AutoCloseable {
  private FaceFinder() {}

  /**
   * Loads the networks.
   *
   * @throws org.likeness.model.ModelException if the weights cannot be had
   */
  public static FaceFinder open(WeightStore weights) {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * The faces of a frame, largest first; {@code trackId} counts from 0 in that order.
   *
   * @param sceneLinear the plate, any exposure, R, G, B with Rec.709-like primaries
   * @param frame its number
   */
  public List<FaceObservation> find(Frame sceneLinear, int frame) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** As {@link #find}, for a picture that is already as on a display: sRGB-encoded, 0..1. */
  public List<FaceObservation> findDisplay(Frame display, int frame) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public void close() {}
}
