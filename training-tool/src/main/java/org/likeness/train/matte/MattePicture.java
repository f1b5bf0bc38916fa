package org.likeness.train.matte;

import org.jspecify.annotations.Nullable;
import org.likeness.image.Affine2;
import org.likeness.train.rendered.RenderedPicture;

/**
 * One picture with its truth.
 *
 * @param rgb bytes R, G, B by turns, row by row, as on a display
 * @param coverage bytes by turns: of the visible face, of what stands before it
 * @param parts a number of {@link org.likeness.face.FaceParts.Part} a pixel; null where it is not
 *     known, as in a matte that an artist has made
 * @param known where it is known whether something stands before the face, 255 = it is; null for
 *     everywhere
 * @param width pixels
 * @param height pixels
 * @param toCrop where the network looks when it is well placed
 * @param yaw degrees
 */
record MattePicture(
    byte[] rgb,
    byte[] coverage,
    byte @Nullable [] parts,
    byte @Nullable [] known,
    int width,
    int height,
    Affine2 toCrop,
    double yaw)
    implements RenderedPicture {}
