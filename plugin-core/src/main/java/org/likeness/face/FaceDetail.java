package org.likeness.face;

/**
 * What is known of a face in one frame beyond its mesh. An array of length 0 and a NaN mean that it
 * is not known. Arrays belong to the record: nobody changes them.
 *
 * @param points the 68 classic points (iBUG order), or none
 * @param anchors the seven points that place the crop, see {@link CropAnchors}, or none
 * @param iris centre x, y and radius of the iris on image left, then of the one on image right,
 *     plate pixels; 6 numbers
 * @param expression weight 0..1 of each unit of {@link ExpressionUnits}
 * @param light first-order spherical harmonics of the light on the skin, in head-independent camera
 *     axes (x right, y down, z away): for R, G and B the constant, x, y and z coefficient; 12
 *     numbers, scene-linear, relative to the plate's own exposure
 * @param sharpness of the plate on the face: 0 soft, 1 as sharp as its pixels allow; or NaN
 * @param size the face's height from the top of its oval to the chin, plate pixels, unforeshortened
 *     by the head's turn; or NaN
 * @param identity 128 numbers of dlib's face recognition net, unit length
 * @param skin a small picture of the skin, by which neighbouring frames are laid on one another; in
 *     what single frames gave, not in joined tracks; or none
 * @param tone of the skin in the plate: mean of R, G, B, then their standard deviations,
 *     scene-linear; 6 numbers
 */
public record FaceDetail(
    FacePoints points,
    FacePoints anchors,
    float[] iris,
    float[] expression,
    float[] light,
    float sharpness,
    float size,
    float[] identity,
    byte[] skin,
    float[] tone) {
  private static final float[] EMPTY = {};
  private static final byte[] NO_SKIN = {};

  /** Nothing known. */
  public static final FaceDetail NONE =
      new FaceDetail(
          FacePoints.NONE, FacePoints.NONE, EMPTY, EMPTY, EMPTY, Float.NaN, Float.NaN, EMPTY);

  /** Numbers in {@link #iris}. */
  public static final int IRIS = 6;

  /** Numbers in {@link #light}. */
  public static final int LIGHT = 12;

  /** Numbers in {@link #tone}. */
  public static final int TONE = 6;

  /** Numbers in {@link #identity}. */
  public static final int IDENTITY = 128;

  /** Without a picture of the skin. */
  public FaceDetail(
      FacePoints points,
      FacePoints anchors,
      float[] iris,
      float[] expression,
      float[] light,
      float sharpness,
      float size,
      float[] identity) {
    this(points, anchors, iris, expression, light, sharpness, size, identity, NO_SKIN, EMPTY);
  }

  /** The same with another picture of the skin; of length 0 for none. */
  public FaceDetail withSkin(byte[] patch) {
    return new FaceDetail(
        points, anchors, iris, expression, light, sharpness, size, identity, patch, tone);
  }

  /** The same with another tone of the skin; of length 0 for none. */
  public FaceDetail withTone(float[] other) {
    return new FaceDetail(
        points, anchors, iris, expression, light, sharpness, size, identity, skin, other);
  }

  /** The same with other points, anchors and irises. */
  public FaceDetail withPlaces(FacePoints newPoints, FacePoints newAnchors, float[] newIris) {
    return new FaceDetail(
        newPoints, newAnchors, newIris, expression, light, sharpness, size, identity, skin, tone);
  }

  /** The same in a plate of another size. */
  public FaceDetail scaled(float sx, float sy) {
    float mean = (float) Math.sqrt((double) sx * sy);
    float[] moved = iris.clone();
    for (int i = 0; i + 2 < moved.length; i += 3) {
      moved[i] *= sx;
      moved[i + 1] *= sy;
      moved[i + 2] *= mean;
    }
    return new FaceDetail(
        points.scaled(sx, sy, mean),
        anchors.scaled(sx, sy, mean),
        moved,
        expression,
        light,
        sharpness,
        size * mean,
        identity,
        NO_SKIN,
        tone);
  }

  /** The same with another identity vector. */
  public FaceDetail withIdentity(float[] vector) {
    return new FaceDetail(
        points, anchors, iris, expression, light, sharpness, size, vector, skin, tone);
  }
}
