package org.likeness.face;

/**
 * A crop's geometry: the mean face that a crop is aligned to.
 *
 * @param id name stored in models
 * @param xyz 468 triples; x image right, y down, z away from the camera; unit: the face's height
 *     from the top of the mesh's oval to the chin; origin: the point that lands in the crop's
 *     centre
 */
public record CropTemplate(String id, float[] xyz) {
  /** The template in use. */
  public static final String WHOLE_FACE_V1 = "whole-face-v1";

  /**
   * A built-in template.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static CropTemplate byId(String id) {
    throw new UnsupportedOperationException("not written yet");
  }
}
