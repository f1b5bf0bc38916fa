package org.likeness.model;

/**
 * What a swap model made of one crop.
 *
 * @param face 3·S·S numbers, planes R, G, B, rows from the top, in the manifest's encoding, 0..1
 * @param matte S·S numbers, coverage 0..1
 */
public record SwapOutput(float[] face, float[] matte) {}
