package org.likeness.train.data.coverage;

import java.util.List;

/**
 * Something that the plate needs and the identity lacks.
 *
 * @param kind {@code pose}, {@code expression} or {@code light}
 * @param what for people: {@code yaw 52 to 80, pitch -4 to 3}
 * @param frames of the plate that need it, ascending
 * @param near how many pictures near there are, the mean over the frames
 * @param worst the frame that has fewest
 */
public record Gap(String kind, String what, List<Integer> frames, double near, int worst) {}
