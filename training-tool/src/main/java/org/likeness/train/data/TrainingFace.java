package org.likeness.train.data;

/**
 * A face in memory, resampled once so that a model's pixel is one pixel here; its margin leaves
 * room for turning and shifting.
 *
 * @param side pixels
 * @param rgb three planes of {@code side²} bytes, encoded colour
 * @param matte coverage of the face, {@code side²} bytes
 * @param area where colour matters: the matte widened, with soft edges, {@code side²} bytes
 * @param priority eyes and mouth, {@code side²} bytes
 * @param yaw degrees
 */
public record TrainingFace(
    int side, byte[][] rgb, byte[] matte, byte[] area, byte[] priority, float yaw) {}
