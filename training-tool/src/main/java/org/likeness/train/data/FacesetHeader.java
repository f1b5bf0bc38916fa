package org.likeness.train.data;

import org.likeness.face.CropTemplate;
import org.likeness.face.FaceAligner;

/**
 * What all faces of a faceset have in common: the first line of its index.
 *
 * @param facesetVersion {@link #VERSION}
 * @param identity id, {@code [a-z0-9-]+}
 * @param displayName name for people
 * @param template id of the crop template
 * @param coverage side of the stored crops over the height of the template's face
 * @param modelCoverage side of the crops that a model trained on this will see
 * @param size side of the stored crops, pixels
 * @param encoding name of the colour encoding of the stored crops
 */
public record FacesetHeader(
    int facesetVersion,
    String identity,
    String displayName,
    String template,
    double coverage,
    double modelCoverage,
    int size,
    String encoding) {
  /**
   * The version written. Version 1 lacks expression, light, identity vector, classic points, source
   * and the count of other faces; it is read as well.
   */
  public static final int VERSION = 2;

  /**
   * Stored crops are this much larger than a model's, so that samples can be turned and shifted.
   */
  public static final double MARGIN = 1.25;

  /** A header with the usual template, coverage and encoding. */
  public static FacesetHeader standard(String identity, String displayName, int size) {
    return new FacesetHeader(
        VERSION,
        identity,
        displayName,
        CropTemplate.WHOLE_FACE_V2,
        FaceAligner.DEFAULT_COVERAGE * MARGIN,
        FaceAligner.DEFAULT_COVERAGE,
        size,
        "film-shoulder-v1");
  }

  /** The same as of the version that is written. */
  public FacesetHeader current() {
    return new FacesetHeader(
        VERSION, identity, displayName, template, coverage, modelCoverage, size, encoding);
  }
}
