package org.likeness.ofx.abi;

/** OfxImageEffectSuite 1: handles as addresses, results as {@link OfxStatus}. */
public final class ImageEffectSuite extends Suite {
  /** From the address of the host's struct. */
  public ImageEffectSuite(long struct) {
    super(struct, 13);
  }

  public int getPropertySet(long effect, long result) {
    return Calls.pp(fn(0), effect, result);
  }

  public int getParamSet(long effect, long result) {
    return Calls.pp(fn(1), effect, result);
  }

  public int clipDefine(long effect, long name, long properties) {
    return Calls.ppp(fn(2), effect, name, properties);
  }

  public int clipGetHandle(long effect, long name, long clip, long properties) {
    return Calls.pppp(fn(3), effect, name, clip, properties);
  }

  public int clipGetPropertySet(long clip, long result) {
    return Calls.pp(fn(4), clip, result);
  }

  public int clipGetImage(long clip, double time, long region, long result) {
    return Calls.pdpp(fn(5), clip, time, region, result);
  }

  public int clipReleaseImage(long image) {
    return Calls.p(fn(6), image);
  }

  public int clipGetRegionOfDefinition(long clip, double time, long rectD) {
    return Calls.pdp(fn(7), clip, time, rectD);
  }

  /** Whether the host wants the render to end; a host without the function never does. */
  public boolean abort(long effect) {
    return has(8) && Calls.p(fn(8), effect) != 0;
  }

  public int imageMemoryAlloc(long effect, long bytes, long result) {
    return Calls.pzp(fn(9), effect, bytes, result);
  }

  public int imageMemoryFree(long memory) {
    return Calls.p(fn(10), memory);
  }

  public int imageMemoryLock(long memory, long result) {
    return Calls.pp(fn(11), memory, result);
  }

  public int imageMemoryUnlock(long memory) {
    return Calls.p(fn(12), memory);
  }
}
