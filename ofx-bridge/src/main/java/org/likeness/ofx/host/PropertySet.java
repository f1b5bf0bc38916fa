package org.likeness.ofx.host;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.likeness.ofx.abi.CStrings;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.PropertySuite;
import org.likeness.ofx.abi.Scratch;

/**
 * A host's property set. Hosts leave out properties that the standard requires, so every read names
 * the value to take instead; no read fails. The set belongs to the host and lives as long as the
 * thing that it describes.
 *
 * @param handle the host's handle; 0 is a set with nothing in it
 */
public record PropertySet(long handle) {
  /** A whole number. */
  public int getInt(String name, int index, int otherwise) {
    Scratch out = Scratch.get().clear(1);
    return handle != 0
            && PropertySuite.propGetInt(handle, CStrings.name(name), index, out.at(0))
                == OfxStatus.OK
        ? out.intAt(0)
        : otherwise;
  }

  /** A number. */
  public double getDouble(String name, int index, double otherwise) {
    Scratch out = Scratch.get().clear(1);
    return handle != 0
            && PropertySuite.propGetDouble(handle, CStrings.name(name), index, out.at(0))
                == OfxStatus.OK
        ? out.doubleAt(0)
        : otherwise;
  }

  /** A text. */
  public String getString(String name, int index, String otherwise) {
    Scratch out = Scratch.get().clear(1);
    if (handle == 0
        || PropertySuite.propGetString(handle, CStrings.name(name), index, out.at(0))
            != OfxStatus.OK) {
      return otherwise;
    }
    String text = CStrings.read(out.longAt(0));
    return text == null ? otherwise : text;
  }

  /** An address, 0 where there is none. */
  public long getPointer(String name, int index) {
    Scratch out = Scratch.get().clear(1);
    return handle != 0
            && PropertySuite.propGetPointer(handle, CStrings.name(name), index, out.at(0))
                == OfxStatus.OK
        ? out.longAt(0)
        : 0;
  }

  /** Number of values, 0 where the property is unknown. */
  public int dimension(String name) {
    Scratch out = Scratch.get().clear(1);
    return handle != 0
            && PropertySuite.propGetDimension(handle, CStrings.name(name), out.at(0))
                == OfxStatus.OK
        ? out.intAt(0)
        : 0;
  }

  /** Sets a whole number; false where the host does not take it. */
  public boolean setInt(String name, int index, int value) {
    return handle != 0
        && PropertySuite.propSetInt(handle, CStrings.name(name), index, value) == OfxStatus.OK;
  }

  /** Sets a number; false where the host does not take it. */
  public boolean setDouble(String name, int index, double value) {
    return handle != 0
        && PropertySuite.propSetDouble(handle, CStrings.name(name), index, value) == OfxStatus.OK;
  }

  /** Sets a text, which the host copies; false where the host does not take it. */
  public boolean setString(String name, int index, String value) {
    if (handle == 0) {
      return false;
    }
    try (Memory text = CStrings.copy(value)) {
      return PropertySuite.propSetString(
              handle, CStrings.name(name), index, Pointer.nativeValue(text))
          == OfxStatus.OK;
    }
  }

  /** Four whole numbers as a rectangle; empty where the property is unknown. */
  public RectI getRectI(String name) {
    return new RectI(
        getInt(name, 0, 0), getInt(name, 1, 0), getInt(name, 2, 0), getInt(name, 3, 0));
  }

  /** Sets four numbers. */
  public void setRectD(String name, RectD r) {
    setDouble(name, 0, r.x1());
    setDouble(name, 1, r.y1());
    setDouble(name, 2, r.x2());
    setDouble(name, 3, r.y2());
  }
}
