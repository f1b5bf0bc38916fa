package org.likeness.pipeline;

/**
 * Which faces are placed, in what shape and in how many pixels.
 *
 * @param faces several faces and their identities, see {@link FaceList}, or empty for one
 * @param order of several: {@code size} or {@code list}
 * @param shape how far the swapped face is brought to the identity's shape, 0..1
 * @param head how far the plate's head is, 0..1
 * @param limit the most that either moves, percent of the face's height
 * @param refiner file of a network behind the model, or empty
 */
public record FaceSettings(
    String faces, String order, double shape, double head, double limit, String refiner) {
  /** Checks the list. */
  public FaceSettings {
    FaceList.parse(faces);
  }

  /** Whether anything is bent. */
  boolean bends() {
    return (shape > 0 || head > 0) && limit > 0;
  }
}
