package org.likeness.ofx.abi;

import java.util.List;

/** OfxImageEffectSuite 1: C names, handles as addresses, results as {@link OfxStatus}. */
public final class ImageEffectSuite {
  static final List<String> ORDER =
      List.of(
          "getPropertySet",
          "getParamSet",
          "clipDefine",
          "clipGetHandle",
          "clipGetPropertySet",
          "clipGetImage",
          "clipReleaseImage",
          "clipGetRegionOfDefinition",
          "abort",
          "imageMemoryAlloc",
          "imageMemoryFree",
          "imageMemoryLock",
          "imageMemoryUnlock");

  private ImageEffectSuite() {}

  public static native int getPropertySet(long effect, long result);

  public static native int getParamSet(long effect, long result);

  public static native int clipGetHandle(long effect, long name, long clip, long properties);

  public static native int clipGetPropertySet(long clip, long result);

  public static native int clipGetImage(long clip, double time, long region, long result);

  public static native int clipReleaseImage(long image);

  public static native int clipGetRegionOfDefinition(long clip, double time, long rectD);

  /** Not 0 when the host wants the render to end. */
  public static native int abort(long effect);
}
