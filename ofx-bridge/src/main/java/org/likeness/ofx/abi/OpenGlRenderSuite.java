package org.likeness.ofx.abi;

/** OfxImageEffectOpenGLRenderSuite 1: results as {@link OfxStatus}. */
public final class OpenGlRenderSuite extends Suite {
  /** From the address of the host's struct. */
  public OpenGlRenderSuite(long struct) {
    super(struct, 3);
  }

  public int clipLoadTexture(long clip, double time, long format, long region, long result) {
    return Calls.pdppp(fn(0), clip, time, format, region, result);
  }

  public int clipFreeTexture(long texture) {
    return Calls.p(fn(1), texture);
  }

  public int flushResources() {
    return Calls.v(fn(2));
  }
}
