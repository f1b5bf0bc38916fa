package org.likeness.train.data;

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

  /** The same as of the version that is written. */
  public FacesetHeader current() {
    return new FacesetHeader(
        VERSION, identity, displayName, template, coverage, modelCoverage, size, encoding);
  }
}
