package org.likeness.ofx.host;

import java.util.ArrayList;
import java.util.List;
import org.likeness.ofx.abi.CStrings;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.PropertySuite;
import org.likeness.ofx.abi.Scratch;

/**
 * A host's property set. Hosts leave out properties that the standard requires, so every read names
 * the value to take instead; no read fails. The set belongs to the host and lives as long as the
 * thing that it describes.
 *
 * @param suite the host's property suite
 * @param handle the host's handle; 0 is a set with nothing in it
 */
public record PropertySet(PropertySuite suite, long handle) {
  /** More values than this are not read: no property of the standard has nearly as many. */
  private static final int MOST = 4096;

  /** A whole number. */
  public int getInt(String name, int index, int otherwise) {
    Scratch out = Scratch.get().clear(1);
    return handle != 0
            && suite.getInt(handle, CStrings.name(name), index, out.at(0)) == OfxStatus.OK
        ? out.intAt(0)
        : otherwise;
  }

  /** A yes or no, which is a number that is not 0. */
  public boolean getBoolean(String name, boolean otherwise) {
    return getInt(name, 0, otherwise ? 1 : 0) != 0;
  }

  /** A number; what is not a number at all counts as missing. */
  public double getDouble(String name, int index, double otherwise) {
    Scratch out = Scratch.get().clear(1);
    if (handle == 0
        || suite.getDouble(handle, CStrings.name(name), index, out.at(0)) != OfxStatus.OK) {
      return otherwise;
    }
    double value = out.doubleAt(0);
    return Double.isNaN(value) ? otherwise : value;
  }

  /** A text. */
  public String getString(String name, int index, String otherwise) {
    Scratch out = Scratch.get().clear(1);
    if (handle == 0
        || suite.getString(handle, CStrings.name(name), index, out.at(0)) != OfxStatus.OK) {
      return otherwise;
    }
    String text = CStrings.read(out.longAt(0));
    return text == null ? otherwise : text;
  }

  /** An address, 0 where there is none. */
  public long getPointer(String name, int index) {
    Scratch out = Scratch.get().clear(1);
    return handle != 0
            && suite.getPointer(handle, CStrings.name(name), index, out.at(0)) == OfxStatus.OK
        ? out.longAt(0)
        : 0;
  }

  /** Number of values, 0 where the property is unknown. */
  public int dimension(String name) {
    Scratch out = Scratch.get().clear(1);
    if (handle == 0 || suite.getDimension(handle, CStrings.name(name), out.at(0)) != OfxStatus.OK) {
      return 0;
    }
    return Math.max(0, Math.min(MOST, out.intAt(0)));
  }

  /** All texts of a property, none where it is unknown. */
  public List<String> getStrings(String name) {
    List<String> list = new ArrayList<>();
    for (int i = 0, n = dimension(name); i < n; i++) {
      list.add(getString(name, i, ""));
    }
    return List.copyOf(list);
  }

  /** {@code count} numbers, each read on its own, so that a property with fewer gives those. */
  public double[] getDoubles(String name, int count, double otherwise) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = getDouble(name, i, otherwise);
    }
    return values;
  }

  /** Sets a whole number; false where the host does not take it. */
  public boolean setInt(String name, int index, int value) {
    return handle != 0 && suite.setInt(handle, CStrings.name(name), index, value) == OfxStatus.OK;
  }

  /** Sets a number; false where the host does not take it. */
  public boolean setDouble(String name, int index, double value) {
    return handle != 0
        && suite.setDouble(handle, CStrings.name(name), index, value) == OfxStatus.OK;
  }

  /** Sets a text, which the host copies; false where the host does not take it. */
  public boolean setString(String name, int index, String value) {
    return handle != 0
        && CStrings.with(value, text -> suite.setString(handle, CStrings.name(name), index, text))
            == OfxStatus.OK;
  }

  /** Sets an address; false where the host does not take it. */
  public boolean setPointer(String name, int index, long value) {
    return handle != 0
        && suite.setPointer(handle, CStrings.name(name), index, value) == OfxStatus.OK;
  }

  /** Takes a property back to its default; false where the host does not. */
  public boolean reset(String name) {
    return handle != 0 && suite.reset(handle, CStrings.name(name)) == OfxStatus.OK;
  }

  /** Four whole numbers as a rectangle; empty where the property is unknown. */
  public RectI getRectI(String name) {
    return new RectI(
        getInt(name, 0, 0), getInt(name, 1, 0), getInt(name, 2, 0), getInt(name, 3, 0));
  }

  /** Four numbers as a region; empty where the property is unknown. */
  public RectD getRectD(String name) {
    double[] r = getDoubles(name, 4, 0);
    return new RectD(r[0], r[1], r[2], r[3]);
  }

  /** Sets four numbers. */
  public void setRectD(String name, RectD r) {
    setDouble(name, 0, r.x1());
    setDouble(name, 1, r.y1());
    setDouble(name, 2, r.x2());
    setDouble(name, 3, r.y2());
  }
}
