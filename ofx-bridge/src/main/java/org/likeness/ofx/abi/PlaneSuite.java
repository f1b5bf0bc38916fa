package org.likeness.ofx.abi;

/**
 * Foundry's extension for planes and views, version 1 or 2 of one host: images of a clip beside its
 * colour. Results as {@link OfxStatus}.
 */
public final class PlaneSuite {
  private final Place one;
  private final Place two;

  /** From the addresses of the structs of both versions, 0 where the host has none. */
  public PlaneSuite(long first, long second) {
    one = new Place(first, 1);
    two = new Place(second, 4);
  }

  private static final class Place extends Suite {
    Place(long struct, int count) {
      super(struct, count);
    }
  }

  /** Whether the host has either version. */
  public boolean present() {
    return one.present() || two.present();
  }

  /** Whether views can be told apart. */
  public boolean hasViews() {
    return two.has(0);
  }

  public int clipGetImagePlane(
      long clip, double time, int view, long plane, long region, long result) {
    return two.has(0)
        ? Calls.pdippp(two.fn(0), clip, time, view, plane, region, result)
        : Calls.pdppp(one.fn(0), clip, time, plane, region, result);
  }

  public int clipGetRegionOfDefinition(long clip, double time, int view, long rectD) {
    return Calls.pdip(two.fn(1), clip, time, view, rectD);
  }

  public int getViewName(long effect, int view, long result) {
    return Calls.pip(two.fn(2), effect, view, result);
  }

  public int getViewCount(long effect, long result) {
    return Calls.pp(two.fn(3), effect, result);
  }
}
