package org.likeness.train.data;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceDetail;
import org.likeness.face.FacePoints;
import org.likeness.face.HeadPose;

/**
 * One face of a faceset: a line of its index. What an index of the first version does not hold is
 * an array of length 0 or null here.
 *
 * @param file the crop, a PNG beside the index
 * @param matte the face's coverage, a grey PNG beside the index
 * @param original the file that it was cut from; {@code video#n} for the n-th picture of a video
 * @param matteFrom {@code artist} for a matte that was given, {@code imported} for one that came
 *     with an imported face, {@code hull} for the mesh's outline
 * @param landmarks 468 pairs x, y in pixels of the crop
 * @param yaw degrees, positive turns the face to image right
 * @param pitch degrees, positive looks up
 * @param roll degrees, positive is counter-clockwise
 * @param score the detector's confidence 0..1
 * @param faceSize height of the face in the original, pixels
 * @param sharpness variance of the Laplacian of the crop's brightness times 1000, inside the matte
 * @param plateToCrop the six numbers a..f of the map from the original's pixels to the crop's
 * @param synthetic whether it is a rendered or generated picture
 * @param licence licence of the original, or null where none was given
 * @param consentId number of the consent, or null where none was given
 * @param source where the original comes from (a shoot, a library), or null where it was not said
 * @param points the 68 classic points, pairs x, y in pixels of the crop, or none
 * @param expression see {@link FaceDetail#expression()}, or none
 * @param light see {@link FaceDetail#light()}, or none
 * @param identityVector see {@link FaceDetail#identity()}, or none
 * @param plateSharpness see {@link FaceDetail#sharpness()}, or null
 * @param otherFaces how many more faces reach into the crop
 * @param importedFrom what the face was imported from: file and kind; null for one found here
 */
public record FaceRecord(
    String file,
    String matte,
    String original,
    String matteFrom,
    float[] landmarks,
    float yaw,
    float pitch,
    float roll,
    float score,
    float faceSize,
    float sharpness,
    double[] plateToCrop,
    boolean synthetic,
    @Nullable String licence,
    @Nullable String consentId,
    @Nullable String source,
    float[] points,
    float[] expression,
    float[] light,
    float[] identityVector,
    @Nullable Float plateSharpness,
    int otherFaces,
    @Nullable String importedFrom) {
  private static final float[] NONE = {};

  /** An index of the first version lacks the later fields. */
  public FaceRecord {
    points = some(points);
    expression = some(expression);
    light = some(light);
    identityVector = some(identityVector);
  }

  /** One of which nothing is known beyond its mesh. */
  public FaceRecord(
      String file,
      String matte,
      String original,
      String matteFrom,
      float[] landmarks,
      float yaw,
      float pitch,
      float roll,
      float score,
      float faceSize,
      float sharpness,
      double[] plateToCrop,
      boolean synthetic,
      @Nullable String licence,
      @Nullable String consentId) {
    this(
        file,
        matte,
        original,
        matteFrom,
        landmarks,
        yaw,
        pitch,
        roll,
        score,
        faceSize,
        sharpness,
        plateToCrop,
        synthetic,
        licence,
        consentId,
        null,
        NONE,
        NONE,
        NONE,
        NONE,
        null,
        0,
        null);
  }

  private static float[] some(float @Nullable [] values) {
    return values == null ? NONE : values;
  }

  /** Whether the index holds what an analysis tells: points, expression, light, identity. */
  @JsonIgnore
  public boolean isAnalysed() {
    return points.length == 2 * FacePoints.CLASSIC && expression.length > 0;
  }

  /** The pose. */
  @JsonIgnore
  public HeadPose pose() {
    return new HeadPose(yaw, pitch, roll);
  }

  /**
   * The same with other papers.
   *
   * @param newLicence null keeps it, and so for the others
   */
  public FaceRecord withPapers(
      @Nullable String newSource,
      @Nullable String newLicence,
      @Nullable String newConsentId,
      @Nullable Boolean newSynthetic) {
    return new FaceRecord(
        file,
        matte,
        original,
        matteFrom,
        landmarks,
        yaw,
        pitch,
        roll,
        score,
        faceSize,
        sharpness,
        plateToCrop,
        newSynthetic == null ? synthetic : newSynthetic,
        newLicence == null ? licence : newLicence,
        newConsentId == null ? consentId : newConsentId,
        newSource == null ? source : newSource,
        points,
        expression,
        light,
        identityVector,
        plateSharpness,
        otherFaces,
        importedFrom);
  }
}
