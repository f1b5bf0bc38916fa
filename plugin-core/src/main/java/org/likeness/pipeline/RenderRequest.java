package org.likeness.pipeline;

import org.likeness.image.Frame;

/**
 * All that is asked of one frame.
 *
 * @param plate in the settings' plate colour space; only read
 * @param frame frame number of the plate
 * @param scaleX width of {@code plate} over the full width, > 0
 * @param scaleY height of {@code plate} over the full height, > 0
 * @param guides mattes from outside
 * @param cancel to stop it
 */
public record RenderRequest(
    Frame plate, int frame, double scaleX, double scaleY, GuideMattes guides, RenderCancel cancel) {
  /** A full-size frame without mattes from outside. */
  public static RenderRequest of(Frame plate, int frame) {
    return new RenderRequest(plate, frame, 1, 1, GuideMattes.NONE, new RenderCancel());
  }

  /** The same, where the plate is a proxy. */
  public RenderRequest atScale(double x, double y) {
    return new RenderRequest(plate, frame, x, y, guides, cancel);
  }

  /** The same with mattes. */
  public RenderRequest with(GuideMattes mattes) {
    return new RenderRequest(plate, frame, scaleX, scaleY, mattes, cancel);
  }

  /** The same, to be stopped by another. */
  public RenderRequest with(RenderCancel stop) {
    return new RenderRequest(plate, frame, scaleX, scaleY, guides, stop);
  }
}
