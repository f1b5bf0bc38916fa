package org.likeness.ofx.host;

import java.util.Optional;

/**
 * Times from the first to the last, both included, in frames.
 *
 * @param first finite
 * @param last finite, not before the first
 */
public record TimeRange(double first, double last) {
  /** Checks. */
  public TimeRange {
    if (!(first <= last) || Double.isInfinite(first) || Double.isInfinite(last)) {
      throw new IllegalArgumentException("not a range of times: " + first + " to " + last);
    }
  }

  /** The range of two numbers, if they are one. */
  public static Optional<TimeRange> of(double first, double last) {
    return first <= last && Double.isFinite(first) && Double.isFinite(last)
        ? Optional.of(new TimeRange(first, last))
        : Optional.empty();
  }

  /** A single time. */
  public static TimeRange at(double time) {
    return new TimeRange(time, time);
  }
}
