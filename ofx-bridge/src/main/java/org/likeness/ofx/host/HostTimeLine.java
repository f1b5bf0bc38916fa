package org.likeness.ofx.host;

import java.util.Optional;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.Scratch;
import org.likeness.ofx.abi.TimeLineSuite;

/** The time that the artist looks at, in the host's frames. Not for renders. */
public final class HostTimeLine {
  private final TimeLineSuite suite;
  private final long effect;

  HostTimeLine(TimeLineSuite suite, long effect) {
    this.suite = suite;
    this.effect = effect;
  }

  /** The time now, or {@code otherwise} where the host does not say. */
  public double now(double otherwise) {
    Scratch out = Scratch.get().clear(1);
    return suite.getTime(effect, out.at(0)) == OfxStatus.OK && Double.isFinite(out.doubleAt(0))
        ? out.doubleAt(0)
        : otherwise;
  }

  /** Goes to a time; false where the host does not. */
  public boolean goTo(double time) {
    return suite.gotoTime(effect, time) == OfxStatus.OK;
  }

  /** First and last time; empty where the host does not say or says nonsense. */
  public Optional<TimeRange> bounds() {
    Scratch out = Scratch.get().clear(2);
    if (suite.getTimeBounds(effect, out.at(0), out.at(1)) != OfxStatus.OK) {
      return Optional.empty();
    }
    return TimeRange.of(out.doubleAt(0), out.doubleAt(1));
  }
}
