package org.likeness.ofx.abi;

/** OfxDrawSuite 1: contexts as addresses, colours as four floats, points as pairs of doubles. */
public final class DrawSuite extends Suite {
  /** From the address of the host's struct. */
  public DrawSuite(long struct) {
    super(struct, 6);
  }

  public int getColour(long context, int standard, long rgba) {
    return Calls.pip(fn(0), context, standard, rgba);
  }

  public int setColour(long context, long rgba) {
    return Calls.pp(fn(1), context, rgba);
  }

  public int setLineWidth(long context, float width) {
    return Calls.pf(fn(2), context, width);
  }

  public int setLineStipple(long context, int pattern) {
    return Calls.pi(fn(3), context, pattern);
  }

  public int draw(long context, int primitive, long points, int count) {
    return Calls.pipi(fn(4), context, primitive, points, count);
  }

  public int drawText(long context, long text, long point, int alignment) {
    return Calls.pppi(fn(5), context, text, point, alignment);
  }
}
