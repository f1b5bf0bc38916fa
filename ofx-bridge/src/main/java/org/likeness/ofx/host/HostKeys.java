package org.likeness.ofx.host;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.CStrings;
import org.likeness.ofx.abi.NativeMemory;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.ParameterSuite;
import org.likeness.ofx.abi.Scratch;

/** A parameter over time. Written only where {@link HostParam} may be. */
public final class HostKeys {
  private static final int MOST = 1 << 24;

  private final HostParam param;
  private final ParameterSuite suite;
  private final long handle;

  HostKeys(HostParam param, ParameterSuite suite) {
    this.param = param;
    this.suite = suite;
    this.handle = param.handle();
  }

  /** Number of keys; 0 where the host does not say or says nonsense. */
  public int count() {
    Scratch out = Scratch.get().clear(1);
    boolean told = handle != 0 && suite.getNumKeys(handle, out.at(0)) == OfxStatus.OK;
    return told && out.intAt(0) >= 0 && out.intAt(0) <= MOST ? out.intAt(0) : 0;
  }

  /** Time of the {@code nth} key. */
  public OptionalDouble time(int nth) {
    Scratch out = Scratch.get().clear(1);
    return handle != 0
            && suite.getKeyTime(handle, nth, out.at(0)) == OfxStatus.OK
            && Double.isFinite(out.doubleAt(0))
        ? OptionalDouble.of(out.doubleAt(0))
        : OptionalDouble.empty();
  }

  /**
   * Index of the key before ({@code direction} &lt; 0), at (0) or behind (&gt; 0) a time; -1 where
   * there is none.
   */
  public int indexOf(double time, int direction) {
    Scratch out = Scratch.get().clear(1);
    return handle != 0 && suite.getKeyIndex(handle, time, direction, out.at(0)) == OfxStatus.OK
        ? Math.max(-1, out.intAt(0))
        : -1;
  }

  /** Sets a key of integers, booleans or choices. */
  public boolean set(double time, int a, int b, int c) {
    return handle != 0 && suite.setIntsAt(handle, time, a, b, c) == OfxStatus.OK;
  }

  /** Sets a key of doubles. */
  public boolean set(double time, double a, double b, double c, double d) {
    return handle != 0 && suite.setDoublesAt(handle, time, a, b, c, d) == OfxStatus.OK;
  }

  /** Sets a key of a text, which the host copies. */
  public boolean set(double time, String value) {
    return handle != 0
        && CStrings.with(value, text -> suite.setPointerAt(handle, time, text)) == OfxStatus.OK;
  }

  /** Removes the key at a time. */
  public boolean delete(double time) {
    return handle != 0 && suite.deleteKey(handle, time) == OfxStatus.OK;
  }

  /** Removes all keys. */
  public boolean deleteAll() {
    return handle != 0 && suite.deleteAllKeys(handle) == OfxStatus.OK;
  }

  /**
   * Takes over another parameter's keys, moved by {@code offset} frames.
   *
   * @param range of keys, or null for all
   */
  public boolean copyFrom(HostParam other, double offset, @Nullable TimeRange range) {
    if (handle == 0 || other.handle() == 0) {
      return false;
    }
    if (range == null) {
      return suite.copy(handle, other.handle(), offset, 0) == OfxStatus.OK;
    }
    return NativeMemory.with(
            new double[] {range.first(), range.last()},
            r -> suite.copy(handle, other.handle(), offset, r))
        == OfxStatus.OK;
  }

  /** The parameter. */
  public HostParam param() {
    return param;
  }
}
