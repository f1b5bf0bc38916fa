package org.likeness.ofx.host;

import java.util.Optional;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.ParametricSuite;
import org.likeness.ofx.abi.Scratch;

/** One curve of a parametric parameter. Written only where {@link HostParam} may be. */
public final class HostCurve {
  private static final int MOST = 1 << 20;

  private final ParametricSuite suite;
  private final long param;
  private final int index;

  HostCurve(ParametricSuite suite, long param, int index) {
    this.suite = suite;
    this.param = param;
    this.index = index;
  }

  /** A control point. */
  public record Point(double position, double value) {}

  /** The curve's value at a position, at a time. */
  public double valueAt(double time, double position, double otherwise) {
    Scratch out = Scratch.get().clear(1);
    return param != 0
            && suite.getValue(param, index, time, position, out.at(0)) == OfxStatus.OK
            && !Double.isNaN(out.doubleAt(0))
        ? out.doubleAt(0)
        : otherwise;
  }

  /** Number of control points at a time; 0 where the host does not say or says nonsense. */
  public int points(double time) {
    Scratch out = Scratch.get().clear(1);
    boolean told = param != 0 && suite.getPointCount(param, index, time, out.at(0)) == OfxStatus.OK;
    return told && out.intAt(0) >= 0 && out.intAt(0) <= MOST ? out.intAt(0) : 0;
  }

  /** A control point at a time. */
  public Optional<Point> point(double time, int nth) {
    Scratch out = Scratch.get().clear(2);
    return param != 0
            && suite.getPoint(param, index, time, nth, out.at(0), out.at(1)) == OfxStatus.OK
        ? Optional.of(new Point(out.doubleAt(0), out.doubleAt(1)))
        : Optional.empty();
  }

  /** Moves a control point; {@code animate} sets a key. */
  public boolean set(double time, int nth, Point p, boolean animate) {
    return param != 0
        && suite.setPoint(param, index, time, nth, p.position(), p.value(), animate)
            == OfxStatus.OK;
  }

  /** Adds a control point; {@code animate} sets a key. */
  public boolean add(double time, Point p, boolean animate) {
    return param != 0
        && suite.addPoint(param, index, time, p.position(), p.value(), animate) == OfxStatus.OK;
  }

  /** Removes a control point. */
  public boolean delete(int nth) {
    return param != 0 && suite.deletePoint(param, index, nth) == OfxStatus.OK;
  }

  /** Removes all control points. */
  public boolean deleteAll() {
    return param != 0 && suite.deleteAllPoints(param, index) == OfxStatus.OK;
  }
}
