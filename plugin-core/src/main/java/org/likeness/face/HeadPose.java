package org.likeness.face;

/**
 * Turn of the head against the camera's axis, weak perspective, in degrees.
 *
 * @param yaw positive turns the face to image right
 * @param pitch positive looks up
 * @param roll positive is counter-clockwise in the image
 */
public record HeadPose(float yaw, float pitch, float roll) {}
