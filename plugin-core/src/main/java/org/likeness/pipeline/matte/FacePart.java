package org.likeness.pipeline.matte;

/**
 * Parts of the face that can be left as the performer has them. Together they are the whole face.
 */
public enum FacePart {
  /** Lips and what lies between them. */
  MOUTH,
  /** What lies between the lids. */
  EYES,
  /** Brows. */
  BROWS,
  /** Nose. */
  NOSE,
  /** The rest under the brows: cheeks, jaw and chin. */
  CHEEKS,
  /** The rest above the brows. */
  FOREHEAD
}
