package org.likeness.train.matte;

import org.jspecify.annotations.Nullable;
import org.likeness.face.CropAnchors;

/**
 * One picture with its truth.
 *
 * @param rgb bytes R, G, B by turns, row by row, as on a display
 * @param coverage bytes by turns: of the visible face, of what stands before it
 * @param parts a number of {@link org.likeness.face.FaceParts.Part} a pixel; null where it is not
 *     known, as in a matte that an artist has made
 * @param width pixels
 * @param height pixels
 * @param fit where the face is
 * @param yaw degrees
 */
record MattePicture(
    byte[] rgb,
    byte[] coverage,
    byte @Nullable [] parts,
    int width,
    int height,
    CropAnchors.Fit fit,
    double yaw) {}
