package org.likeness.ofx.host;

import org.likeness.ofx.abi.CStrings;
import org.likeness.ofx.abi.NativeMemory;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.ParameterSuite;
import org.likeness.ofx.abi.Scratch;

/**
 * A parameter of an instance. A read that the host refuses gives the value named by the caller; a
 * write that it refuses, or a parameter that it does not have, gives false.
 *
 * <p>Writes are made only while the host says that something changed or was pressed, never in a
 * render or a new instance: a host crashed on that.
 *
 * @param host the host
 * @param name the parameter's name
 * @param handle the host's handle, 0 if it has none of that name
 * @param properties the parameter's properties
 */
public record HostParam(OfxHost host, String name, long handle, PropertySet properties) {
  private static final int MOST_BYTES = 1 << 28;

  private ParameterSuite suite() {
    return host.suites().parameter();
  }

  /** The value's places at a time, or null where the host refuses. */
  private boolean read(double time, Scratch out) {
    return handle != 0 && suite().getValueAtTime(handle, time, out.clear(4)) == OfxStatus.OK;
  }

  /** An integer, a boolean (0 or 1) or the index of a choice, at a time. */
  public int intAt(double time, int otherwise) {
    Scratch out = Scratch.get();
    return read(time, out) ? out.intAt(0) : otherwise;
  }

  /** A boolean at a time. */
  public boolean booleanAt(double time, boolean otherwise) {
    return intAt(time, otherwise ? 1 : 0) != 0;
  }

  /** The integers of a parameter of one to three, at a time; as many as {@code otherwise} has. */
  public int[] intsAt(double time, int... otherwise) {
    Scratch out = Scratch.get();
    int[] values = otherwise.clone();
    if (read(time, out)) {
      for (int i = 0; i < values.length; i++) {
        values[i] = out.intAt(i);
      }
    }
    return values;
  }

  /** A double at a time; what is not a number at all counts as refused. */
  public double doubleAt(double time, double otherwise) {
    Scratch out = Scratch.get();
    return read(time, out) && !Double.isNaN(out.doubleAt(0)) ? out.doubleAt(0) : otherwise;
  }

  /** The doubles of a parameter of one to four (2D, 3D, RGB, RGBA), at a time. */
  public double[] doublesAt(double time, double... otherwise) {
    Scratch out = Scratch.get();
    return read(time, out) ? doubles(out, otherwise) : otherwise.clone();
  }

  /** Change of a double parameter's values a frame at a time. */
  public double[] derivativeAt(double time, double... otherwise) {
    Scratch out = Scratch.get();
    return handle != 0 && suite().getDerivative(handle, time, out.clear(4)) == OfxStatus.OK
        ? doubles(out, otherwise)
        : otherwise.clone();
  }

  /** Integral of a double parameter's values from one time to another. */
  public double[] integral(double from, double to, double... otherwise) {
    Scratch out = Scratch.get();
    return handle != 0 && suite().getIntegral(handle, from, to, out.clear(4)) == OfxStatus.OK
        ? doubles(out, otherwise)
        : otherwise.clone();
  }

  private static double[] doubles(Scratch out, double[] otherwise) {
    double[] values = otherwise.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isNaN(out.doubleAt(i)) ? otherwise[i] : out.doubleAt(i);
    }
    return values;
  }

  /** A text (string, custom value or name of a string choice) at a time. */
  public String stringAt(double time, String otherwise) {
    Scratch out = Scratch.get();
    String text = read(time, out) ? CStrings.read(out.longAt(0)) : null;
    return text == null ? otherwise : text;
  }

  /** A copy of a parameter of bytes at a time; empty where there are none. */
  public byte[] bytesAt(double time) {
    Scratch out = Scratch.get();
    // The host fills a struct of an address and a length, the first two places.
    return read(time, out) ? NativeMemory.readBytes(out.at(0), MOST_BYTES) : new byte[0];
  }

  /** Sets an integer, boolean or choice, or two or three integers. */
  public boolean set(int... values) {
    return handle != 0
        && suite().setInts(handle, at(values, 0), at(values, 1), at(values, 2)) == OfxStatus.OK;
  }

  private static int at(int[] values, int i) {
    return i < values.length ? values[i] : 0;
  }

  /** Sets a double, or two to four. */
  public boolean set(double... values) {
    return handle != 0
        && suite().setDoubles(handle, at(values, 0), at(values, 1), at(values, 2), at(values, 3))
            == OfxStatus.OK;
  }

  private static double at(double[] values, int i) {
    return i < values.length ? values[i] : 0;
  }

  /** Sets a text, which the host copies. */
  public boolean setString(String value) {
    return handle != 0
        && CStrings.with(value, text -> suite().setPointer(handle, text)) == OfxStatus.OK;
  }

  /** Sets bytes, which the host copies. */
  public boolean setBytes(byte[] value) {
    return handle != 0
        && NativeMemory.withBytes(value, bytes -> suite().setPointer(handle, bytes))
            == OfxStatus.OK;
  }

  /** Keys, copies and what else concerns the parameter over time. */
  public HostKeys keys() {
    return new HostKeys(this, suite());
  }

  /** A curve of a parametric parameter. */
  public HostCurve curve(int index) {
    return new HostCurve(host.suites().parametric(), handle, index);
  }

  /** Whether the artist can change it; false where the host does not let this be set. */
  public boolean enable(boolean enabled) {
    return properties.setInt("OfxParamPropEnabled", 0, enabled ? 1 : 0);
  }

  /** Whether the artist sees it; false where the host does not let this be set. */
  public boolean show(boolean shown) {
    return properties.setInt("OfxParamPropSecret", 0, shown ? 0 : 1);
  }
}
