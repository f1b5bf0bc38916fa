package org.likeness.pipeline.temporal;

import org.jspecify.annotations.Nullable;

/**
 * What one frame gave.
 *
 * @param frame its number
 * @param state what there is of it
 * @param note a sentence where something is amiss, else an empty text
 * @param yaw of the head in degrees; NaN without a face
 * @param ratio mean R, G, B of the face over those of the plate, or of length 0
 * @param identity vector of the result's face; of length 0 where it was not measured
 * @param plateIdentity the same of the plate's own
 * @param pair the change from the frame before; null where one of the two has no face, or a cut
 *     lies between
 */
public record FrameFigures(
    int frame,
    State state,
    String note,
    double yaw,
    double[] ratio,
    float[] identity,
    float[] plateIdentity,
    @Nullable PairFigures pair) {
  /** What there is of a frame. */
  public enum State {
    /** A picture with a face. */
    WHOLE("whole"),
    /** A picture; the analysis knows of no face. */
    NO_FACE("no face"),
    /** No file. */
    GAP("no file"),
    /** A file that cannot be read or does not fit. */
    UNREADABLE("unreadable"),
    /** A picture in which samples of the face are no numbers. */
    BROKEN("broken pixels"),
    /** A picture without the face that the analysis knows of. */
    EMPTY("empty");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /** In words. */
    public String words() {
      return words;
    }

    /** Whether the frame has to be rendered again. */
    public boolean missing() {
      return this != WHOLE && this != NO_FACE;
    }
  }

  static FrameFigures without(int frame, State state, String note) {
    return new FrameFigures(
        frame, state, note, Double.NaN, new double[0], new float[0], new float[0], null);
  }
}
