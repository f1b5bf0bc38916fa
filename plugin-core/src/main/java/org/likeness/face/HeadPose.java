package org.likeness.face;

/**
 * Turn of the head against the camera's axis, in degrees: roll after yaw after pitch. The camera is
 * the analysis's {@link Lens}; of single frames and of what was seen before smoothing the one that
 * {@link Lens#ASSUMED} says. Near a full profile pitch and roll turn about nearly one axis, and
 * only their sum or difference is well known.
 *
 * @param yaw positive turns the face to image right
 * @param pitch positive looks up
 * @param roll positive is counter-clockwise in the image
 */
public record HeadPose(float yaw, float pitch, float roll) {}
