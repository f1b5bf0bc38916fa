package org.likeness.train.data.importing;

import org.jspecify.annotations.Nullable;
import org.likeness.image.Affine2;

/**
 * A face as another program stored it. Coordinates are this program's: the first pixel's centre is
 * at 0.5, 0.5.
 *
 * @param name of its file or frame, for people
 * @param from file and kind that it was read from
 * @param picture the aligned picture's bytes, or null where only frames have it
 * @param points the 68 classic points in the aligned picture, pairs x, y; or none
 * @param frameName name of the frame that it was cut from, or null
 * @param framePoints the 68 classic points in that frame; or none
 * @param frameToPicture from the frame's pixels to the aligned picture's, or null
 * @param mask the face's coverage, or null
 * @param person whose it is, where the file says so
 */
public record ImportedFace(
    String name,
    String from,
    byte @Nullable [] picture,
    float[] points,
    @Nullable String frameName,
    float[] framePoints,
    @Nullable Affine2 frameToPicture,
    @Nullable ImportedMask mask,
    @Nullable String person) {}
