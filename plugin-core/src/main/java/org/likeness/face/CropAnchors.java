package org.likeness.face;

/**
 * Seven points fixed to the head, which neither speech nor blinking moves: the origin of the crop's
 * template and a step of 0.4 of the face's height along both directions of each of its axes. Their
 * places in the picture, in a weak perspective, are a scaled rotation: they give the crop and the
 * head's pose without a fit of moving skin.
 */
public final class CropAnchors {
  /** How many. */
  public static final int COUNT = 7;

  /** Length of the steps, in heights of the template's face. */
  public static final double STEP = 0.4;

  /** The points in the template's axes (x image right, y down, z away): origin, ±x, ±y, ±z. */
  public static final double[][] POINTS = {
    {0, 0, 0}, {STEP, 0, 0}, {-STEP, 0, 0}, {0, STEP, 0}, {0, -STEP, 0}, {0, 0, STEP}, {0, 0, -STEP}
  };

  private CropAnchors() {}
}
