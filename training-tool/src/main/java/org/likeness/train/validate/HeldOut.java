package org.likeness.train.validate;

import org.jspecify.annotations.Nullable;

/**
 * A crop that a model is judged on. Arrays belong to the record.
 *
 * @param label what to call it: the file it came from
 * @param identity id of the one who is seen
 * @param size side of the crop, pixels
 * @param crop planes R, G, B in the model's encoding, 0..1
 * @param matte coverage of the face, 0..1
 * @param yaw degrees
 * @param pitch degrees
 * @param truth the same crop with the other face in it as it truly looks, or null
 * @param truthMatte its coverage, or null
 * @param truthIdentity id of the one who is seen in the truth, or null
 */
public record HeldOut(
    String label,
    String identity,
    int size,
    float[] crop,
    float[] matte,
    float yaw,
    float pitch,
    float @Nullable [] truth,
    float @Nullable [] truthMatte,
    @Nullable String truthIdentity) {}
