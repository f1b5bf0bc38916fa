package org.likeness.pipeline.temporal;

/**
 * From where on something counts.
 *
 * @param flash change of the picture beyond the plate's and beyond its neighbours' in time, level
 *     as in {@link PairFigures}, per cent of display white
 * @param identity how much less like its neighbours in time a face is than the plate's
 * @param drift how much less like the shot's first frames a face is than the plate's
 * @param flicker dtSSD of the matte in the box about the face, the middle of five frames
 * @param band the same along jaw or hairline
 * @param jump dtSSD in the box about the face beyond its neighbours' in time
 * @param pumping change of the mean colour over the plate's from frame to frame, per cent
 */
public record Limits(
    double flash,
    double identity,
    double drift,
    double flicker,
    double band,
    double jump,
    double pumping) {
  /**
   * What counts unless an artist says otherwise: over what renders of CG actors without a flaw show
   * and the truth itself does, see docs/decisions.
   */
  public static final Limits DEFAULT = new Limits(1.2, 0.10, 0.12, 12, 30, 10, 2);
}
