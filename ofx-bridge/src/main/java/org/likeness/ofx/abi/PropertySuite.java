package org.likeness.ofx.abi;

import java.util.List;

/**
 * OfxPropertySuite 1: C names, handles and names as addresses, results as {@link OfxStatus}. The
 * plural forms are not bound, as no caller needs them.
 */
public final class PropertySuite {
  static final List<String> ORDER =
      List.of(
          "propSetPointer",
          "propSetString",
          "propSetDouble",
          "propSetInt",
          "propSetPointerN",
          "propSetStringN",
          "propSetDoubleN",
          "propSetIntN",
          "propGetPointer",
          "propGetString",
          "propGetDouble",
          "propGetInt",
          "propGetPointerN",
          "propGetStringN",
          "propGetDoubleN",
          "propGetIntN",
          "propReset",
          "propGetDimension");

  private PropertySuite() {}

  public static native int propSetPointer(long set, long name, int index, long value);

  public static native int propSetString(long set, long name, int index, long value);

  public static native int propSetDouble(long set, long name, int index, double value);

  public static native int propSetInt(long set, long name, int index, int value);

  public static native int propGetPointer(long set, long name, int index, long result);

  public static native int propGetString(long set, long name, int index, long result);

  public static native int propGetDouble(long set, long name, int index, long result);

  public static native int propGetInt(long set, long name, int index, long result);

  public static native int propGetDimension(long set, long name, long result);
}
