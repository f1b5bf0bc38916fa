package org.likeness.train.data;

import org.jspecify.annotations.Nullable;

/**
 * One face of a faceset: a line of its index.
 *
 * @param file the crop, a PNG beside the index
 * @param matte the face's coverage, a grey PNG beside the index
 * @param original the file that it was cut from
 * @param matteFrom {@code artist} for a matte that was given, {@code hull} for the mesh's outline
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
    @Nullable String consentId) {}
