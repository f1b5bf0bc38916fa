package org.likeness.ofx.abi;

import com.sun.jna.Pointer;
import java.util.List;

/**
 * OfxParameterSuite 1: C names, handles as addresses, results as {@link OfxStatus}. The variadic
 * functions are reached through {@link VariadicShims} with the addresses kept here.
 */
public final class ParameterSuite {
  static final List<String> ORDER =
      List.of(
          "paramDefine",
          "paramGetHandle",
          "paramSetGetPropertySet",
          "paramGetPropertySet",
          "paramGetValue",
          "paramGetValueAtTime",
          "paramGetDerivative",
          "paramGetIntegral",
          "paramSetValue",
          "paramSetValueAtTime",
          "paramGetNumKeys",
          "paramGetKeyTime",
          "paramGetKeyIndex",
          "paramDeleteKey",
          "paramDeleteAllKeys",
          "paramCopy",
          "paramEditBegin",
          "paramEditEnd");

  private static volatile long getValue;
  private static volatile long getValueAtTime;
  private static volatile long setValue;

  private ParameterSuite() {}

  static void bind(long suite) {
    Pointer table = new Pointer(suite);
    getValue = table.getLong(8L * ORDER.indexOf("paramGetValue"));
    getValueAtTime = table.getLong(8L * ORDER.indexOf("paramGetValueAtTime"));
    setValue = table.getLong(8L * ORDER.indexOf("paramSetValue"));
    SuiteBinder.bind(ParameterSuite.class, suite, ORDER);
  }

  public static native int paramGetHandle(long set, long name, long param, long properties);

  public static native int paramGetPropertySet(long param, long result);

  /** The value now, into up to four places of eight bytes. */
  public static int paramGetValue(long param, Scratch out) {
    return VariadicShims.paramGet(getValue, param, out.at(0), out.at(1), out.at(2), out.at(3));
  }

  /** The value at a time, into up to four places of eight bytes. */
  public static int paramGetValueAtTime(long param, double time, Scratch out) {
    return VariadicShims.paramGetAt(
        getValueAtTime, param, time, out.at(0), out.at(1), out.at(2), out.at(3));
  }

  /** Sets an integer, boolean or choice. */
  public static int paramSetInt(long param, int value) {
    return VariadicShims.paramSetInt(setValue, param, value, 0, 0);
  }

  /** Sets a double. */
  public static int paramSetDouble(long param, double value) {
    return VariadicShims.paramSetDouble(setValue, param, value, 0, 0, 0);
  }

  /** Sets a string; the host copies it. */
  public static int paramSetString(long param, long text) {
    return VariadicShims.paramSetString(setValue, param, text);
  }
}
