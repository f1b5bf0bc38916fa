package org.likeness.pipeline.grade;

import org.jspecify.annotations.Nullable;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.grain.GrainModel;

/**
 * What is done to a face on the plate's own pixels, in the order in which a camera does it:
 * sharpness, motion, the plate's detail, grain. A pixel comes out the same whatever the window.
 */
public final class Finish {
  /** Nothing is done. */
  public static final Finish NONE = new Finish(0, Sharpness.NONE, null, null, GrainModel.NONE, 0f);

  private final int frame;
  private final Sharpness sharpness;
  private final @Nullable MotionBlur motion;
  private final @Nullable PlateDetail detail;
  private final GrainModel grain;
  private final float grainStrength;

  Finish(
      int frame,
      Sharpness sharpness,
      @Nullable MotionBlur motion,
      @Nullable PlateDetail detail,
      GrainModel grain,
      float grainStrength) {
    this.frame = frame;
    this.sharpness = sharpness;
    this.motion = motion;
    this.detail = detail;
    this.grain = grain;
    this.grainStrength = grainStrength;
  }

  /** Whether anything is done to colours. */
  public boolean isNone() {
    return this == NONE;
  }

  /** How far beyond a window the face is needed. */
  public int margin() {
    return sharpness.margin() + spread();
  }

  /** How far the face spreads beyond its coverage. */
  public int spread() {
    return motion == null ? 0 : motion.margin();
  }

  /**
   * The coverage of the moving face.
   *
   * @param cover over {@code window} grown by {@link #spread}, or more; where the face is not, 0
   * @return over the window
   */
  public Plane cover(Plane cover, PixelRect window) {
    if (motion == null) {
      return cover.rect().equals(window) ? cover : cover.crop(window);
    }
    return motion.blur(new Plane[] {cover, cover, cover}, cover, window)[3];
  }

  /**
   * The face's colours.
   *
   * @param face red, green, blue, linear Rec.709, over {@code window} grown by {@link #margin}
   * @param cover its coverage over the same
   * @return over the window
   */
  public Plane[] colours(Plane[] face, Plane cover, PixelRect window) {
    PixelRect moving = window.grow(spread());
    Plane[] out = new Plane[3];
    for (int c = 0; c < 3; c++) {
      out[c] = sharpness.apply(face[c], moving);
    }
    if (motion != null) {
      Plane[] blurred = motion.blur(out, cover.crop(moving), window);
      System.arraycopy(blurred, 0, out, 0, 3);
    }
    if (detail != null) {
      detail.apply(out, window);
    }
    if (grainStrength > 0f) {
      grain.add(out, frame, grainStrength);
    }
    return out;
  }
}
