package org.likeness.ofx.effect;

/**
 * The picture that a render would only copy.
 *
 * @param clip name of a clip
 * @param time of its picture
 */
public record Identity(String clip, double time) {}
