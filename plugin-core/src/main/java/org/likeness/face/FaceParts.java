package org.likeness.face;

import org.likeness.image.Affine2;

/**
 * What a network sees of a face in its crop. Every array has {@link #SIZE} times {@link #SIZE}
 * numbers 0..1, row by row.
 *
 * @param plateToCrop plate pixels to crop pixels
 * @param face coverage of the visible face: mid forehead to chin, ear to ear
 * @param occluder coverage of what stands before it and is not the person's own hair
 * @param parts for each {@link Part} the share of the pixel, by ordinal
 */
public record FaceParts(Affine2 plateToCrop, float[] face, float[] occluder, float[][] parts) {
  /** Side of the crop, pixels. */
  public static final int SIZE = 128;

  /** Side of the crop over the height of the template's face. */
  public static final double COVERAGE = 1.45;

  /** Kinds of pixel, in the order of the network's planes. */
  public enum Part {
    /** Backdrop and clothing. */
    OTHER,
    /** Skin of the face and of the bald scalp. */
    SKIN,
    /** Brows. */
    BROWS,
    /** Eyes: what lies between the lids. */
    EYES,
    /** Lips, teeth, tongue and the mouth's inside. */
    MOUTH,
    /** Nose. */
    NOSE,
    /** Ears. */
    EARS,
    /** Neck. */
    NECK,
    /** Hair. */
    HAIR,
    /** What stands before the face. */
    OCCLUDER
  }

  /** The shares of a part. */
  public float[] part(Part part) {
    return parts[part.ordinal()];
  }

  /** Where the crop of a face lies. */
  public static Affine2 plateToCrop(CropAnchors.Fit fit) {
    double low = FaceAligner.ANCHORS_LOW * fit.scale();
    return Affine2.squareToCrop(
        fit.x() - low * fit.rotation()[1],
        fit.y() - low * fit.rotation()[4],
        COVERAGE * fit.scale(),
        fit.roll(),
        SIZE);
  }
}
