package org.likeness.ofx.host;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.likeness.ofx.abi.CStrings;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.ParameterSuite;
import org.likeness.ofx.abi.Scratch;

/**
 * A parameter of an instance. A read that the host refuses gives the value named by the caller.
 *
 * @param name the parameter's name
 * @param handle the host's handle, 0 if it has none of that name
 * @param properties the parameter's properties
 */
public record HostParam(String name, long handle, PropertySet properties) {
  /** An integer, a boolean (0 or 1) or the index of a choice, at a time. */
  public int intAt(double time, int otherwise) {
    Scratch out = Scratch.get().clear(4);
    return handle != 0 && ParameterSuite.paramGetValueAtTime(handle, time, out) == OfxStatus.OK
        ? out.intAt(0)
        : otherwise;
  }

  /** A double at a time. */
  public double doubleAt(double time, double otherwise) {
    Scratch out = Scratch.get().clear(4);
    return handle != 0 && ParameterSuite.paramGetValueAtTime(handle, time, out) == OfxStatus.OK
        ? out.doubleAt(0)
        : otherwise;
  }

  /** A text at a time. */
  public String stringAt(double time, String otherwise) {
    Scratch out = Scratch.get().clear(4);
    if (handle == 0 || ParameterSuite.paramGetValueAtTime(handle, time, out) != OfxStatus.OK) {
      return otherwise;
    }
    String text = CStrings.read(out.longAt(0));
    return text == null ? otherwise : text;
  }

  /**
   * Sets a text. Only while the host says that a value changed, never in a render or a new
   * instance: a host crashed on that.
   */
  public void setString(String value) {
    if (handle != 0) {
      try (Memory text = CStrings.copy(value)) {
        ParameterSuite.paramSetString(handle, Pointer.nativeValue(text));
      }
    }
  }
}
