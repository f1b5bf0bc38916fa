package org.likeness.train.data.coverage;

import org.likeness.train.data.traits.FaceTraits;

/**
 * A face of the plate.
 *
 * @param track its track, or 0 for a faceset
 * @param frame frame number, or the face's place in its faceset
 * @param traits pose, expression, light
 */
public record PlateFace(int track, int frame, FaceTraits traits) {}
